import { GATEWAY_GROUP } from '../manifests/gateway-group.ts'
import { fieldAt, labelsAt, listAt, textAt } from '../manifests/fields.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import { namespaceOf } from '../model/build.ts'
import type { MeshChoice } from '../sim/mesh/choice.ts'

/** What a controller makes of an object of the text, where the text does not hold it already. */
export interface Grown {
  readonly from: KubernetesObject
  readonly object: KubernetesObject
}

const NAME_LABEL = 'gateway.networking.k8s.io/gateway-name'
const known = new WeakMap<KubernetesObject, Grown>()

/**
 * The Deployments that istiod makes for waypoints: whoever writes the Gateway gets them, and most texts hold no more
 * than that. None where the text has pods of that Gateway, where its addresses are given so that somebody else runs it,
 * and where Istio is said not to be at work.
 * Source: https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#automated-deployment;
 * pilot/pkg/config/kube/gateway/deploymentcontroller.go
 */
export function grownFrom(
  objects: readonly KubernetesObject[],
  mesh: MeshChoice | 'auto' | 'none' | undefined,
): readonly Grown[] {
  const waypoints = objects.filter(isWaypoint)
  if (waypoints.length === 0 || mesh === 'none' || (typeof mesh === 'object' && mesh.name === 'linkerd')) return []
  const held = new Set(
    objects.flatMap((object) =>
      [
        labelsAt(object.value, 'metadata', 'labels'),
        labelsAt(object.value, 'spec', 'template', 'metadata', 'labels'),
      ].flatMap((labels) => (labels[NAME_LABEL] === undefined ? [] : [`${namespaceOf(object)}/${labels[NAME_LABEL]}`])),
    ),
  )
  return waypoints
    .filter((gateway) => !held.has(`${namespaceOf(gateway)}/${gateway.name}`))
    .map((gateway) => {
      let grown = known.get(gateway)
      if (!grown) known.set(gateway, (grown = { from: gateway, object: deploymentOf(gateway) }))
      return grown
    })
}

function isWaypoint({ kind, group, value }: KubernetesObject): boolean {
  return (
    kind === 'Gateway' &&
    group === GATEWAY_GROUP &&
    textAt(value, 'spec', 'gatewayClassName') === 'istio-waypoint' &&
    listAt(value, 'spec', 'addresses').length === 0 &&
    fieldAt(value, 'metadata', 'deletionTimestamp') === undefined
  )
}

/** Its place is the Gateway's. */
function deploymentOf(gateway: KubernetesObject): KubernetesObject {
  const { name } = gateway
  const metadata = { name, namespace: namespaceOf(gateway)! }
  const labels = {
    [NAME_LABEL]: name,
    'gateway.istio.io/managed': 'istio.io-mesh-controller',
    'istio.io/dataplane-mode': 'none',
  }
  return {
    ...gateway,
    apiVersion: 'apps/v1',
    group: 'apps',
    kind: 'Deployment',
    namespace: metadata.namespace,
    value: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector: { matchLabels: { [NAME_LABEL]: name } },
        template: {
          metadata: { labels },
          spec: { serviceAccountName: name, containers: [{ name: 'istio-proxy', image: 'istio/proxyv2' }] },
        },
      },
    },
  }
}
