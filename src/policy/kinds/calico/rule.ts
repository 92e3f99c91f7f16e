import { readEntity, readPorts } from './entity.ts'
import { readHttp } from './http.ts'
import { parseCidrLoosely } from '../../../ground/ip.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { Condition, Direction, IcmpMatcher, Rule, RuleAction } from '../../form.ts'

const ACTIONS: Readonly<Record<string, RuleAction>> = { Allow: 'allow', Deny: 'deny', Pass: 'pass', Log: 'log' }

/** Protocol numbers that have names of ours. */
const NAMES: Readonly<Record<string, string>> = {
  1: 'ICMP',
  6: 'TCP',
  17: 'UDP',
  58: 'ICMPv6',
  132: 'SCTP',
  136: 'UDPLite',
}

/**
 * One rule. All fields must hold, lists are alternatives. `source` is always who opens the connection, so that in an
 * ingress rule it is the other end.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#rule
 */
export function readRule(rule: unknown, section: Direction, index: number, namespace: string | null): Rule {
  const path: FieldPath = ['spec', section, index]
  const protocol = protocolOf(fieldAt(rule, 'protocol'))
  const notProtocol = protocolOf(fieldAt(rule, 'notProtocol'))
  const when: Condition[] = []
  if (protocol !== null)
    when.push({ aspect: 'protocol', anyOf: [{ kind: 'protocol', protocol, path: [...path, 'protocol'] }] })
  if (notProtocol !== null)
    when.push({
      aspect: 'protocol',
      anyOf: [{ kind: 'protocol', protocol: notProtocol, path: [...path, 'notProtocol'] }],
      negate: true,
    })
  // By its name it also says which family; by its number it does not. Source: felix/rules/policy.go
  // (FilterRuleToIPVersion)
  const version = numberAt(rule, 'ipVersion') ?? familyOf(textAt(rule, 'protocol'))
  if (version === 4 || version === 6) when.push(ofFamily(version, path))
  for (const [field, negate] of [
    ['icmp', false],
    ['notICMP', true],
  ] as const) {
    const icmp = objectAt(rule, field)
    if (icmp)
      when.push({ aspect: 'icmp', anyOf: [readIcmp(icmp, [...path, field], protocol)], ...(negate && { negate }) })
  }
  for (const end of ['source', 'destination'] as const) {
    const entity = fieldAt(rule, end)
    const at = [...path, end]
    when.push(
      ...readPorts(
        entity,
        at,
        end === 'source' ? 'source-port' : 'port',
        typeof protocol === 'string' ? protocol : null,
      ),
    )
    when.push(...readEntity(entity, at, (end === 'source') === (section === 'ingress') ? 'peer' : 'self', namespace))
  }
  const http = readHttp(rule, path)
  return {
    section,
    index,
    name: null,
    action: ACTIONS[textAt(rule, 'action')!]!,
    when,
    path,
    ...(http && { request: http }),
  }
}

function protocolOf(value: unknown): string | number | null {
  if (value === undefined) return null
  const text = String(value)
  return /^\d+$/.test(text) ? (NAMES[text] ?? Number(text)) : text
}

function familyOf(protocol: string | null): 4 | 6 | null {
  return protocol?.toUpperCase() === 'ICMP' ? 4 : protocol?.toUpperCase() === 'ICMPV6' ? 6 : null
}

/** Everybody of one address family. */
function ofFamily(family: 4 | 6, path: FieldPath): Condition {
  const at = [...path, 'ipVersion']
  return {
    aspect: 'peer',
    anyOf: [
      {
        kind: 'block',
        block: parseCidrLoosely(family === 4 ? '0.0.0.0/0' : '::/0')!.block,
        blockPath: at,
        except: [],
        exceptPath: at,
        path: at,
      },
    ],
  }
}

function readIcmp(icmp: unknown, path: FieldPath, protocol: string | number | null): IcmpMatcher {
  return {
    kind: 'icmp',
    family: protocol === 'ICMPv6' ? 6 : 4,
    type: numberAt(icmp, 'type'),
    code: numberAt(icmp, 'code'),
    path,
  }
}
