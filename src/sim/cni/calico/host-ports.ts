import { parseAddress, parseCidrLoosely } from '../../../ground/ip.ts'
import { listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { BlockMatcher, Condition, PortMatcher, Rule } from '../../../policy/form.ts'
import type { CalicoHostEndpoint } from './host-endpoints.ts'

type PortCondition = Extract<Condition, { aspect: 'port' | 'source-port' }>

/** A port that host endpoints call by a name that a rule uses, with all addresses on which it is called so. */
interface HostPort {
  readonly matcher: PortMatcher
  readonly addresses: readonly BlockMatcher[]
}

/**
 * The rules that a rule is with the named ports that host endpoints have of their own: one that asks for a name fits
 * their addresses on the number too, and one that excludes it does not fit them there. Names are looked up at the end
 * whose port it is.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/hostendpoint#endpointport,
 * felix/labelindex/named_port_index.go
 */
export function withHostPorts(rule: Rule, hosts: readonly CalicoHostEndpoint[]): readonly Rule[] {
  if (hosts.length === 0) return [rule]
  return rule.when.reduce<readonly Rule[]>(
    (rules, condition) =>
      (condition.aspect !== 'port' && condition.aspect !== 'source-port') ||
      !condition.anyOf.some(({ name }) => name !== null)
        ? rules
        : rules.flatMap((each) => withPortsOf(each, condition, hosts)),
    [rule],
  )
}

function withPortsOf(rule: Rule, condition: PortCondition, hosts: readonly CalicoHostEndpoint[]): readonly Rule[] {
  const ports = hostPorts(condition, hosts)
  const aspect: 'peer' | 'self' = (condition.aspect === 'port') === (rule.section === 'egress') ? 'peer' : 'self'
  // Neither that port on one of these addresses, nor the next one on its own.
  if (condition.negate)
    return ports.reduce<readonly Rule[]>(
      (rules, { matcher, addresses }) =>
        rules.flatMap((each) => [
          { ...each, when: [...each.when, { aspect: condition.aspect, anyOf: [matcher], negate: true }] },
          { ...each, when: [...each.when, { aspect, anyOf: addresses, negate: true }] },
        ]),
      [rule],
    )
  const others = rule.when.filter((each) => each !== condition)
  return [
    rule,
    ...ports.map(({ matcher, addresses }): Rule => ({
      ...rule,
      when: [...others, { aspect: condition.aspect, anyOf: [matcher] }, { aspect, anyOf: addresses }],
    })),
  ]
}

function hostPorts({ anyOf }: PortCondition, hosts: readonly CalicoHostEndpoint[]): readonly HostPort[] {
  const found = new Map<string, { readonly matcher: PortMatcher; readonly addresses: BlockMatcher[] }>()
  for (const { object, expectedIPs } of hosts) {
    for (const written of listAt(object.value, 'spec', 'ports')) {
      const protocol = textAt(written, 'protocol') ?? 'TCP'
      const port = numberAt(written, 'port')
      const named = anyOf.find(
        (each) =>
          each.name !== null &&
          each.name === textAt(written, 'name') &&
          (each.protocol === null || each.protocol === protocol),
      )
      if (!named || port === null) continue
      const addresses = expectedIPs.flatMap((text) => blockOf(text, named))
      if (addresses.length === 0) continue
      const key = `${protocol}/${port}`
      const known = found.get(key)
      if (known) known.addresses.push(...addresses)
      else found.set(key, { matcher: { ...named, protocol, range: { from: port, to: port }, name: null }, addresses })
    }
  }
  return [...found.values()]
}

function blockOf(text: string, { path }: PortMatcher): readonly BlockMatcher[] {
  const address = parseAddress(text)
  if (!address) return []
  const { block } = parseCidrLoosely(`${address.text}/${address.family === 4 ? 32 : 128}`)!
  return [{ kind: 'block', block, blockPath: path, except: [], exceptPath: path, path }]
}
