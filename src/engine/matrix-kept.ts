import type { Cluster } from '../model/cluster.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { Rule } from '../policy/form.ts'
import { EndpointClasses } from './classes.ts'
import type { RuleFit, WeighableRule } from './combine.ts'
import type { PeerPatterns } from './peer-patterns.ts'
import type { PolicySet } from './policy-set.ts'
import { podGroups } from './pod-groups.ts'
import { PortSpace } from './port-space.ts'
import { RankedPolicies, type OrderChange, type Ranked } from './ranked.ts'

/**
 * What passes one subject's gate, by the class of its peer, as sets of port atoms. Rows with the same `origin` say the
 * same, also where the classes have other numbers.
 */
export interface GateRow {
  readonly origin: object
  readonly allowed: Int32Array
  /** With the right words too; null: words make no difference. */
  readonly possible: Int32Array | null
  /** Of that, what no rule decided; null: nothing, because some policy isolates the subject. */
  readonly undecided: Int32Array | null
}

/** A rule with what it fits. */
export interface WeighableFit extends WeighableRule {
  readonly fit: RuleFit<number>
}

/**
 * What matrices of one work share that does not depend on who is in a class with whom: ports, what rules make of them,
 * and policies by number.
 */
export interface Common {
  readonly ranked: RankedPolicies
  readonly ports: PortSpace
  /** Ports that something beside the policies tells apart; null: nothing does. */
  readonly beyondPorts: readonly number[] | null
  /** By rule, and by the named ports of the destination where those count. */
  readonly fits: WeakMap<Rule, Map<string, WeighableFit>>
  /** By what rules ask of ports, which many ask alike. */
  readonly setOfPorts: Map<string, number>
}

/** Classes, and what is known of them whoever is in the cluster with which policies. */
export interface OfClasses {
  readonly classes: EndpointClasses
  /** By the policies that select the subject, which classes share. */
  readonly rows: Map<string, GateRow>
  /** By the policies of the whole cluster that select a subject. */
  readonly patterns: Map<string, PeerPatterns>
}

/** What a new matrix takes over from the last one, and in what the policies' order differs since. */
export interface Continued {
  readonly common: Common
  readonly order: readonly Ranked[]
  readonly change: OrderChange
  readonly ofClasses: OfClasses
}

/** More policies than these at once are no edit. */
export const CHANGED_LIMIT = 64

/** `beyondPorts`: those that something beside the policies tells apart. */
export function commonOf(policies: PolicySet, cluster: Cluster, beyondPorts: readonly number[] | undefined): Common {
  const pods = podGroups(cluster).groups.map(({ pod }) => pod)
  return {
    ranked: new RankedPolicies(),
    ports: new PortSpace(policies.arranged, pods, beyondPorts),
    beyondPorts: beyondPorts ?? null,
    fits: new WeakMap(),
    setOfPorts: new Map(),
  }
}

/** Classes of these endpoints and of every guise that a gate may see them in, with nothing known of them yet. */
export function classesFor(policies: PolicySet, cluster: Cluster, endpoints: readonly Endpoint[]): OfClasses {
  const { profile, arranged } = policies
  return {
    classes: new EndpointClasses(
      cluster,
      [...endpoints, ...endpoints.flatMap((endpoint) => profile.guises(endpoint))],
      arranged,
      profile.view,
    ),
    rows: new Map(),
    patterns: new Map(),
  }
}

/** A row for classes of which each is within one of the classes that it was made for. */
export function withClasses({ origin, allowed, possible, undecided }: GateRow, old: Int32Array): GateRow {
  const moved = (sets: Int32Array) => old.map((index) => sets[index]!)
  return {
    origin,
    allowed: moved(allowed),
    possible: possible && moved(possible),
    undecided: undecided && moved(undecided),
  }
}
