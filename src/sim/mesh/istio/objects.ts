import { GATEWAY_GROUP } from '../../../manifests/gateway-group.ts'
import { labelsAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { Labels } from '../../../ground/labels.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Pod } from '../../../model/cluster.ts'

/** The objects that Istio reads, by kind; each list oldest first, then in order of namespace and name. */
export interface IstioObjects {
  readonly authorizationPolicies: readonly KubernetesObject[]
  readonly peerAuthentications: readonly KubernetesObject[]
  readonly requestAuthentications: readonly KubernetesObject[]
  readonly destinationRules: readonly KubernetesObject[]
  readonly virtualServices: readonly KubernetesObject[]
  readonly gateways: readonly KubernetesObject[]
  readonly serviceEntries: readonly KubernetesObject[]
  readonly sidecars: readonly KubernetesObject[]
  /** Of the Gateway API. */
  readonly apiGateways: readonly KubernetesObject[]
  readonly httpRoutes: readonly KubernetesObject[]
  readonly grpcRoutes: readonly KubernetesObject[]
  readonly tlsRoutes: readonly KubernetesObject[]
  readonly tcpRoutes: readonly KubernetesObject[]
  /** What allows routes to use Services of other namespaces. */
  readonly grants: readonly KubernetesObject[]
}

const SECURITY = 'security.istio.io'
const NETWORKING = 'networking.istio.io'
/** Istio's objects by kind, each list from the oldest to the newest. */
export function collectObjects(objects: readonly KubernetesObject[]): IstioObjects {
  const of = (group: string, kind: string) =>
    objects.filter((object) => object.group === group && object.kind === kind).sort(byAge)
  return {
    authorizationPolicies: of(SECURITY, 'AuthorizationPolicy'),
    peerAuthentications: of(SECURITY, 'PeerAuthentication'),
    requestAuthentications: of(SECURITY, 'RequestAuthentication'),
    destinationRules: of(NETWORKING, 'DestinationRule'),
    virtualServices: of(NETWORKING, 'VirtualService'),
    gateways: of(NETWORKING, 'Gateway'),
    serviceEntries: of(NETWORKING, 'ServiceEntry'),
    sidecars: of(NETWORKING, 'Sidecar'),
    apiGateways: of(GATEWAY_GROUP, 'Gateway'),
    httpRoutes: of(GATEWAY_GROUP, 'HTTPRoute'),
    grpcRoutes: of(GATEWAY_GROUP, 'GRPCRoute'),
    tlsRoutes: of(GATEWAY_GROUP, 'TLSRoute'),
    tcpRoutes: of(GATEWAY_GROUP, 'TCPRoute'),
    grants: of(GATEWAY_GROUP, 'ReferenceGrant'),
  }
}

/** The object's namespace; `default` where it names none. */
export function namespaceOf({ namespace }: KubernetesObject): string {
  return namespace ?? 'default'
}

/**
 * Without a time of creation in the text an object is as old as all others that have none, and older than those that
 * have one.
 */
function byAge(a: KubernetesObject, b: KubernetesObject): number {
  const [first, second] = [createdAt(a), createdAt(b)]
  return first - second || compare(namespaceOf(a), namespaceOf(b)) || compare(a.name, b.name)
}

function createdAt({ value }: KubernetesObject): number {
  const time = Date.parse(textAt(value, 'metadata', 'creationTimestamp') ?? '')
  return Number.isNaN(time) ? 0 : time
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The labels that a policy selects workloads by; none: it selects all. `field`: where they stand below `spec`. */
export function selectorLabels({ value }: KubernetesObject): Labels {
  return labelsAt(value, 'spec', 'selector', 'matchLabels')
}

/** Whether the pod has all these labels; none are always there. */
export function wears(pod: Pod, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => pod.labels[key] === value)
}

/** One thing that a policy is attached to instead of selecting workloads. */
export interface TargetRef {
  readonly group: string
  readonly kind: string
  readonly name: string
}

/** `targetRefs`, or the older `targetRef`; empty where a policy has neither. */
export function targetRefs({ value }: KubernetesObject): readonly TargetRef[] {
  const single = objectAt(value, 'spec', 'targetRef')
  return [...listAt(value, 'spec', 'targetRefs'), ...(single ? [single] : [])].map((ref) => ({
    group: textAt(ref, 'group') ?? '',
    kind: textAt(ref, 'kind') ?? '',
    name: textAt(ref, 'name') ?? '',
  }))
}
