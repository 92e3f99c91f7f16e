import { matchesBlock } from '../../../../policy/match.ts'
import type { KubernetesObject } from '../../../../manifests/piece.ts'
import type { Cluster, Pod } from '../../../../model/cluster.ts'
import type { Inbound } from '../../../../policy/kinds/linkerd/inbound.ts'
import type { Server } from '../../../../policy/kinds/linkerd/server.ts'
import { serversFor } from '../../../../policy/kinds/linkerd/inbound.ts'
import type { PodSettings } from '../pod-settings.ts'
import { inboundAt, type ServerProxies } from '../server-proxy.ts'

/** A pod that policy could be for. `settings` null: it has no proxy. */
export interface Known {
  readonly pod: Pod
  readonly settings: PodSettings | null
}

/** One port of a pod with a proxy, and what the proxy is told about it. */
export interface Told {
  readonly pod: Pod
  readonly port: number
  readonly inbound: Inbound
}

/** What finders ask about pods and the Servers that are for them. */
export class View {
  readonly pods: readonly Known[]
  readonly #homes = new Map<string, Known[]>()

  constructor(
    readonly cluster: Cluster,
    readonly proxies: ServerProxies,
    known: (pod: Pod) => { readonly meshed: { readonly settings: PodSettings } | null },
  ) {
    this.pods = cluster.pods
      .filter(({ finished }) => !finished)
      .map((pod): Known => ({ pod, settings: known(pod).meshed?.settings ?? null }))
    for (const each of this.pods) {
      const home = each.pod.namespace.name
      const around = this.#homes.get(home)
      if (around) around.push(each)
      else this.#homes.set(home, [each])
    }
  }

  in(namespace: string): readonly Known[] {
    return this.#homes.get(namespace) ?? []
  }

  told(pod: Pod, port: number, settings: PodSettings): Told {
    return { pod, port, inbound: inboundAt({ pod }, port, settings, this.proxies) }
  }

  /** What a proxy that a Server is for has been told; null: it is for none. */
  anyOf(server: Server): Told | null {
    for (const { pod, settings } of this.in(server.namespace)) {
      if (!settings) continue
      for (const port of numbersOf(server, pod))
        if (
          serversFor(
            { namespace: server.namespace, labels: pod.labels, ports: pod.ports, port },
            this.proxies.objects,
          )[0] === server
        )
          return this.told(pod, port, settings)
    }
    return null
  }

  /** Whether an address of the pod is in none of the networks that count as the cluster's. */
  isOutside({ addresses }: Pod): boolean {
    return (
      addresses.length > 0 &&
      !addresses.some((address) => this.proxies.options.cluster.some((network) => matchesBlock(network, address)))
    )
  }
}

/** The ports of this pod that the Server means; a name may stand for several ports, or for none. */
export function numbersOf({ port }: Server, pod: Pod): readonly number[] {
  return typeof port === 'number'
    ? [port]
    : pod.ports.filter(({ name, protocol }) => name === port && protocol === 'TCP').map((each) => each.port)
}

/** One pod for each object that pods are made from. */
export function byObject(pods: readonly Known[]): readonly Known[] {
  return [...new Map(pods.map((known): [KubernetesObject, Known] => [known.pod.object, known])).values()]
}

/** How many names a finding lists. */
export const LISTED = 3
