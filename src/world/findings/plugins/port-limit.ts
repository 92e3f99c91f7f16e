import { matcherKey } from '../../../engine/matcher-key.ts'
import type { Direction, PeerMatcher, PortMatcher } from '../../../policy/form.ts'
import type { Finding } from '../finding.ts'
import type { PolicyView, RuleView } from '../policy-view.ts'
import type { PluginView } from './plugin-view.ts'

/**
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html (considerations), pkg/ebpf/c of the
 * agent (MAX_PORT_PROTOCOL)
 */
const MOST = 24

/**
 * Ports that are open for one peer of a group of pods, over all of their policies, and the rule that opens most of
 * them.
 */
interface Opened {
  readonly ports: Set<string>
  largest: { readonly policy: PolicyView; readonly rule: RuleView } | null
}

/**
 * More ports for one peer than an entry of the agent's maps has room for. What is over is cut, and which that is nobody
 * says. Counted over all policies of the same pods; blocks that lie inside each other are counted apart.
 */
export function portLimitFindings({ facts, set: { profile }, policies }: PluginView): readonly Finding[] {
  if (profile.name !== 'aws-vpc-cni') return []
  const found = new Map<string, Finding>()
  for (const direction of ['ingress', 'egress'] as const) {
    const groups = new Set(policies.flatMap(({ subject }) => facts.groupsOf(subject)))
    for (const group of groups) {
      const holding = policies.filter(
        ({ subject, directions }) =>
          directions.some((each) => each.direction === direction) && facts.groupsOf(subject).includes(group),
      )
      for (const [key, { ports, largest }] of openedBy(holding, direction)) {
        if (ports.size <= MOST || !largest) continue
        const {
          policy: { object, namespace, name },
          rule,
        } = largest
        const id = `${namespace}/${name} ${direction} ${key}`
        if (!found.has(id))
          found.set(id, {
            facts: {
              code: 'too-many-ports',
              section: direction,
              rule: rule.index,
              ports: ports.size,
              most: MOST,
              peer: key.startsWith('b') ? key.slice(1).split(' ')[0]! : null,
              policies: holding.length,
            },
            severity: 'warning',
            object,
            path: rule.rule.path,
            part: 'value',
            fixes: [],
          })
      }
    }
  }
  return [...found.values()]
}

function openedBy(policies: readonly PolicyView[], direction: Direction): ReadonlyMap<string, Opened> {
  const opened = new Map<string, Opened>()
  for (const policy of policies)
    for (const rule of policy.rules) {
      if (rule.section !== direction) continue
      const ports = rule.ports.length === 0 ? ['any'] : rule.ports.map(portKey)
      for (const key of new Set(rule.peers.length === 0 ? ['anybody'] : rule.peers.map(peerKey))) {
        const entry = opened.get(key) ?? { ports: new Set<string>(), largest: null }
        for (const port of ports) entry.ports.add(port)
        if (!entry.largest || entry.largest.rule.ports.length < rule.ports.length) entry.largest = { policy, rule }
        opened.set(key, entry)
      }
    }
  return opened
}

/** The agent has one entry for a block, whatever is excepted from it. */
function peerKey(matcher: PeerMatcher): string {
  return matcher.kind === 'block' ? `b${matcher.block.canonical} ` : matcherKey(matcher)
}

function portKey({ protocol, range, name }: PortMatcher): string {
  return `${protocol ?? '*'} ${name ?? (range ? `${range.from}-${range.to}` : '*')}`
}
