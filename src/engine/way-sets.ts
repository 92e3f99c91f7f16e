import type { IpFamily } from '../ground/ip.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { Flow } from '../policy/match.ts'
import { addressIn, type EndpointClasses } from './classes.ts'
import { judgeWay } from './evaluate.ts'
import type { FamilyReach } from './pair-reach.ts'
import type { PolicySet } from './policy-set.ts'
import type { PortSpace } from './port-space.ts'

/** What gates between two ends let pass, as sets of port atoms. */
interface WaySet {
  readonly leaves: number
  readonly enters: number
}

/** The gates on the way between two ends: judged port by port, once for pairs of classes on the same nodes. */
export class WaySets {
  readonly #known = new Map<string, WaySet>()

  constructor(
    private readonly policies: PolicySet,
    private readonly classes: EndpointClasses,
    private readonly ports: PortSpace,
  ) {}

  /** Less what the gates between the two stop. */
  less(reach: FamilyReach, from: Endpoint, to: Endpoint, family: IpFamily): FamilyReach {
    if (!this.policies.way) return reach
    const key = `${family} ${this.classes.of(from)} ${this.classes.of(to)} ${nodeOf(from)} ${nodeOf(to)}`
    let way = this.#known.get(key)
    if (!way) this.#known.set(key, (way = this.#find(from, to, family)))
    const { sets } = this.ports
    return {
      leaves: sets.intersect(reach.leaves, way.leaves),
      enters: sets.intersect(reach.enters, way.enters),
      mayLeave: sets.intersect(reach.mayLeave, way.leaves),
      mayEnter: sets.intersect(reach.mayEnter, way.enters),
      undecided: reach.undecided,
    }
  }

  #find(source: Endpoint, destination: Endpoint, family: IpFamily): WaySet {
    const leaves: number[] = []
    const enters: number[] = []
    this.ports.atoms.forEach(({ protocol, from }, atom) => {
      const flow: Flow = {
        source,
        destination,
        sourceAddress: addressIn(source, family),
        destinationAddress: addressIn(destination, family),
        name: null,
        protocol,
        port: from,
        hairpin: false,
        service: null,
      }
      const stopped = judgeWay(flow, this.policies).filter(({ passes }) => !passes)
      if (!stopped.some(({ gate }) => gate.at === 'egress')) leaves.push(atom)
      if (!stopped.some(({ gate }) => gate.at === 'ingress')) enters.push(atom)
    })
    const { sets } = this.ports
    return { leaves: sets.of(leaves), enters: sets.of(enters) }
  }
}

/** Empty outside the cluster. */
function nodeOf(endpoint: Endpoint): string {
  return endpoint.kind === 'external' ? '' : `${endpoint.kind} ${endpoint.node}`
}
