import type { PolicySet } from '../../../engine/policy-set.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { PodEndpoint } from '../../../model/endpoint.ts'
import type { CompiledPolicy, Condition, Direction, PeerMatcher, PortMatcher, Rule } from '../../../policy/form.ts'
import { calicoInterface } from '../interfaces.ts'

/** What a line is for; the words are the screen's. */
export type DataplaneNote =
  | 'chain'
  | 'known'
  | 'invalid'
  | 'clear'
  | 'tier'
  | 'policy'
  | 'accepted'
  | 'tier-drop'
  | 'profile'
  | 'no-profile'
  | 'rule'
  | 'decided'
  | 'tier-pass'

/** One line of what Felix builds. `from`: the field that it comes from; null: from none. */
export interface DataplaneLine {
  readonly text: string
  readonly note: DataplaneNote
  readonly from: { readonly object: KubernetesObject; readonly path: FieldPath } | null
}

const ACCEPT = '0x10000'
const PASS = '0x20000'

/**
 * What Felix builds for one pod in one direction, in the order in which a packet meets it: with iptables a chain for
 * the pod and one for each policy, with eBPF one program. Names of sets are hashes of their selectors in a cluster;
 * here the selector stands in their place.
 * Source: felix/rules/endpoints.go (endpointIptablesChain), felix/rules/policy.go,
 * felix/bpf/polprog/pol_prog_builder.go
 */
export function dataplaneOf(
  endpoint: PodEndpoint,
  direction: Direction,
  policies: PolicySet,
  ebpf: boolean,
): readonly DataplaneLine[] {
  const tiers = policies
    .applicable(direction, endpoint)
    .filter(({ id, policies: own }) => own.length > 0 && id !== 'failsafe' && id !== 'profiles')
  return ebpf ? program(endpoint, direction, tiers) : chains(endpoint, direction, tiers)
}

type Tiers = ReturnType<PolicySet['applicable']>

function chains({ pod }: PodEndpoint, direction: Direction, tiers: Tiers): readonly DataplaneLine[] {
  const chain = `cali-${direction === 'ingress' ? 't' : 'f'}w-${calicoInterface(pod)}`
  const own = (rest: string, note: DataplaneNote, from: DataplaneLine['from'] = null): DataplaneLine => ({
    text: `-A ${chain} ${rest}`,
    note,
    from,
  })
  const lines: DataplaneLine[] = [
    { text: `:${chain}`, note: 'chain', from: { object: pod.object, path: ['metadata', 'name'] } },
    own('-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', 'known'),
    own('-m conntrack --ctstate INVALID -j DROP', 'invalid'),
    own(`-j MARK --set-xmark 0x0/0x30000`, 'clear'),
  ]
  for (const { id, unmatched, policies } of tiers) {
    lines.push(own(`-m comment --comment "Start of tier ${id}" -j MARK --set-xmark 0x0/${PASS}`, 'tier'))
    for (const policy of policies) {
      lines.push(
        own(`-m mark --mark 0x0/${PASS} -j ${chainOf(policy, direction)}`, 'policy', {
          object: policy.object,
          path: ['metadata', 'name'],
        }),
      )
      lines.push(
        own(
          `-m comment --comment "Return if policy accepted" -m mark --mark ${ACCEPT}/${ACCEPT} -j RETURN`,
          'accepted',
        ),
      )
    }
    if (unmatched === 'deny')
      lines.push(
        own(`-m comment --comment "Drop if no policies passed packet" -m mark --mark 0x0/${PASS} -j DROP`, 'tier-drop'),
      )
  }
  lines.push(own(`-j cali-pr${direction === 'ingress' ? 'i' : 'o'}-kns.${pod.namespace.name}`, 'profile'))
  lines.push(
    own(`-m comment --comment "Return if profile accepted" -m mark --mark ${ACCEPT}/${ACCEPT} -j RETURN`, 'accepted'),
  )
  lines.push(own('-m comment --comment "Drop if no profiles matched" -j DROP', 'no-profile'))
  return [...lines, ...tiers.flatMap(({ policies }) => policies.flatMap((policy) => policyChain(policy, direction)))]
}

function chainOf(policy: CompiledPolicy, direction: Direction): string {
  return `cali-p${direction === 'ingress' ? 'i' : 'o'}-${policy.namespace === null ? '' : `${policy.namespace}/`}${policy.name}`
}

function policyChain(policy: CompiledPolicy, direction: Direction): readonly DataplaneLine[] {
  const chain = chainOf(policy, direction)
  const { object } = policy
  return [
    { text: `:${chain}`, note: 'chain', from: { object, path: ['metadata', 'name'] } },
    ...policy.rules.flatMap((rule): readonly DataplaneLine[] => {
      const match = rule.when
        .map((condition) => iptablesMatch(condition, direction))
        .filter((part) => part !== '')
        .join(' ')
      const from = { object, path: rule.path }
      const line = (rest: string, note: DataplaneNote) => ({
        text: `-A ${chain} ${[match, rest].filter((part) => part !== '').join(' ')}`,
        note,
        from,
      })
      switch (rule.action) {
        case 'deny':
          return [line('-j DROP', 'rule')]
        case 'log':
          return [line('-j LOG --log-prefix "calico-packet: "', 'rule')]
        default: {
          const mark = rule.action === 'allow' ? ACCEPT : PASS
          return [
            line(`-j MARK --set-xmark ${mark}/${mark}`, 'rule'),
            { text: `-A ${chain} -m mark --mark ${mark}/${mark} -j RETURN`, note: 'decided', from },
          ]
        }
      }
    }),
  ]
}

/** Source and destination of the packet, by the side that the condition is about. */
function sideOf(aspect: 'peer' | 'self', direction: Direction): 'src' | 'dst' {
  return (aspect === 'peer') === (direction === 'ingress') ? 'src' : 'dst'
}

function iptablesMatch({ aspect, anyOf, negate = false }: Condition, direction: Direction): string {
  const not = negate ? '! ' : ''
  switch (aspect) {
    case 'protocol':
      return `${not}-p ${String(anyOf[0]!.protocol).toLowerCase()}`
    case 'icmp': {
      const [icmp] = anyOf
      return `${not}--icmp${icmp!.family === 6 ? 'v6' : ''}-type ${icmp!.type ?? 'any'}${icmp!.code === null ? '' : `/${icmp!.code}`}`
    }
    case 'port':
    case 'source-port': {
      const side = aspect === 'port' ? 'destination' : 'source'
      const numbers = anyOf.flatMap(portText)
      const named = anyOf.flatMap(({ name }) => (name === null ? [] : [name]))
      return [
        numbers.length > 0 ? `-m multiport ${not}--${side}-ports ${numbers.join(',')}` : '',
        ...named.map(
          (name) => `-m set ${not}--match-set cali40n:${name} ${side === 'destination' ? 'dst,dst' : 'src,src'}`,
        ),
      ]
        .filter((part) => part !== '')
        .join(' ')
    }
    default: {
      const side = sideOf(aspect, direction)
      const [only] = anyOf
      if (anyOf.length === 1 && only!.kind === 'block')
        return only.block.prefix === 0 ? '' : `${not}${side === 'src' ? '-s' : '-d'} ${only.block.text}`
      return `-m set ${not}--match-set cali40s:{${[...new Set(anyOf.map(peerText))].join(' or ')}} ${side}`
    }
  }
}

function portText({ range, name }: PortMatcher): readonly string[] {
  return name !== null || range === null
    ? []
    : [range.from === range.to ? String(range.from) : `${range.from}:${range.to}`]
}

function peerText(matcher: PeerMatcher): string {
  switch (matcher.kind) {
    case 'block':
      return matcher.block.text
    case 'expression':
      return matcher.text
    case 'pods':
      return `pods${matcher.namespace === null ? '' : ` in ${matcher.namespace}`}`
    default:
      return matcher.kind
  }
}

/** The program asks as the chains do, and jumps instead of marking. */
function program({ pod }: PodEndpoint, direction: Direction, tiers: Tiers): readonly DataplaneLine[] {
  const lines: DataplaneLine[] = [
    {
      text: `program for ${calicoInterface(pod)}, ${direction === 'ingress' ? 'to' : 'from'} the pod`,
      note: 'chain',
      from: { object: pod.object, path: ['metadata', 'name'] },
    },
    { text: 'known connection → allow', note: 'known', from: null },
  ]
  for (const { id, unmatched, policies } of tiers) {
    lines.push({ text: `tier ${id}`, note: 'tier', from: null })
    for (const policy of policies) {
      lines.push({
        text: `  policy ${policy.namespace === null ? '' : `${policy.namespace}/`}${policy.name}`,
        note: 'policy',
        from: { object: policy.object, path: ['metadata', 'name'] },
      })
      policy.rules.forEach((rule, index) =>
        lines.push({
          text: `    ${index + 1}. ${programRule(rule, direction)}`,
          note: 'rule',
          from: { object: policy.object, path: rule.path },
        }),
      )
    }
    lines.push({
      text: `  end of tier → ${unmatched === 'deny' ? 'deny' : 'next tier'}`,
      note: unmatched === 'deny' ? 'tier-drop' : 'tier-pass',
      from: null,
    })
  }
  return [...lines, { text: `profile kns.${pod.namespace.name} → allow`, note: 'profile', from: null }]
}

function programRule(rule: Rule, direction: Direction): string {
  const parts = rule.when.map(({ aspect, anyOf, negate }) => {
    const what =
      aspect === 'peer' || aspect === 'self'
        ? `${sideOf(aspect, direction)} in {${[...new Set(anyOf.map(peerText))].join(' or ')}}`
        : aspect === 'protocol'
          ? `protocol ${anyOf[0]!.protocol}`
          : aspect === 'icmp'
            ? `icmp type ${anyOf[0]!.type ?? 'any'}`
            : `${aspect === 'port' ? 'dst' : 'src'} port in {${anyOf.map((each) => each.name ?? portText(each)[0] ?? 'any').join(', ')}}`
    return negate ? `not (${what})` : what
  })
  return `${parts.length === 0 ? 'always' : parts.join(' and ')} → ${rule.action === 'pass' ? 'next tier' : rule.action}`
}
