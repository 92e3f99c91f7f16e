import { fieldAt, labelsAt } from '../../../manifests/fields.ts'
import type { Cluster, Pod } from '../../../model/cluster.ts'
import { readPodManifest } from '../../walls/pod-manifest.ts'

/**
 * Whether Linkerd puts its proxy beside a pod, and why not. `by`: whose annotation decided it, or a proxy that stands
 * in the text already. `never-asked`: neither the pod nor its namespace asks for it.
 */
export type Injection =
  | { readonly meshed: true; readonly by: 'pod' | 'namespace' | 'proxy-in-text' }
  | {
      readonly meshed: false
      readonly why:
        | 'never-asked'
        | 'disabled'
        | 'invalid-at-namespace'
        | 'invalid-at-pod'
        | 'host-network'
        | 'no-token'
        | 'skipped-namespace'
    }

/** The annotation, of a pod or of its namespace, that asks for a proxy. */
export const INJECT = 'linkerd.io/inject'
/** What the annotation may say. With any other word the injector adds no proxy. */
export const INJECT_WORDS = ['enabled', 'ingress', 'disabled']
/**
 * The webhook is not asked about these. Source: linkerd2, charts/linkerd-control-plane/values.yaml
 * (proxyInjector.namespaceSelector)
 */
const SKIPPED = ['kube-system', 'cert-manager']
const SKIPPING_LABEL = 'config.linkerd.io/admission-webhooks'

/**
 * Decides when a pod is made, and never again. A pod says more than its namespace, and a value that nobody knows leaves
 * it out.
 * Source: linkerd2, pkg/inject/report.go (Injectable, disableByAnnotation) and controller/proxy-injector/webhook.go
 */
export function injectionOf(pod: Pod, cluster: Cluster): Injection {
  const manifest = readPodManifest(pod.object)
  if (manifest.containers.some(({ name }) => name === 'linkerd-proxy')) return { meshed: true, by: 'proxy-in-text' }
  if (isSkipped(pod)) return { meshed: false, why: 'skipped-namespace' }
  const ofNamespace = namespaceAnnotations(pod)[INJECT] ?? ''
  const ofPod = manifest.annotations[INJECT] ?? ''
  if (ofNamespace !== '' && !INJECT_WORDS.includes(ofNamespace)) return { meshed: false, why: 'invalid-at-namespace' }
  if (ofPod !== '' && !INJECT_WORDS.includes(ofPod)) return { meshed: false, why: 'invalid-at-pod' }
  const asks = (value: string) => value === 'enabled' || value === 'ingress'
  if (ofPod === 'disabled' || (!asks(ofPod) && !asks(ofNamespace)))
    return { meshed: false, why: ofPod === 'disabled' || ofNamespace === 'disabled' ? 'disabled' : 'never-asked' }
  if (pod.hostNetwork) return { meshed: false, why: 'host-network' }
  if (!hasToken(pod, manifest.spec, cluster)) return { meshed: false, why: 'no-token' }
  return { meshed: true, by: asks(ofPod) ? 'pod' : 'namespace' }
}

/** Whether the webhook is not asked about what is made in the namespace of this. */
export function isSkipped({ namespace }: Pick<Pod, 'namespace'>): boolean {
  return SKIPPED.includes(namespace.name) || namespace.labels[SKIPPING_LABEL] === 'disabled'
}

/** The annotations of its namespace, of a pod or a Service; empty where no text defines it. */
export function namespaceAnnotations({ namespace }: Pick<Pod, 'namespace'>): Readonly<Record<string, string>> {
  return namespace.object ? labelsAt(namespace.object.value, 'metadata', 'annotations') : {}
}

/**
 * Without a token of its service account the proxy could not prove who it is; the pod's own word counts before the
 * account's.
 */
function hasToken(pod: Pod, spec: unknown, { definitions }: Cluster): boolean {
  const own = fieldAt(spec, 'automountServiceAccountToken')
  if (typeof own === 'boolean') return own
  const account = definitions.find(
    ({ kind, group, name, namespace }) =>
      kind === 'ServiceAccount' &&
      group === '' &&
      name === pod.serviceAccount &&
      (namespace ?? 'default') === pod.namespace.name,
  )
  return fieldAt(account?.value, 'automountServiceAccountToken') !== false
}
