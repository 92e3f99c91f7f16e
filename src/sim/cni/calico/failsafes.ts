import { parseAddress, parseCidrLoosely, type CidrBlock } from '../../../ground/ip.ts'
import { isPortProtocol } from '../../../ground/ports.ts'
import type { Condition, Direction, Rule } from '../../../policy/form.ts'

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
 * The ports that stay open where nothing else is configured.
 * Source: felix/config/config_params.go (FailsafeInboundHostPorts, FailsafeOutboundHostPorts); the table at
 * https://docs.tigera.io/calico/latest/reference/host-endpoints/failsafe leaves 5473 out.
 */
export const USUAL_FAILSAFES: Failsafes = {
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

/** The block of a failsafe port. Null: it is neither an address nor a block, and Felix leaves such a port out. */
export function netOf(net: string): CidrBlock | null {
  const address = parseAddress(net)
  return parseCidrLoosely(address ? `${address.text}/${address.family === 4 ? 32 : 128}` : net)?.block ?? null
}

function conditionsOf({ protocol, port, net }: Failsafe, aspect: 'port' | 'source-port'): readonly Condition[] {
  const block = net === null ? null : netOf(net)
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
