import { readManifests } from '../../../src/manifests/read.ts'
import { CLUSTER_NETWORK_POLICY } from '../../../src/policy/kinds/admin/cluster-network-policy.ts'
import type { PolicyKind } from '../../../src/policy/kind.ts'

/** The versions of ClusterNetworkPolicy, the newer first. */
export const [BETA, ALPHA] = [
  CLUSTER_NETWORK_POLICY.find(({ apiVersion }) => apiVersion.endsWith('v1beta1'))!,
  CLUSTER_NETWORK_POLICY.find(({ apiVersion }) => apiVersion.endsWith('v1alpha2'))!,
]

/** An object of the kind with this spec, and what it comes to. */
export function read(kind: PolicyKind, spec: string, name = 'p') {
  const [manifest] = readManifests([
    { name: 'p', text: `apiVersion: ${kind.apiVersion}\nkind: ${kind.kind}\nmetadata: {name: ${name}}\nspec: ${spec}` },
  ]).manifests
  return { object: manifest!.object, ...kind.read(manifest!.object) }
}
/** A spec with tier, priority and subject, and this behind them. */
export const spec = (rest: string, subject = '{namespaces: {}}') =>
  `{tier: Admin, priority: 10, subject: ${subject}${rest === '' ? '' : `, ${rest}`}}`
/** The same of an AdminNetworkPolicy. */
export const older = (rest: string, subject = '{namespaces: {}}') => `{priority: 10, subject: ${subject}, ${rest}}`
/** The same of a BaselineAdminNetworkPolicy, which has no priority. */
export const baseline = (rest: string) => `{subject: {namespaces: {}}, ${rest}}`
/** What is said of a problem: its code, or the words of the API server. */
export const said = ({ problems }: Pick<ReturnType<typeof read>, 'problems'>) =>
  problems.map(({ facts, path, severity }) => [
    severity,
    path.join('.'),
    facts.code === 'field-error' ? facts.detail : facts.code,
  ])
