import { closestName } from '../ground/names.ts'

/**
 * Every kind of the groups that are Kubernetes' own, by apiVersion: what stands under one of these and is not listed is
 * served nowhere. Without lists of objects, and without what is only sent to a subresource.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/
 */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  v1: [
    'ComponentStatus',
    'ConfigMap',
    'Endpoints',
    'Event',
    'LimitRange',
    'Namespace',
    'Node',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Pod',
    'PodTemplate',
    'ReplicationController',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
  ],
  'apps/v1': ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'batch/v1': ['CronJob', 'Job'],
  'discovery.k8s.io/v1': ['EndpointSlice'],
  'networking.k8s.io/v1': ['IPAddress', 'Ingress', 'IngressClass', 'NetworkPolicy', 'ServiceCIDR'],
  'policy/v1': ['PodDisruptionBudget'],
}

/**
 * Of a kind that is served nowhere under an apiVersion of Kubernetes itself: the one of the same apiVersion that was
 * probably meant, null where none comes near. Undefined: it is served, or the apiVersion is somebody else's.
 */
export function misspelt(apiVersion: string, kind: string): string | null | undefined {
  const kinds = BUILT_IN[apiVersion]
  if (!Object.hasOwn(BUILT_IN, apiVersion) || !kinds || kinds.includes(kind) || /List$/.test(kind)) return undefined
  return closestName(kind.replace(/ies$/i, 'y'), kinds)
}
