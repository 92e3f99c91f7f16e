import { isPortProtocol } from '../../ground/ports.ts'
import type { FieldPath } from '../../ground/span.ts'
import type { ManifestChange } from '../../manifests/change.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../manifests/fields.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { YamlValue } from '../../manifests/print-yaml.ts'
import { failure, success, type Result } from '../../ground/result.ts'

/**
 * Why an older policy cannot be said in the newer API. `limit`: it has more than 25 rules, peers or ports of a rule.
 */
export type Unsayable = 'limit' | 'protocol' | 'range'

const OLDER = 'policy.networking.k8s.io/v1alpha1'
const NEWER = 'policy.networking.k8s.io/v1alpha2'
/** What a ClusterNetworkPolicy may have of each. The older kinds may have 100. */
const LIMIT = 25
/** A BaselineAdminNetworkPolicy has no priority and is the last of all. */
const LAST = 1000

/** Whether the object is an AdminNetworkPolicy or a BaselineAdminNetworkPolicy. */
export function isOlderPolicy({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>): boolean {
  return apiVersion === OLDER && (kind === 'AdminNetworkPolicy' || kind === 'BaselineAdminNetworkPolicy')
}

/**
 * The changes that make an older policy a ClusterNetworkPolicy of the same meaning. `name`: what it is to be called,
 * where its own is taken.
 * Source: https://network-policy-api.sigs.k8s.io/blog/2025/07/21/clusternetworkpolicy/ ; spec/netpol.md 2.3.
 */
export function changesToClusterNetworkPolicy(
  object: KubernetesObject,
  name: string,
): Result<readonly ManifestChange[], Unsayable> {
  const spec = fieldAt(object.value, 'spec')
  const isBaseline = object.kind === 'BaselineAdminNetworkPolicy'
  const changes: ManifestChange[] = [
    { change: 'replace', path: ['apiVersion'], value: NEWER },
    { change: 'replace', path: ['kind'], value: 'ClusterNetworkPolicy' },
    ...(name === object.name ? [] : [{ change: 'replace', path: ['metadata', 'name'], value: name } as const]),
    {
      change: 'set',
      path: ['spec'],
      key: 'tier',
      value: isBaseline ? 'Baseline' : 'Admin',
      after: ['priority', 'subject'],
    },
    ...(isBaseline
      ? [{ change: 'set', path: ['spec'], key: 'priority', value: LAST, after: ['priority', 'subject'] } as const]
      : []),
  ]
  for (const section of ['ingress', 'egress'] as const) {
    const rules = listAt(spec, section)
    if (rules.length > LIMIT) return failure('limit')
    for (const [index, rule] of rules.entries()) {
      const path: FieldPath = ['spec', section, index]
      const ports = listAt(rule, 'ports')
      if (ports.length > LIMIT || listAt(rule, section === 'ingress' ? 'from' : 'to').length > LIMIT)
        return failure('limit')
      if (textAt(rule, 'action') === 'Allow')
        changes.push({ change: 'replace', path: [...path, 'action'], value: 'Accept' })
      if (ports.length > 0) changes.push({ change: 'rename', path: [...path, 'ports'], key: 'protocols' })
      for (const [at, port] of ports.entries()) {
        const item = protocolItem(port)
        if (!item.ok) return item
        if (item.value)
          changes.push(
            ...item.value.map((change): ManifestChange => ({
              ...change,
              path: [...path, 'ports', at, ...change.path],
            })),
          )
      }
    }
  }
  return success(changes)
}

/** Changes below one entry of `ports`, which becomes one of `protocols`. */
function protocolItem(port: unknown): Result<readonly ManifestChange[], Unsayable> {
  if (textAt(port, 'namedPort') !== null)
    return success([{ change: 'rename', path: ['namedPort'], key: 'destinationNamedPort' }])
  const field = objectAt(port, 'portNumber') ? 'portNumber' : 'portRange'
  const written = fieldAt(port, field)
  const protocol = textAt(written, 'protocol') ?? 'TCP'
  if (!isPortProtocol(protocol)) return failure('protocol')
  const start = numberAt(written, 'start') ?? 0
  const end = numberAt(written, 'end') ?? 0
  if (field === 'portRange' && start > end) return failure('range')
  const destinationPort: YamlValue =
    field === 'portNumber' || start === end ? { number: numberAt(written, 'port') ?? start } : { range: { start, end } }
  return success([
    { change: 'rename', path: [field], key: protocol.toLowerCase() },
    { change: 'replace', path: [field], value: { destinationPort } },
  ])
}
