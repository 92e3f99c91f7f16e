import type { IpFamily } from '../ground/ip.ts'
import type { Beyond } from '../engine/beyond.ts'
import type { PolicySet } from '../engine/policy-set.ts'
import { evaluateRoute, type Journey, type LegVerdict } from '../engine/route.ts'
import type { Cluster } from '../model/cluster.ts'
import type { Endpoint } from '../model/endpoint.ts'
import { backendPort } from '../model/service-port.ts'
import type { Flow, ServiceHop } from '../policy/match.ts'
import { evaluateFlow } from '../engine/evaluate.ts'
import type { Mesh } from '../sim/mesh/mesh.ts'

/**
 * How what passes is secured, at its weakest: by the mesh's mutual TLS; plainly, although a proxy is there that takes
 * mutual TLS too; plainly, since nobody there speaks anything else.
 */
export type Secured = 'mutual' | 'permissive' | 'plain'

/** What was found about one pair on one port. `secured` null: the mesh has no part in it, or nothing passes. */
type Found = ReturnType<Beyond['passage']> & { readonly secured: Secured | null }

/**
 * What a mesh makes of pairs, for the matrix and the list of connections. A pod is dialled as programs do it: through
 * the first Service that leads to the port, since what a proxy does for a Service it does not do for a bare address;
 * `dialled` tells which.
 */
export class MeshReach implements Beyond {
  readonly ports: readonly number[]
  readonly #known = new Map<Endpoint, Map<Endpoint, Map<number, Found>>>()
  readonly #services = new Map<Endpoint, Map<number, ServiceHop>>()

  constructor(
    private readonly mesh: Mesh,
    cluster: Cluster,
    private readonly policies: PolicySet,
  ) {
    this.ports = mesh.ports
    for (const service of cluster.services) {
      for (const backend of service.backends) {
        const known = this.#services.get(backend.endpoint) ?? new Map<number, ServiceHop>()
        this.#services.set(backend.endpoint, known)
        for (const port of service.ports) {
          const number = port.protocol === 'TCP' ? backendPort(service, port, backend) : undefined
          if (number !== undefined && !known.has(number))
            known.set(number, {
              service,
              port: port.port,
              address: service.clusterAddresses[0] ?? null,
              entryNode: null,
              nodePort: port.nodePort,
            })
        }
      }
    }
  }

  concerns(from: Endpoint, to: Endpoint): boolean {
    return this.mesh.member(from) !== 'none' || this.mesh.member(to) !== 'none'
  }

  /** The Service through which a port of an endpoint is dialled; null: it is dialled by its address. */
  dialled(to: Endpoint, port: number): ServiceHop | null {
    return this.#services.get(to)?.get(port) ?? null
  }

  passage(from: Endpoint, to: Endpoint, family: IpFamily, port: number): Found {
    const byEnd = this.#known.get(from) ?? this.#known.set(from, new Map()).get(from)!
    const byPort = byEnd.get(to) ?? byEnd.set(to, new Map()).get(to)!
    const key = port * 2 + (family === 6 ? 1 : 0)
    let found = byPort.get(key)
    if (!found) byPort.set(key, (found = this.#judge(from, to, family, port)))
    return found
  }

  #judge(from: Endpoint, to: Endpoint, family: IpFamily, port: number): Found {
    const address = (end: Endpoint) => end.addresses.find((each) => each.family === family) ?? null
    const service = this.dialled(to, port)
    const flow: Flow = {
      source: from,
      destination: to,
      sourceAddress: address(from),
      destinationAddress: address(to),
      name: null,
      protocol: 'TCP',
      port,
      hairpin: false,
      service: from.kind === 'external' && service?.service.type === 'ClusterIP' ? null : service,
    }
    const legs = this.mesh.legs(flow, null)
    if (legs.length === 0) {
      const { passage, gates } = evaluateFlow(flow, this.policies)
      return { passage, isOpen: gates.every(({ isolated }) => !isolated), secured: null }
    }
    const journeys = evaluateRoute(legs, this.policies)
    const passages = new Set(journeys.map(({ passage }) => passage))
    return {
      passage: passages.size === 1 ? journeys[0]!.passage : 'depends',
      isOpen: journeys.every(isOpen),
      secured: this.#weakest(journeys.filter((each) => each.passage !== 'denied').flatMap((each) => each.legs)),
    }
  }

  #weakest(legs: readonly LegVerdict[]): Secured | null {
    const found = new Set(
      legs.flatMap(
        ({
          leg: {
            link: { form },
            flow,
          },
        }): Secured[] =>
          form === 'own-tls'
            ? []
            : [form !== 'plain' ? 'mutual' : this.mesh.member(flow.destination) === 'none' ? 'plain' : 'permissive'],
      ),
    )
    return (['plain', 'permissive', 'mutual'] as const).find((each) => found.has(each)) ?? null
  }
}

function isOpen({ legs }: Journey): boolean {
  return legs.every(
    ({ network, client, proxies }) =>
      (network?.gates.every(({ isolated }) => !isolated) ?? true) &&
      [...client, ...proxies.flatMap(({ stages }) => stages)].every(({ stage }) => stage.kind === 'found'),
  )
}
