import { parseAddress, parseCidrLoosely, type CidrBlock } from '../../../ground/ip.ts'
import { isPortProtocol } from '../../../ground/ports.ts'
import { fieldAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Cluster } from '../../../model/cluster.ts'
import type { CompiledPolicy, Condition, Direction, Rule } from '../../../policy/form.ts'

/** A port that Felix leaves open; `net`: only for these addresses, null: for everybody. */
export interface Failsafe {
  readonly protocol: string
  readonly port: number
  readonly net: string | null
}

/** The ports that stay open, by direction as the node sees it. */
export type Failsafes = Readonly<Record<Direction, readonly Failsafe[]>>

const usual = (texts: readonly string[]): readonly Failsafe[] =>
  texts.map((text) => {
    const [protocol, port] = text.split('/') as [string, string]
    return { protocol, port: Number(port), net: null }
  })

/**
 * Source: felix/config/config_params.go (FailsafeInboundHostPorts, FailsafeOutboundHostPorts); the table at
 * https://docs.tigera.io/calico/latest/reference/host-endpoints/failsafe leaves 5473 out.
 */
const USUAL: Failsafes = {
  ingress: usual([
    'TCP/22',
    'UDP/68',
    'TCP/179',
    'TCP/2379',
    'TCP/2380',
    'TCP/5473',
    'TCP/6443',
    'TCP/6666',
    'TCP/6667',
  ]),
  egress: usual([
    'UDP/53',
    'UDP/67',
    'TCP/179',
    'TCP/2379',
    'TCP/2380',
    'TCP/5473',
    'TCP/6443',
    'TCP/6666',
    'TCP/6667',
  ]),
}

/**
 * The ports that no policy of a host endpoint closes. A list in the default FelixConfiguration takes the place of the
 * usual one, an empty list too.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/felixconfig
 */
export function failsafesOf(cluster: Cluster): Failsafes {
  const felix = felixConfiguration(cluster)
  const read = (field: string, direction: Direction) =>
    Array.isArray(fieldAt(felix, field))
      ? listAt(felix, field).flatMap((port): Failsafe[] => {
          const number = numberAt(port, 'port')
          const net = textAt(port, 'net') || null
          return number === null || (net !== null && !blockOf(net))
            ? []
            : [{ protocol: (textAt(port, 'protocol') ?? 'TCP').toUpperCase(), port: number, net }]
        })
      : USUAL[direction]
  return { ingress: read('failsafeInboundHostPorts', 'ingress'), egress: read('failsafeOutboundHostPorts', 'egress') }
}

/**
 * What drops everything that pods send to their own node after their egress policy; null: nothing does, as manifests
 * and operator set it.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/felixconfig (defaultEndpointToHostAction)
 */
export function ownNodePolicy(cluster: Cluster): CompiledPolicy | null {
  const object = felixObject(cluster)
  const path = ['spec', 'defaultEndpointToHostAction']
  if (!object || textAt(object.value, ...path) !== 'Drop') return null
  return {
    kind: object.kind,
    object,
    namespace: null,
    name: 'defaultEndpointToHostAction',
    direction: 'ingress',
    isolates: true,
    rules: [],
    rank: { tier: 'defaultEndpointToHostAction', priority: null },
    subject: { kind: 'nodes', path, selector: { path, requirements: [] } },
  }
}

function felixConfiguration(cluster: Cluster): unknown {
  return fieldAt(felixObject(cluster)?.value, 'spec')
}

function felixObject({ definitions }: Cluster): KubernetesObject | undefined {
  return definitions.find(({ kind, name }) => kind === 'FelixConfiguration' && name === 'default')
}

/** A rule for each port that lets it pass, as the source or the destination port. */
export function failsafeRules(
  failsafes: readonly Failsafe[],
  section: Direction,
  side: 'port' | 'source-port' = 'port',
): readonly Rule[] {
  return failsafes.map((failsafe, index): Rule => ({
    section,
    index,
    name: 'failsafe ports',
    action: 'allow',
    path: ['spec'],
    when: conditionsOf(failsafe, side),
  }))
}

/** What makes a rule pass over failsafe ports that are open to everybody: Felix asks about those first. */
export function besideFailsafes(rule: Rule, failsafes: readonly Failsafe[]): Rule {
  const everywhere = failsafes.filter(({ net }) => net === null)
  if (everywhere.length === 0) return rule
  return {
    ...rule,
    when: [
      ...rule.when,
      { aspect: 'port', negate: true, anyOf: everywhere.map(({ protocol, port }) => portMatcher(protocol, port)) },
    ],
  }
}

/** Null: it is neither an address nor a block, and Felix leaves such a port out. */
function blockOf(net: string): CidrBlock | null {
  const address = parseAddress(net)
  return parseCidrLoosely(address ? `${address.text}/${address.family === 4 ? 32 : 128}` : net)?.block ?? null
}

function conditionsOf({ protocol, port, net }: Failsafe, aspect: 'port' | 'source-port'): readonly Condition[] {
  const block = net === null ? null : blockOf(net)
  const from: readonly Condition[] = block
    ? [
        {
          aspect: 'peer',
          anyOf: [{ kind: 'block', block, blockPath: ['spec'], except: [], exceptPath: ['spec'], path: ['spec'] }],
        },
      ]
    : []
  return [{ aspect, anyOf: [portMatcher(protocol, port)] }, ...from]
}

function portMatcher(protocol: string, port: number) {
  return {
    kind: 'ports' as const,
    protocol: isPortProtocol(protocol) ? protocol : null,
    range: { from: port, to: port },
    name: null,
    path: ['spec'],
    protocolPath: ['spec'],
    portPath: ['spec'],
  }
}
