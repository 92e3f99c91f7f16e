import type { KubernetesObject } from '../../../../manifests/piece.ts'
import type { Pod, Service } from '../../../../model/cluster.ts'
import type { Endpoint } from '../../../../model/endpoint.ts'
import { namespacedName } from '../../../../model/namespaced-name.ts'
import type { Membership } from '../../mesh.ts'
import type { Asking } from '../attachment.ts'
import { actionOf, type Dialect } from '../authorization-rules.ts'
import type { Istio } from '../istio.ts'
import { namespaceOf, selectorLabels, wears } from '../objects.ts'

/** A pod that policies could be for, with what stands for it. */
export interface Known {
  readonly pod: Pod
  readonly member: Membership
}

const PLACES: Readonly<Record<Exclude<Membership, 'none'>, Asking['place']>> = {
  sidecar: 'server-proxy',
  ambient: 'ztunnel',
  gateway: 'gateway',
  waypoint: 'waypoint',
}

/**
 * What finders ask about policies and the pods that they are for. Pods that no policy can tell apart are looked at
 * once.
 */
export class View {
  readonly pods: readonly Known[]
  /** `namespace/account` of every pod. */
  readonly accounts: ReadonlySet<string>
  readonly #at: ReadonlyMap<Endpoint, Known>
  readonly #alike = new Map<string, Known[]>()
  readonly #first = new Map<Known, Known>()
  readonly #homes = new Map<string, Known[][]>()
  readonly #services = new Map<Known, Service[]>()

  constructor(readonly istio: Istio) {
    const { cluster, members } = istio
    this.pods = cluster.pods.flatMap((pod) =>
      pod.finished || pod.endpoint?.kind !== 'pod' ? [] : [{ pod, member: members.of(pod.endpoint) }],
    )
    this.accounts = new Set(this.pods.map(({ pod }) => `${pod.namespace.name}/${pod.serviceAccount}`))
    this.#at = new Map(this.pods.map((known) => [known.pod.endpoint!, known]))
    for (const known of this.pods) this.#place(known)
    for (const service of cluster.services)
      for (const { endpoint } of service.backends) {
        const known = this.#at.get(endpoint)
        if (known) {
          const services = this.#services.get(known)
          if (services) services.push(service)
          else this.#services.set(known, [service])
        }
      }
  }

  #place(known: Known): void {
    const { pod, member } = known
    const home = pod.namespace.name
    const key = `${home} ${member} ${labelKey(pod)}`
    const alike = this.#alike.get(key)
    if (alike) alike.push(known)
    else {
      const group = [known]
      this.#alike.set(key, group)
      const around = this.#homes.get(home)
      if (around) around.push(group)
      else this.#homes.set(home, [group])
    }
    this.#first.set(known, alike?.[0] ?? known)
  }

  /** Undefined: no pod, or one that is not looked at. */
  at(endpoint: Endpoint): Known | undefined {
    return this.#at.get(endpoint)
  }

  /** The Services that lead to a pod. */
  servicesOf(known: Known): readonly Service[] {
    return this.#services.get(known) ?? []
  }

  /** The policies of a kind that reach the proxy of a pod; none where it has none. */
  attached(kind: 'authorizationPolicies' | 'requestAuthentications', known: Known): readonly KubernetesObject[] {
    const { pod, member } = this.#first.get(known) ?? known
    return member === 'none'
      ? []
      : this.istio.attached(kind, { pod, place: PLACES[member], service: null, serviceEntry: null })
  }

  /** The pods whose proxies a policy reaches. */
  reached(kind: 'authorizationPolicies' | 'requestAuthentications', policy: KubernetesObject): readonly Known[] {
    return this.#around(policy).flatMap((alike) => (this.attached(kind, alike[0]!).includes(policy) ? alike : []))
  }

  /** The pods that a policy is for by namespace and selector, in the mesh or not. */
  selected(policy: KubernetesObject): readonly Known[] {
    const labels = selectorLabels(policy)
    return this.#around(policy).flatMap((alike) => (wears(alike[0]!.pod, labels) ? alike : []))
  }

  /** The policies that allow at the proxy of a pod. */
  allowing(known: Known): readonly KubernetesObject[] {
    return this.attached('authorizationPolicies', known).filter((policy) => actionOf(policy) === 'ALLOW')
  }

  #around(policy: KubernetesObject): readonly (readonly Known[])[] {
    const home = namespaceOf(policy)
    return home === this.istio.settings.rootNamespace ? [...this.#alike.values()] : (this.#homes.get(home) ?? [])
  }
}

/** Pods outlive what is written about them, so that a key press need not put their labels in order again. */
function labelKey(pod: Pod): string {
  const known = labelKeys.get(pod)
  if (known !== undefined) return known
  const key = JSON.stringify(Object.entries(pod.labels).sort(([a], [b]) => (a < b ? -1 : 1)))
  labelKeys.set(pod, key)
  return key
}

const labelKeys = new WeakMap<Pod, string>()

/** What the proxy before this pod reads, as long as no waypoint stands there. */
export function dialectOf({ member }: Known): Dialect {
  return member === 'ambient' ? 'node' : 'requests'
}

/** The pod as `namespace/name`. */
export function nameOf({ pod }: Known): string {
  return namespacedName(pod)
}
