import type { Tier } from '../../../engine/profile.ts'
import type { CompiledPolicy, Direction, NodesMatcher, Rule } from '../../../policy/form.ts'
import { failsafeRules } from './failsafes.ts'
import type { Felix } from './felix.ts'
import type { CalicoHostEndpoint, CalicoHosts } from './host-endpoints.ts'

const DIRECTIONS = ['egress', 'ingress'] as const

/** Before all policies: the failsafe ports of each host endpoint. */
export function failsafeTier(hosts: CalicoHosts, felix: Felix): Tier {
  return {
    id: 'failsafe',
    unmatched: 'pass',
    isOrdered: true,
    policies: facing(hosts).flatMap((host) =>
      DIRECTIONS.map((direction) =>
        synthetic(host, direction, 'failsafe', false, failsafeRules(felix.failsafes(host.node)[direction], direction)),
      ),
    ),
  }
}

/** After all policies: a host endpoint without a profile that allows is closed. */
export function profilesTier(hosts: CalicoHosts): Tier {
  return {
    id: 'profiles',
    unmatched: 'deny',
    isOrdered: true,
    policies: facing(hosts)
      .filter(({ isOpen }) => !isOpen)
      .flatMap((host) => DIRECTIONS.map((direction) => synthetic(host, direction, 'profiles', true, []))),
  }
}

/** Of each node the one that stands between it and the others. */
function facing(hosts: CalicoHosts): readonly CalicoHostEndpoint[] {
  return hosts.all.filter((host) => hosts.facing(host.node) === host)
}

/** What no manifest says of a host endpoint, and Felix does all the same. */
export function synthetic(
  { object, node }: CalicoHostEndpoint,
  direction: Direction,
  tier: string,
  isolates: boolean,
  rules: readonly Rule[],
): CompiledPolicy {
  const subject: NodesMatcher = {
    kind: 'nodes',
    path: ['spec', 'node'],
    selector: {
      path: ['spec', 'node'],
      requirements: [{ key: 'kubernetes.io/hostname', operator: 'Equals', values: [node], path: ['spec', 'node'] }],
    },
  }
  return {
    kind: 'HostEndpoint',
    object,
    namespace: null,
    name: object.name,
    direction,
    subject,
    isolates,
    rules,
    rank: { tier, priority: null },
  }
}
