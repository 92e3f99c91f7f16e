import type { KubernetesObject } from '../../../../manifests/piece.ts'
import type { Pod } from '../../../../model/cluster.ts'
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

const PLACES: Readonly<Record<Exclude<Membership, 'none'>, Asking['place']>> = { sidecar: 'server-proxy', ambient: 'ztunnel', gateway: 'gateway', waypoint: 'waypoint' }

/** What finders ask about policies and the pods that they are for. */
export class View {
  readonly pods: readonly Known[]

  constructor(readonly istio: Istio) {
    this.pods = istio.cluster.pods.flatMap((pod) => (pod.finished || pod.endpoint?.kind !== 'pod' ? [] : [{ pod, member: istio.members.of(pod.endpoint) }]))
  }

  /** The policies of a kind that reach the proxy of a pod; none where it has none. */
  attached(kind: 'authorizationPolicies' | 'requestAuthentications', { pod, member }: Known): readonly KubernetesObject[] {
    return member === 'none' ? [] : this.istio.attached(kind, { pod, place: PLACES[member], service: null, serviceEntry: null })
  }

  /** The pods whose proxies a policy reaches. */
  reached(kind: 'authorizationPolicies' | 'requestAuthentications', policy: KubernetesObject): readonly Known[] {
    return this.pods.filter((known) => this.attached(kind, known).includes(policy))
  }

  /** The pods that a policy is for by namespace and selector, in the mesh or not. */
  selected(policy: KubernetesObject): readonly Known[] {
    const home = namespaceOf(policy), labels = selectorLabels(policy)
    return this.pods.filter(({ pod }) => (home === pod.namespace.name || home === this.istio.settings.rootNamespace) && wears(pod, labels))
  }

  /** The policies that allow at the proxy of a pod. */
  allowing(known: Known): readonly KubernetesObject[] {
    return this.attached('authorizationPolicies', known).filter((policy) => actionOf(policy) === 'ALLOW')
  }
}

export function dialectOf({ member }: Known): Dialect {
  return member === 'ambient' ? 'node' : 'requests'
}

export function nameOf({ pod }: Known): string {
  return `${pod.namespace.name}/${pod.name}`
}
