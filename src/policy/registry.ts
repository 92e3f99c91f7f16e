import { VENDORS } from '#vendors'
import { need } from '../ground/part.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { PolicyKind } from './kind.ts'
import { ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY } from './kinds/admin/admin-network-policy.ts'
import { CLUSTER_NETWORK_POLICY } from './kinds/admin/cluster-network-policy.ts'
import { NETWORK_POLICY } from './kinds/kubernetes/network-policy.ts'

/**
 * The policy APIs of the Kubernetes project, one line each. Those of others are in `vendors-now.ts`. Which of them a
 * cluster serves is the world's business.
 */
const OWN: readonly PolicyKind[] = [
  NETWORK_POLICY,
  ...CLUSTER_NETWORK_POLICY,
  ADMIN_NETWORK_POLICY,
  BASELINE_ADMIN_NETWORK_POLICY,
]

let known: readonly PolicyKind[] = OWN
let byName = named(known)
/** Vendors whose kinds are among the known ones. */
let joined = 0

/** Every policy API that can be evaluated at present: the same list until a vendor's kinds have been fetched. */
export function kindsAtHand(): readonly PolicyKind[] {
  // Asked for each object of a world: only counting is done each time.
  let fetched = 0
  for (const { kinds } of VENDORS) if (kinds.value !== null) fetched++
  if (fetched !== joined) {
    known = [...OWN, ...VENDORS.flatMap(({ kinds }) => kinds.value ?? [])]
    byName = named(known)
    joined = fetched
  }
  return known
}

function named(kinds: readonly PolicyKind[]): ReadonlyMap<string, PolicyKind> {
  return new Map(kinds.map((kind) => [`${kind.apiVersion} ${kind.kind}`, kind]))
}

/**
 * The policy API that an object is of; null: none. Throws `NotFetched` where that may be a vendor's whose kinds are not
 * there yet.
 */
export function kindOf({ apiVersion, group, kind }: KubernetesObject): PolicyKind | null {
  for (const { groups, kinds } of VENDORS) if (groups.includes(group)) need(kinds, group)
  kindsAtHand()
  return byName.get(`${apiVersion} ${kind}`) ?? null
}

/** Afterwards every policy API is at hand. Rejects where one cannot be fetched. */
export async function fetchAllKinds(): Promise<void> {
  await Promise.all(VENDORS.map(({ kinds }) => kinds.fetch()))
}
