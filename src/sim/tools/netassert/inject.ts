import type { Pod } from '../../../model/cluster.ts'
import { podRefusal } from '../../walls/admission.ts'
import { readPodManifest } from '../../walls/pod-manifest.ts'

/**
 * What the two kinds of container ask for. Source:
 * https://github.com/controlplaneio/netassert/blob/main/internal/kubeops/containers.go
 */
const CONTEXTS = {
  scanner: { runAsNonRoot: true, allowPrivilegeEscalation: false },
  sniffer: { runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { add: ['NET_RAW'] } },
} as const

/** The containers that netassert puts into pods: one dials, one listens. */
export type Injected = keyof typeof CONTEXTS

/**
 * What the API server answers when an ephemeral container is put into a pod; null: it takes it. A container that is
 * added is held against the level of the namespace as a new pod is.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-admission/,
 * pod-security-admission/admission/admission.go (isSignificantPodUpdate)
 */
export function injectionRefused({ name, object, namespace }: Pod, kind: Injected, container: string): string | null {
  const manifest = readPodManifest(object)
  const context = CONTEXTS[kind]
  const added = {
    name: container,
    list: 'ephemeralContainers' as const,
    path: [...manifest.specPath, 'ephemeralContainers'],
    value: { name: container, securityContext: context },
    context,
  }
  return podRefusal({ ...manifest, containers: [...manifest.containers, added] }, namespace.labels, name)
}
