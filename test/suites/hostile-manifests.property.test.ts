import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Engine } from '../../src/worker/engine.ts'
import type { CallName, CallRequest, EngineRequest, Given } from '../../src/worker/protocol.ts'
import { openWorld } from '../../src/world/index.ts'
import type { CniChoice } from '../../src/sim/cni/choice.ts'
import { bounded } from './bounded.ts'
import { setting } from './generate-setting.ts'
import { manifestTexts, mutated } from './real-texts.ts'

/**
 * Our own manifests of every kind, changed by somebody who means no good: whatever the screen asks about them is
 * answered, and the answer can be sent.
 */
const TEXTS = manifestTexts()

test('there are manifests of every family of kinds', () => {
  for (const group of [
    'networking.k8s.io/',
    'policy.networking.k8s.io/',
    'cilium.io/',
    'projectcalico.org/',
    'security.istio.io/',
    'policy.linkerd.io/',
    'gateway.networking.k8s.io/',
  ])
    expect(
      TEXTS.filter((text) => text.includes(`apiVersion: ${group}`) || text.includes(`.${group}`)).length,
      group,
    ).toBeGreaterThan(5)
})

test('manifests of every kind with pieces changed', () => {
  fc.assert(
    fc.property(mutated(TEXTS), mutated(TEXTS), setting, (first, second, cni) =>
      exercise(
        [
          { name: 'a', text: first },
          { name: '__proto__', text: second },
        ],
        cni,
      ),
    ),
    bounded(100_000),
  )
})

function exercise(documents: readonly { readonly name: string; readonly text: string }[], cni: CniChoice): void {
  const world = openWorld({ documents, cni })
  for (const { span } of world.diagnostics) if (span) expect(documents.map(({ name }) => name)).toContain(span.document)
  const ends = [
    ...world
      .matrix()
      .ends.slice(0, 2)
      .map(({ ref }) => ref),
    ...world.cluster.services.slice(0, 1).map(({ namespace, name }) => `svc:${namespace.name}/${name}`),
    'internet',
  ]
  const engine = new Engine()
  const order = documents.map(({ name }) => name)
  let id = 0
  const send = (request: EngineRequest) => {
    structuredClone(engine.handle(request))
  }
  const call = <Name extends CallName>(type: Name, ...[given]: Given<Name>) =>
    send({ ...given, type, id: ++id } as CallRequest)
  const open = (changed: typeof documents, fresh: boolean) =>
    send({
      type: 'open',
      id: ++id,
      revision: id,
      order,
      changed,
      active: 'a',
      applyBroken: true,
      cni,
      fresh,
      question: { from: ends[0]!, to: ends.at(-1)!, port: 80 },
    })
  open(documents, true)
  open([{ name: 'a', text: `${documents[0]!.text}\n# more` }], false)
  const revision = id
  call('policies')
  call('rewrite')
  for (const index of [0, 1]) call('fixes', { revision, index })
  for (const from of ends.slice(0, 2)) {
    for (const to of ends) {
      const question = { from, to, port: 80, http: { method: 'GET', path: '/', headers: { constructor: 'x' } } }
      call('ask', { question })
      call('flips', { revision, question })
      call('walk', { question })
      for (const scenario of [
        { kind: 'start-up', pod: from },
        { kind: 'policy', change: 'arrives', policy: null },
        { kind: 'rollout', workload: null, label: null },
        { kind: 'address', pod: null },
      ] as const)
        call('timeline', { question, scenario })
      call('identities', { query: { pod: from, question } })
      call('bench', { query: { lines: [`${from} -> ${to}:80`, 'x'], base: question } })
    }
    call('walls', { ref: from, cni })
    for (const line of [
      'kubectl get netpol -A',
      'curl http://constructor/',
      'kube-hunter --pod',
      'kube-bench',
      'netassert run',
      'hubble observe',
    ])
      call('terminal', { task: { task: 'run', line, at: from, startedAt: 0, sent: [] } })
  }
  for (const journey of ['deployment', 'policy', 'cni-add'] as const)
    call('architecture', { query: { journey, of: null } })
  call('nodes', { query: { nodes: 3, more: { pods: 2, node: null } } })
  call('board', { revision, query: { do: 'show' } })
  call('selected', { revision, document: 'a', position: { line: 5, column: 3 } })
  call('connections', { query: { about: null, namespace: null, exposure: true } })
  call('testing', { task: { task: 'mutants', assertions: [], from: 0, count: 2 } })
}
