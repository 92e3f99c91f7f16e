import { API_SERVER_FINDINGS } from './kinds/api-server.ts'
import { CHANGES } from './kinds/changes.ts'
import { CVES } from './kinds/cve.ts'
import { ETCD_FINDINGS } from './kinds/etcd.ts'
import { KUBELET_FINDINGS } from './kinds/kubelet.ts'
import { POD_FINDINGS } from './kinds/pod.ts'
import { WEB_FINDINGS } from './kinds/web.ts'
import type { Kind } from './kinds/kind.ts'

/**
 * What can be found, by our own key. Numbers, names and categories are the real ones, with their slips of the pen,
 * because people look for them; the descriptions are ours. Source: https://github.com/aquasecurity/kube-hunter
 * (Apache-2.0), src/modules/hunting; https://avd.aquasec.com/kube-hunter/
 */
export const FINDINGS = {
  ...API_SERVER_FINDINGS,
  ...CHANGES,
  ...CVES,
  ...ETCD_FINDINGS,
  ...KUBELET_FINDINGS,
  ...POD_FINDINGS,
  ...WEB_FINDINGS,
} as const satisfies Readonly<Record<string, Kind>>

/** A kind of finding, by a name of ours. */
export type FindingKind = keyof typeof FINDINGS

/** One row of kube-hunter's report. */
export interface Finding {
  readonly kind: FindingKind
  /** `ip:port`, or `Local to Pod (name)`. */
  readonly location: string
  /** What was seen; empty: nothing is shown. */
  readonly evidence: string
  /** Replaces what the kind says: the same finding has several names. */
  readonly name?: string
}

/** The name that the report gives it. */
export function nameOf({ kind, name }: Finding): string {
  return name ?? FINDINGS[kind].name
}
