import { namePattern } from '../../../ground/patterns.ts'
import { fieldAt, listAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { CLUSTER_NETWORK_POLICY_VERSIONS } from '../../../policy/policy-networking.ts'
import type { CompiledPolicy, Condition, DnsMatcher, PortMatcher, Rule } from '../../../policy/form.ts'

/**
 * The rules of a policy, and with each that allows domain names of ClusterNetworkPolicy the one that Cilium adds:
 * look-ups of these names at the cluster's DNS pass, through the proxy that learns them. `*.` is then one or more
 * labels, which Cilium writes `**.`.
 * Source: pkg/policy/k8s/cluster_network_policy.go (domainNames)
 */
export function withDnsProxy({ rules, direction }: CompiledPolicy): readonly Rule[] {
  if (direction !== 'egress') return rules
  return rules.flatMap((rule) => {
    const names =
      rule.action === 'allow'
        ? rule.when.flatMap((condition) =>
            condition.aspect === 'peer'
              ? condition.anyOf.flatMap((matcher) => (matcher.kind === 'name' ? [matcher] : []))
              : [],
          )
        : []
    if (names.length === 0) return [rule]
    const request = names.map(({ domain, path }): DnsMatcher => ({
      kind: 'dns',
      pattern: namePattern(domain.text.replace(/^\*\./, '**.')),
      path,
    }))
    return [rule, { ...rule, when: lookup(rule), request }]
  })
}

function lookup({ path }: Rule): readonly Condition[] {
  const port = (name: string, protocol: string): PortMatcher => ({
    kind: 'ports',
    protocol,
    range: null,
    name,
    path,
    protocolPath: path,
    portPath: path,
  })
  return [
    { aspect: 'port', anyOf: [port('dns', 'UDP'), port('dns-tcp', 'TCP')] },
    {
      aspect: 'peer',
      anyOf: [
        {
          kind: 'pods',
          namespace: 'kube-system',
          namespaceSelector: null,
          path,
          podSelector: { path, requirements: [{ key: 'k8s-app', operator: 'Equals', values: ['kube-dns'], path }] },
        },
      ],
    },
  ]
}

/** Whether a ClusterNetworkPolicy names nodes, which the agent refuses unless it was told to know their labels. */
export function namesNodes({ apiVersion, value }: KubernetesObject): boolean {
  return (
    CLUSTER_NETWORK_POLICY_VERSIONS.some((each) => each === apiVersion) &&
    listAt(value, 'spec', 'egress').some((rule) =>
      listAt(rule, 'to').some((peer) => fieldAt(peer, 'nodes') !== undefined),
    )
  )
}
