import { textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { annotationsOf } from '../../../model/annotations.ts'
import type { Pod } from '../../../model/cluster.ts'
import type { Endpoint } from '../../../model/endpoint.ts'
import type { Membership } from '../mesh.ts'
import type { IstioObjects } from './objects.ts'
import { namespaceOf } from './objects.ts'
import type { IstioSettings } from './settings.ts'

/** Namespaces in which the webhook never injects. Source: pkg/kube/inject, IgnoredNamespaces */
const IGNORED = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'])

/** The `gatewayClassName` of a Gateway that is a waypoint. */
export const WAYPOINT_CLASS = 'istio-waypoint'

/**
 * The label `istio` of the gateways that Istio's own installation brings. Their proxy is in their template, so nobody
 * injects them.
 */
const GATEWAYS = new Set(['ingressgateway', 'egressgateway', 'eastwestgateway'])

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name'

/** Who is in the mesh, and how. Decided once for each pod. */
export class Members {
  readonly #known = new WeakMap<Pod, Membership>()

  constructor(
    private readonly objects: IstioObjects,
    private readonly settings: IstioSettings,
  ) {}

  of(endpoint: Endpoint): Membership {
    if (endpoint.kind !== 'pod') return 'none'
    const known = this.#known.get(endpoint.pod)
    if (known) return known
    const found = this.#find(endpoint.pod)
    this.#known.set(endpoint.pod, found)
    return found
  }

  /** The Gateway of the Gateway API that a pod is deployed for; null: none. */
  gatewayOf({ labels, namespace }: Pod): KubernetesObject | null {
    const name = labels[GATEWAY_NAME]
    return name === undefined
      ? null
      : (this.objects.apiGateways.find((gateway) => gateway.name === name && namespaceOf(gateway) === namespace.name) ??
          null)
  }

  identity(endpoint: Endpoint): string | null {
    if (endpoint.kind !== 'pod' || this.of(endpoint) === 'none') return null
    return `${this.settings.trustDomain}/ns/${endpoint.pod.namespace.name}/sa/${endpoint.pod.serviceAccount}`
  }

  #find(pod: Pod): Membership {
    if (pod.hostNetwork) return 'none'
    const gateway = this.gatewayOf(pod)
    if (gateway) return textAt(gateway.value, 'spec', 'gatewayClassName') === WAYPOINT_CLASS ? 'waypoint' : 'gateway'
    const annotations = annotationsOf(pod)
    if (
      annotations['inject.istio.io/templates']?.split(',').includes('gateway') ||
      GATEWAYS.has(pod.labels['istio'] ?? '')
    )
      return 'gateway'
    if (annotations['sidecar.istio.io/status'] !== undefined || this.#isInjected(pod)) return 'sidecar'
    return isCaptured(pod) ? 'ambient' : 'none'
  }

  /**
   * Whether the webhook is asked about the pod, and what it decides. Which revisions are installed is not in the text,
   * so that any is taken to be.
   * Source: manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml; pkg/kube/inject/inject.go,
   * injectRequired
   */
  #isInjected(pod: Pod): boolean {
    const {
      namespace: { name, labels: around },
      labels,
    } = pod
    const isEnabled = around['istio-injection']
    const revision = around['istio.io/rev']
    const own = labels['sidecar.istio.io/inject']
    const ownRevision = labels['istio.io/rev']
    if (IGNORED.has(name)) return false
    const isAsked =
      isEnabled === undefined
        ? revision !== undefined ||
          own === 'true' ||
          ownRevision !== undefined ||
          (this.settings.injectsByDefault && own === undefined)
        : isEnabled === 'enabled'
    if (!isAsked) return false
    // A pod that says no is not even asked about, which comes to the same. The label beats the annotation of the same name; what is neither true nor false counts as absent.
    const said = own ?? annotationsOf(pod)['sidecar.istio.io/inject']
    return said === undefined || !FALSE.has(said.toLowerCase())
  }
}

const FALSE = new Set(['false', 'n', 'no', 'off', '0', 'f'])

/** Source: cni/pkg/util/enablement_selector.go */
function isCaptured({ labels, namespace }: Pod): boolean {
  const own = labels['istio.io/dataplane-mode']
  return own === 'ambient' || (namespace.labels['istio.io/dataplane-mode'] === 'ambient' && own !== 'none')
}
