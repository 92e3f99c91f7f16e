import { matcherKey } from '../../engine/matcher-key.ts'
import { fieldAt, listAt } from '../../manifests/fields.ts'
import type { PortMatcher } from '../../policy/form.ts'
import type { Finding } from './finding.ts'
import type { PolicyView, RuleView } from './policy-view.ts'

const DNS = 53

/**
 * Port 53 over one protocol only. DNS asks over UDP, and over TCP when an answer is too long; a port without a protocol is TCP.
 * Source: RFC 7766; NetworkPolicyPort.protocol, "if not specified, this field defaults to TCP".
 */
export function dnsProtocolFindings({ object, rules }: PolicyView): readonly Finding[] {
  return rules.flatMap((rule): readonly Finding[] => {
    const written = rule.ports.find(isDns)
    if (!written) return []
    const open = rules.filter((other) => other.section === rule.section && isAsWide(other, rule)).flatMap(({ ports }) => (ports.length === 0 ? ['UDP', 'TCP'] : ports.filter(holdsDns).map(({ protocol }) => protocol)))
    const missing = (['UDP', 'TCP'] as const).find((protocol) => !open.includes(protocol))
    // Nearly every query goes over UDP; most answers are short.
    return missing ? [{
      facts: { code: 'dns-protocol-missing', section: rule.section, rule: rule.index, missing, defaulted: written.protocol === 'TCP' && isDefaulted(object.value, rule, written) },
      severity: missing === 'UDP' ? 'warning' : 'note', object, path: [...written.path, 'port'], part: 'value',
      fixes: [{ does: { fix: 'add-protocol', protocol: missing }, changes: [{ change: 'append', path: [...rule.rule.path, 'ports'], value: { port: DNS, protocol: missing } }] }],
    }] : []
  })
}

function isDns({ range }: PortMatcher): boolean {
  return range?.from === DNS && range.to === DNS
}

function holdsDns({ range, name }: PortMatcher): boolean {
  return name === null && (range === null || (range.from <= DNS && DNS <= range.to))
}

/** Whether the other rule opens its ports at least to the same peers. */
function isAsWide(other: RuleView, rule: RuleView): boolean {
  return other.peers.length === 0 || (rule.peers.length > 0 && rule.peers.every((peer) => other.peers.some((each) => matcherKey(each) === matcherKey(peer))))
}

function isDefaulted(value: unknown, { section, index }: RuleView, { path }: PortMatcher): boolean {
  const rule = listAt(value, 'spec', section)[index]
  return fieldAt(listAt(rule, 'ports')[path.at(-1) as number], 'protocol') === undefined
}
