import { fieldAt, listAt, objectAt } from '../../../../manifests/fields.ts'
import type { Condition, Rule } from '../../../../policy/form.ts'
import type { Finding } from '../../finding.ts'
import type { PluginView } from '../plugin-view.ts'
import { ciliumRules, entriesOf } from './entries.ts'

const DNS_RULE = {
  toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } }],
  toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
} as const

/**
 * Names that nobody learns: `toFQDNs` for pods of which none has a rule that hands look-ups to the DNS proxy. Said
 * where no policy of the cluster has one for any of these pods.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/#dns-based
 */
export function namesNotLearntFindings(view: PluginView): readonly Finding[] {
  const { set, facts } = view
  return ciliumRules(view).flatMap((rule): Finding[] => {
    const entry = entriesOf(rule).find(({ value }) => listAt(value, 'toFQDNs').length > 0)
    if (!entry) return []
    const own = rule.compiled.filter(
      ({ direction, rules }) => direction === 'egress' && rules.some(({ when }) => when.some(knowsNames)),
    )
    const pods = facts.cluster.pods
      .flatMap(({ endpoint }) => (endpoint?.kind === 'pod' ? [endpoint] : []))
      .filter((endpoint) =>
        set
          .applicable('egress', endpoint)
          .some((tier) =>
            tier.policies.some((policy) => own.includes(policy) || own.some(({ object }) => object === policy.object)),
          ),
      )
    const isLearnt = pods.some((endpoint) =>
      set.applicable('egress', endpoint).some((tier) => tier.policies.some(({ rules }) => rules.some(asksForNames))),
    )
    if (isLearnt || pods.length === 0) return []
    const hasDns = facts.dnsServers.length > 0
    return [
      {
        facts: { code: 'names-not-learnt', pods: pods.length },
        severity: 'warning',
        object: rule.object,
        path: [...entry.path, 'toFQDNs'],
        part: 'key',
        fixes:
          hasDns && Array.isArray(fieldAt(rule.value, 'egress'))
            ? [
                {
                  does: { fix: 'add-dns-rule' },
                  changes: [{ change: 'append', path: [...rule.path, 'egress'], value: DNS_RULE }],
                },
              ]
            : [],
      },
    ]
  })
}

function knowsNames(condition: Condition): boolean {
  return condition.aspect === 'peer' && condition.anyOf.some(({ kind }) => kind === 'fqdn')
}

function asksForNames({ action, request }: Rule): boolean {
  return action === 'allow' && request?.some(({ kind }) => kind === 'dns') === true
}

/**
 * Selectors of the cluster's DNS that forget its namespace: a policy of a namespace then means pods of its own.
 * Source: https://docs.cilium.io/en/stable/network/kubernetes/policy/#known-pitfalls
 */
export function dnsNamespaceFindings(view: PluginView): readonly Finding[] {
  return ciliumRules(view)
    .filter(({ namespace }) => namespace !== null && namespace !== 'kube-system')
    .flatMap(({ object, namespace, ...rule }) =>
      entriesOf({ object, namespace, ...rule }).flatMap(({ value, path }) =>
        listAt(value, 'toEndpoints').flatMap((selector, index): Finding[] => {
          const labels = objectAt(selector, 'matchLabels') ?? {}
          const keys = [
            ...Object.keys(labels),
            ...listAt(selector, 'matchExpressions').map((expression) => String(fieldAt(expression, 'key'))),
          ]
          const isDns = ['k8s-app', 'k8s:k8s-app', 'any:k8s-app'].some(
            (key) => labels[key] === 'kube-dns' || labels[key] === 'coredns',
          )
          if (!isDns || keys.some((key) => /(^|:)io\.kubernetes\.pod\.namespace$|namespace\.labels\./.test(key)))
            return []
          const at = [...path, 'toEndpoints', index, 'matchLabels']
          return [
            {
              facts: { code: 'dns-namespace-missing', namespace: namespace! },
              severity: 'warning',
              object,
              path: at,
              part: 'value',
              fixes: [
                {
                  does: { fix: 'use-namespace', namespace: 'kube-system' },
                  changes: [
                    {
                      change: 'set',
                      path: at,
                      key: 'k8s:io.kubernetes.pod.namespace',
                      value: 'kube-system',
                      after: [],
                    },
                  ],
                },
              ],
            },
          ]
        }),
      ),
    )
}
