import fc from 'fast-check'
import { expect, test } from 'vitest'
import { settingKey, settingOf } from '../../src/sim/cni/choice.ts'
import { openWorld, type CniComparison, type World } from '../../src/world/index.ts'
import { compareCnis } from '../../src/world/cnis/compare.ts'
import { bounded } from './bounded.ts'
import { setting } from './generate-setting.ts'
import { cluster, documentsOf } from './generate.ts'

const settings = fc.uniqueArray(setting, {
  minLength: 2,
  maxLength: 4,
  selector: (choice) => settingKey(settingOf(choice)),
})

/** What the comparison should say of a flow, asked one world at a time. */
const outcomes = (worlds: readonly World[], question: Parameters<World['ask']>[0]) =>
  worlds.map((world) => world.ask(question).outcome)

test('each cell says what ask() says under that plugin, and every listed flow differs', () => {
  fc.assert(
    fc.property(cluster, settings, (generated, chosen) => {
      const documents = documentsOf(generated)
      const { columns, flows }: CniComparison = compareCnis(openWorld({ documents }), {
        settings: chosen,
        question: null,
        limit: 10_000,
      })
      const worlds = columns.map((cni) => openWorld({ documents, cni }))
      for (const { kind, question, from, to, cells } of flows) {
        // A block has another address in each world; its row is asked about by one of them.
        if (kind === 'direct' && (/^[\da-f:.]+\/\d/.test(from) || /^[\da-f:.]+\/\d/.test(to))) continue
        const told = cells.map(({ outcome }) => outcome)
        expect(new Set(told).size).toBeGreaterThan(1)
        // Any port of a place outside is more than one question.
        if (question.port === undefined) continue
        if (JSON.stringify(told) !== JSON.stringify(outcomes(worlds, question)))
          expect({ question, told }).toEqual({ question, told: outcomes(worlds, question) })
      }
    }),
    bounded(60),
  )
})

test('no flow between two pods that differs is left out', () => {
  fc.assert(
    fc.property(cluster, settings, (generated, chosen) => {
      const documents = documentsOf(generated)
      const { columns, flows } = compareCnis(openWorld({ documents }), {
        settings: chosen,
        question: null,
        limit: 10_000,
      })
      const worlds = columns.map((cni) => openWorld({ documents, cni }))
      const listed = new Set(
        flows.filter(({ kind }) => kind === 'direct').map(({ question }) => JSON.stringify(question)),
      )
      const { ends } = worlds[0]!.matrix()
      for (const from of ends)
        for (const to of ends)
          for (const { port, protocol } of to.ports) {
            if (
              [from, to].some(({ endpoints }) => endpoints.some(({ kind }) => kind !== 'pod')) ||
              (from === to && from.endpoints.length === 1)
            )
              continue
            const question = { from: from.ref, to: to.ref, port, protocol }
            const isDiffering = new Set(outcomes(worlds, question)).size > 1
            if (isDiffering !== listed.has(JSON.stringify(question)))
              expect({ question, isListed: listed.has(JSON.stringify(question)) }).toEqual({
                question,
                isListed: isDiffering,
              })
          }
    }),
    bounded(40),
  )
})

test('what is compared after an edit is what is compared in a world opened from scratch', () => {
  fc.assert(
    fc.property(cluster, cluster, settings, (first, second, chosen) => {
      const query = { settings: chosen, question: null, limit: 200 }
      const before = openWorld({ documents: documentsOf(first) })
      compareCnis(before, query)
      const documents = documentsOf({ ...first, policies: second.policies })
      expect(compareCnis(openWorld({ documents }, before), query)).toEqual(compareCnis(openWorld({ documents }), query))
    }),
    bounded(25),
  )
})

test('replicas that cannot speak to each other are told from those that can, and nobody is asked about a pod and itself', () => {
  const nodes = [
    'kind: Node\nmetadata: {name: n1}',
    'kind: Node\nmetadata: {name: n2}\nstatus: {addresses: [{type: InternalIP, address: "fd00:18::2"}]}',
  ]
  const pods = [
    'spec: {hostNetwork: true, containers: [{name: c, image: i}]}',
    'spec: {containers: [{name: c, image: i, ports: [{containerPort: 53}]}]}\nstatus: {podIPs: [{ip: 10.0.0.4}]}',
  ].map(
    (rest, at) =>
      `kind: Pod\nmetadata: {name: p${at}, namespace: one, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: crew, controller: true}]}\n${rest}`,
  )
  const documents = [{ name: 'a', text: [...nodes, ...pods].map((each) => `apiVersion: v1\n${each}\n`).join('---\n') }]
  const { flows } = compareCnis(openWorld({ documents }), {
    settings: [{ name: 'reference' }, { name: 'aws-vpc-cni' }],
    question: null,
    limit: 10,
  })
  expect(flows.map(({ from, to, cells }) => [from, to, cells.map(({ outcome, cause }) => cause ?? outcome)])).toEqual([
    ['one/crew', 'one/crew', ['allowed', 'no-route']],
  ])
})

test('the limit cuts the list and not the count, and the question comes first', () => {
  const documents = [
    {
      name: 'a',
      text:
        ['a', 'b', 'c']
          .map(
            (name) =>
              `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\nspec: {containers: [{name: c, image: i, ports: [{containerPort: 80}]}]}\n`,
          )
          .join('---\n') +
        '---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec: {podSelector: {}, policyTypes: [Ingress]}\n',
    },
  ]
  const found = compareCnis(openWorld({ documents }), {
    settings: [{ name: 'flannel' }, { name: 'calico' }, { name: 'calico' }],
    question: { from: 'shop/c', to: 'shop/b', port: 80 },
    limit: 3,
  })
  expect(found.columns.map(({ name }) => name)).toEqual(['flannel', 'calico'])
  expect(found.differing).toBeGreaterThan(6)
  expect(found.flows.map(({ kind, from, to }) => `${kind} ${from} ${to}`)).toEqual([
    'asked shop/c shop/b',
    'direct shop/a shop/b',
    'direct shop/a shop/c',
  ])
})
