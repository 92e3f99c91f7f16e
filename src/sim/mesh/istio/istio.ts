import { textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Cluster, Pod } from '../../../model/cluster.ts'
import { namespacedName } from '../../../model/namespaced-name.ts'
import type { ProxyRule } from '../../../policy/proxy/form.ts'
import { reaches, type Asking } from './attachment.ts'
import { rulesOf, type Dialect } from './authorization-rules.ts'
import { Members } from './members.ts'
import { collectObjects, namespaceOf, type IstioObjects } from './objects.ts'
import { nodeMode, serverMode, type ServerMode } from './peer-authentication.ts'
import type { IstioSettings, Provider } from './settings.ts'

/** One installation of Istio in one cluster: what everything else here asks, with what was found out once kept. */
export class Istio {
  readonly objects: IstioObjects
  readonly members: Members
  readonly #attached = new Map<string, readonly KubernetesObject[]>()
  readonly #homes = new Map<string, readonly KubernetesObject[]>()
  readonly #rules = new Map<KubernetesObject, Map<Dialect, readonly ProxyRule[]>>()
  readonly #modes = new Map<Pod, Map<number | null, ServerMode>>()

  constructor(
    readonly cluster: Cluster,
    objects: readonly KubernetesObject[],
    readonly settings: IstioSettings,
  ) {
    this.objects = collectObjects(objects)
    this.members = new Members(this.objects, settings)
  }

  /** The policies of a kind that reach a proxy. */
  attached(kind: 'authorizationPolicies' | 'requestAuthentications', asking: Asking): readonly KubernetesObject[] {
    const { pod, place, service, serviceEntry } = asking
    const key = [
      kind,
      place,
      pod.namespace.name,
      pod.name,
      service ? namespacedName(service) : '',
      serviceEntry ? `${serviceEntry.namespace}/${serviceEntry.name}` : '',
    ].join(' ')
    let found = this.#attached.get(key)
    if (!found)
      this.#attached.set(
        key,
        (found = this.#near(kind, asking).filter((policy) => reaches(policy, asking, this.members, this.settings))),
      )
    return found
  }

  /**
   * Those that could reach a pod's own proxy or its node's: of its namespace or the root one. Waypoints and gateways
   * are asked on behalf of others too.
   */
  #near(kind: 'authorizationPolicies' | 'requestAuthentications', { pod, place }: Asking): readonly KubernetesObject[] {
    if (place === 'waypoint' || place === 'gateway') return this.objects[kind]
    const home = pod.namespace.name
    const key = `${kind} ${home}`
    let near = this.#homes.get(key)
    if (!near)
      this.#homes.set(
        key,
        (near = this.objects[kind].filter(
          (policy) => namespaceOf(policy) === home || namespaceOf(policy) === this.settings.rootNamespace,
        )),
      )
    return near
  }

  rules(policy: KubernetesObject, dialect: Dialect): readonly ProxyRule[] {
    const known = this.#rules.get(policy) ?? this.#rules.set(policy, new Map()).get(policy)!
    let rules = known.get(dialect)
    if (!rules) known.set(dialect, (rules = rulesOf(policy, dialect, this.settings)))
    return rules
  }

  /** What the server's proxy takes on a port of its pod. */
  mode(pod: Pod, port: number | null): ServerMode {
    const known = this.#modes.get(pod) ?? this.#modes.set(pod, new Map()).get(pod)!
    let mode = known.get(port)
    if (!mode)
      known.set(
        port,
        (mode = (pod.endpoint && this.members.of(pod.endpoint) === 'ambient' ? nodeMode : serverMode)(
          this.objects,
          this.settings.rootNamespace,
          pod,
          port,
        )),
      )
    return mode
  }

  /** The external authorizer that a policy names; null: there is none of that name. */
  provider(policy: KubernetesObject): Provider | null {
    const name = textAt(policy.value, 'spec', 'provider', 'name')
    return this.settings.providers.find((each) => each.name === name) ?? null
  }
}
