import { matcherKey } from '../../engine/matcher-key.ts'
import { fieldAt, listAt } from '../../manifests/fields.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { YamlValue } from '../../manifests/print-yaml.ts'
import type { PortMatcher } from '../../policy/form.ts'
import type { Finding } from './finding.ts'
import type { PolicyView, RuleView } from './policy-view.ts'

const DNS = 53

/**
 * Port 53 over one protocol only. DNS asks over UDP, and over TCP when an answer is too long; a port without a protocol
 * is TCP.
 * Source: RFC 7766; NetworkPolicyPort.protocol, "if not specified, this field defaults to TCP".
 */
export function dnsProtocolFindings({ object, rules }: PolicyView): readonly Finding[] {
  return rules.flatMap((rule): readonly Finding[] => {
    const found = missingProtocol(rule, rules)
    if (!found) return []
    const { written, missing } = found
    return [
      dnsProtocolFinding(
        object,
        rule,
        found,
        { port: DNS, protocol: missing },
        written.protocol === 'TCP' && isDefaulted(object.value, rule, written),
      ),
    ]
  })
}

/** A port 53 of a rule, and the protocol over which no rule as wide as it opens the port. */
export interface MissingProtocol {
  readonly written: PortMatcher
  readonly missing: 'UDP' | 'TCP'
}

/** What the rule lacks among `rules`, which are all of its policy; null: nothing, or it is not about port 53. */
export function missingProtocol(rule: RuleView, rules: readonly RuleView[]): MissingProtocol | null {
  const written = rule.ports.find(isDns)
  if (!written) return null
  const open = rules
    .filter((other) => other.section === rule.section && isAsWide(other, rule))
    .flatMap(({ ports }) => (ports.length === 0 ? [null] : ports.filter(holdsDns).map(({ protocol }) => protocol)))
  const missing = (['UDP', 'TCP'] as const).find((protocol) => !open.includes(protocol) && !open.includes(null))
  return missing ? { written, missing } : null
}

/** Nearly every query goes over UDP; most answers are short. `value`: the port as its API writes it. */
export function dnsProtocolFinding(
  object: KubernetesObject,
  { section, index }: RuleView,
  { written, missing }: MissingProtocol,
  value: YamlValue,
  defaulted: boolean,
): Finding {
  return {
    facts: { code: 'dns-protocol-missing', section, rule: index, missing, defaulted },
    severity: missing === 'UDP' ? 'warning' : 'note',
    object,
    path: [...written.path, 'port'],
    part: 'value',
    fixes: [
      {
        does: { fix: 'add-protocol', protocol: missing },
        changes: [{ change: 'append', path: written.path.slice(0, -1), value }],
      },
    ],
  }
}

function isDns({ range }: PortMatcher): boolean {
  return range?.from === DNS && range.to === DNS
}

function holdsDns({ range, name }: PortMatcher): boolean {
  return name === null && (range === null || (range.from <= DNS && DNS <= range.to))
}

/** Whether the other rule opens its ports at least to the same peers. */
function isAsWide(other: RuleView, rule: RuleView): boolean {
  return (
    other.peers.length === 0 ||
    (rule.peers.length > 0 &&
      rule.peers.every((peer) => other.peers.some((each) => matcherKey(each) === matcherKey(peer))))
  )
}

function isDefaulted(value: unknown, { section, index }: RuleView, { path }: PortMatcher): boolean {
  const rule = listAt(value, 'spec', section)[index]
  return fieldAt(listAt(rule, 'ports')[path.at(-1) as number], 'protocol') === undefined
}
