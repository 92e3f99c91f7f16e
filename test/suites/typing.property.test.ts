import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openWorld, type CniChoice, type Question, type World } from '../../src/world/index.ts'
import { bounded } from './bounded.ts'
import { clusterPolicy } from './generate-cluster-policy.ts'
import { policy } from './generate-policy.ts'
import { setting } from './generate-setting.ts'
import { type ManifestObject } from './generate-words.ts'
import { cluster, documentsOf, stream } from './generate.ts'

const LABELS = ['{app: a}', '{tier: b}', '{}', '{app: a, tier: a}']

/** One of a vendor's kinds, whose numbers are rarely the same twice. */
const vendored = fc
  .record({
    kind: fc.constantFrom('cilium', 'cilium wide', 'calico'),
    subject: fc.constantFrom(...LABELS),
    peer: fc.constantFrom(...LABELS),
    isDenied: fc.boolean(),
    isOut: fc.boolean(),
    port: fc.constantFrom(53, 80, 81, 8000, 8080, 8443, 65535),
    words: fc.boolean(),
    block: fc.option(fc.constantFrom('10.0.0.0/30', '203.0.113.0/24', '0.0.0.0/0'), { nil: null }),
  })
  .map(({ kind, subject, peer, isDenied, isOut, port, words, block }) => (name: string): string => {
    const way = isOut ? 'egress' : 'ingress'
    const side = isOut ? 'to' : 'from'
    const isWide = kind === 'cilium wide'
    const expression = (labels: string) =>
      labels
        .slice(1, -1)
        .split(', ')
        .filter((each) => each !== '')
        .map((each) => each.replace(/(.*): (.*)/, "$1 == '$2'"))
        .join(' && ') || 'all()'
    if (kind === 'calico')
      return `apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: ${name}}\nspec: {selector: "${expression(subject)}", types: [${isOut ? 'Egress' : 'Ingress'}], ${way}: [{action: ${isDenied ? 'Deny' : 'Allow'}, protocol: TCP, ${isOut ? 'destination' : 'source'}: {${block ? `nets: [${block}]` : `selector: "${expression(peer)}"`}}}]}\n`
    return `apiVersion: cilium.io/v2\nkind: ${isWide ? 'CiliumClusterwideNetworkPolicy' : 'CiliumNetworkPolicy'}\nmetadata: {name: ${name}${isWide ? '' : ', namespace: one'}}\nspec: {endpointSelector: {matchLabels: ${subject}}, ${way}${isDenied ? 'Deny' : ''}: [{${block ? `${side}CIDR: [${block}]` : `${side}Endpoints: [{matchLabels: ${peer}}]`}, toPorts: [{ports: [{port: "${port}", protocol: TCP}]${words && !isDenied ? ', rules: {http: [{method: GET, path: "/a"}]}' : ''}}]}]}\n`
  })

/** What somebody types: another text in place of one policy, one more, one less, or what stood there before. */
const edit = fc.oneof(
  fc.record({ edit: fc.constant('plain' as const), at: fc.nat(5), policy: policy('typed') }),
  fc.record({ edit: fc.constant('wide' as const), at: fc.nat(5), policy: clusterPolicy('typed') }),
  fc.record({ edit: fc.constant('vendor' as const), at: fc.nat(5), write: vendored }),
  fc.record({ edit: fc.constant('delete' as const), at: fc.nat(5) }),
  fc.record({ edit: fc.constant('undo' as const) }),
)

const named = (object: ManifestObject, name: string): string =>
  stream([{ ...object, metadata: { ...(object['metadata'] as object), name } }])

function told(world: World): unknown {
  const { ends, columns, cells, reachability } = world.matrix()
  return {
    ends: ends.map(({ ref, label, endpoints }) => ({ ref, label, endpoints: endpoints.length })),
    columns,
    cells,
    closed: ends.flatMap(({ endpoints }) =>
      endpoints.map((endpoint) =>
        (['egress', 'ingress'] as const).map((direction) =>
          reachability.isolated(reachability.classes.of(endpoint), direction),
        ),
      ),
    ),
  }
}

/** Mostly plugins that read the vendors' kinds. */
const enforcer = fc.oneof(
  setting,
  fc.constantFrom<CniChoice>(
    { name: 'cilium', options: { version: '1.20', clusterNetworkPolicy: 'on' } },
    { name: 'calico' },
    { name: 'reference' },
  ),
)

test('who reaches whom after any number of key presses in policies is who does when the same text is opened, under every plugin', () => {
  const start = fc.array(
    fc.oneof(
      policy('p').map((each) => (name: string) => named(each, name)),
      clusterPolicy('p').map((each) => (name: string) => named(each, name)),
      vendored,
    ),
    { minLength: 1, maxLength: 5 },
  )
  fc.assert(
    fc.property(
      cluster,
      enforcer,
      start,
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      (generated, cni, writers, edits, looksEachTime) => {
        const [first] = documentsOf({ ...generated, policies: [], clusterPolicies: [] })
        let texts = writers.map((write, index) => write(`p${index}`))
        let count = 0
        const before: (readonly string[])[] = []
        const documents = () => [first!, ...texts.map((text, index) => ({ name: `policy ${index}`, text }))]
        let world = openWorld({ documents: documents(), cni })
        told(world)
        for (const step of edits) {
          before.push(texts)
          const at = 'at' in step ? step.at % (texts.length + 1) : 0
          const name = `typed${step.edit === 'undo' ? '' : count++}`
          const text =
            step.edit === 'plain' || step.edit === 'wide'
              ? named(step.policy, name)
              : step.edit === 'vendor'
                ? step.write(name)
                : null
          if (text !== null) texts = texts.toSpliced(at, 1, text)
          else texts = step.edit === 'undo' ? [...(before.at(-2) ?? texts)] : texts.toSpliced(at, 1)
          world = openWorld({ documents: documents(), cni }, world)
          if (!looksEachTime && step !== edits.at(-1)) continue
          const fresh = openWorld({ documents: documents(), cni })
          expect(told(world)).toEqual(told(fresh))
        }
        const fresh = openWorld({ documents: documents(), cni })
        const { ends } = fresh.matrix()
        expect(world.connections()).toEqual(fresh.connections())
        for (const from of ends.slice(0, 3))
          for (const to of ends.slice(-3)) {
            const question: Question = { from: from.ref, to: to.ref, port: 80, protocol: 'TCP' }
            expect(world.ask(question)).toEqual(fresh.ask(question))
          }
      },
    ),
    bounded(150, 6_000),
  )
}, 60_000)
