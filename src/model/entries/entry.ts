import type { FieldPath } from '../../ground/span.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Service, ServicePort } from '../cluster.ts'

/**
 * A way from outside to a Service that an ingress controller or a gateway is told to serve. It decides nothing: the
 * connection to the pods is made by the controller's own pods, which policies see as its source, or by a part of the
 * network plugin.
 */
export interface Entry {
  readonly from: 'internet'
  readonly kind: 'Ingress' | 'HTTPRoute'
  readonly namespace: string
  readonly name: string
  /** Who serves it: the class of an Ingress, the Gateways of a route as `namespace/name`. Empty: nobody is named. */
  readonly through: readonly string[]
  /** The class of an Ingress, those of a route's Gateways that are in the text. Empty: nobody says. */
  readonly classes: readonly string[]
  /** Empty: all hosts. */
  readonly hosts: readonly string[]
  /** Empty: all paths. */
  readonly paths: readonly EntryPath[]
  /** It asks for headers, query parameters or methods too. */
  readonly isNarrowed: boolean
  readonly service: Service
  readonly port: ServicePort
  readonly object: KubernetesObject
  /** Where the object names the Service. */
  readonly path: FieldPath
}

/**
 * Which paths of requests an entry takes. `pattern`: a regular expression. `controller`: its controller decides how
 * `value` is read.
 */
export interface EntryPath {
  readonly type: 'exact' | 'prefix' | 'pattern' | 'controller'
  readonly value: string
}
