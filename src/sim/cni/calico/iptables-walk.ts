import { arrive, enterCluster, leaveCluster, NODE_DEVICE, setOut, type Crossing } from '../ends.ts'
import { gate } from '../gates.ts'
import { calicoInterface } from '../interfaces.ts'
import { itineraryOf, type Visit } from '../itinerary.ts'
import { isMarked, KUBE_MASQUERADE, masquerade, translate } from '../kube-proxy.ts'
import type { NodeNetwork } from '../network.ts'
import { stop, type Stop } from '../stop.ts'
import { atNode, familyOf, nodeAddress, type PodEnd, type Trip } from '../trip.ts'
import { ETHERNET_MTU } from '../tunnels.ts'
import { outgoingAddress, routes, toNextNode, tunnelOn } from './tunnel.ts'

/**
 * Calico with iptables: kube-proxy translates first, then the FORWARD chain judges what comes from a pod and what goes
 * to one in a single pass, then whoever has to be hidden is. A node's own processes go through OUTPUT, where what goes
 * to its own pods is let through; what a pod sends to its node goes through INPUT.
 * Source: https://github.com/projectcalico/calico/blob/master/felix/rules/static.go (cali-FORWARD, cali-INPUT,
 * cali-OUTPUT, cali-wl-to-host), felix/rules/dispatch.go, felix/rules/nat.go (cali-nat-outgoing).
 */
export function iptablesStops(trip: Trip, podMtu: number): readonly Stop[] {
  const visits = itineraryOf(trip, { throughEntry: true })
  const [first] = visits
  return [
    ...setOut(trip, podMtu),
    ...(trip.from.in === 'outside' && first ? enterCluster(trip, first.node, ETHERNET_MTU) : []),
    ...visits.flatMap((visit) => stay(trip, visit)),
    ...arrive(trip, podMtu),
  ]
}

function stay(trip: Trip, visit: Visit): readonly Stop[] {
  const { node, arrives, departs, translates, next } = visit
  const { from } = trip
  return [
    ...(from.in === 'pod' && arrives === 'pod' ? [reversePath(from, visit)] : []),
    ...(translates ? translate(trip, visit) : []),
    ...(departs === 'process' ? [] : [forward(trip, visit)]),
    ...(arrives === 'wire' ? [] : guard(trip, visit, 'egress')),
    ...(departs === 'wire' ? [] : guard(trip, visit, 'ingress')),
    ...hide(trip, visit),
    ...(departs !== 'wire'
      ? []
      : next
        ? toNextNode(trip, { ...visit, next }, tunnelFacts(trip, visit))
        : leaveCluster(node, ETHERNET_MTU)),
  ]
}

/**
 * Whoever sends with an address that does not lead back to its own link is dropped. Source: felix/rules/static.go (RPF
 * in raw PREROUTING).
 */
function reversePath({ pod, address }: PodEnd, { node }: Visit): Stop {
  const device = calicoInterface(pod)
  return stop('route', atNode(node), {
    device,
    hook: 'raw PREROUTING → cali-PREROUTING (rpfilter)',
    way: 'there',
    table: { title: 'routes', rows: [{ cells: [address.text, `dev ${device} scope link`], matched: true }] },
    command: `${node.node}$ iptables -t raw -nvL cali-rpf-skip`,
  })
}

function forward(trip: Trip, visit: Visit): Stop {
  const { node, arrives, departs } = visit
  const { to } = trip
  const device = departs === 'pod' && to.in === 'pod' ? calicoInterface(to.pod) : null
  return stop('route', atNode(node), {
    device: device ?? outDevice(trip, visit),
    hook: arrives === 'process' ? 'cali-OUTPUT (filter OUTPUT)' : 'cali-FORWARD (filter FORWARD)',
    table: routes(trip, visit, device),
    command: `${node.node}$ ip route get ${to.address.text}`,
  })
}

function outDevice(trip: Trip, visit: Visit): string {
  return tunnelOn(trip, visit)?.device ?? NODE_DEVICE
}

function guard(trip: Trip, { node, arrives, departs }: Visit, at: 'egress' | 'ingress'): readonly Stop[] {
  const end = at === 'egress' ? trip.from : trip.to
  if (end.in !== 'pod') return guardHost(trip, node, at)
  const device = calicoInterface(end.pod)
  const chain = at === 'egress' ? `cali-fw-${device}` : `cali-tw-${device}`
  const hook =
    at === 'egress' && departs === 'process'
      ? `cali-wl-to-host → ${chain} (filter INPUT)`
      : at === 'ingress' && arrives === 'process'
        ? 'cali-OUTPUT (filter OUTPUT)'
        : `${chain} (filter FORWARD)`
  return gate(trip, at, atNode(node), {
    device,
    hook,
    command: `${node.node}$ iptables -nvL ${chain}`,
    traces: { counter: countedAt(trip, at, chain), log: null },
  })
}

/**
 * A node's own gates stand where its host endpoint is: at its interface. Source: felix/rules/dispatch.go (cali-th- to,
 * cali-fh- from a host endpoint)
 */
function guardHost(trip: Trip, node: NodeNetwork, at: 'egress' | 'ingress'): readonly Stop[] {
  const chain = `${at === 'egress' ? 'cali-th' : 'cali-fh'}-${NODE_DEVICE}`
  const hook =
    at === 'egress'
      ? `cali-to-host-endpoint → ${chain} (filter OUTPUT)`
      : `cali-from-host-endpoint → ${chain} (filter INPUT)`
  return gate(trip, at, atNode(node), {
    device: NODE_DEVICE,
    hook,
    command: `${node.node}$ iptables -nvL ${chain}`,
    traces: { counter: countedAt(trip, at, chain), log: null },
  })
}

/**
 * The rule that counts a denied packet: that of the policy which denies it, else the last one of the tier that nobody
 * let it pass in, which for policies of Kubernetes is `default`.
 * Source: https://github.com/projectcalico/calico/blob/master/felix/rules/policy.go, felix/rules/endpoints.go
 */
function countedAt({ gates }: Trip, at: 'egress' | 'ingress', chain: string): string {
  const denying = gates[at]?.check.steps.findLast(
    (step) => step.step === 'rule-matched' && step.trial.rule.action === 'deny',
  )
  if (denying?.step === 'rule-matched')
    return `${at === 'egress' ? 'cali-po' : 'cali-pi'}: "Policy ${denying.trial.rule.policy.name} ${at}" DROP`
  return `${chain}: "End of tier default. Drop if no policies passed packet"`
}

/** Whose address takes the sender's place after every chain that judges; empty: nobody's. */
function hide(trip: Trip, visit: Visit): readonly Stop[] {
  const { node, arrives, departs, translates, leadsToPod } = visit
  const { from, to } = trip
  if (departs === 'process') return []
  if (translates && isMarked(trip)) {
    // The link of a pod has no address on the node's side, so that the kernel takes another one of the node's.
    const address = departs === 'pod' ? nodeAddress(trip, node, familyOf(trip)) : outgoingAddress(trip, visit)
    return address === from.address.text
      ? []
      : masquerade(visit, address, KUBE_MASQUERADE, { believed: departs === 'pod' })
  }
  return arrives === 'pod' && departs === 'wire' && !leadsToPod
    ? masquerade(visit, nodeAddress(trip, node, familyOf(trip)), 'cali-nat-outgoing (nat POSTROUTING)', {
        believed: to.in !== 'outside',
      })
    : []
}

/**
 * What nodes ask of packets that come to them from a tunnel. Source: felix/rules/static.go (ipsets all-hosts-net and
 * all-vxlan-net)
 */
function tunnelFacts(trip: Trip, visit: Visit): NonNullable<Crossing['facts']> {
  const tunnel = tunnelOn(trip, visit)
  if (!tunnel) return {}
  const set = tunnel.layer === 'IPIP' ? 'cali40all-hosts-net' : 'cali40all-vxlan-net'
  return {
    'enter-node': {
      hook: 'cali-INPUT (filter INPUT)',
      table: {
        title: 'rules',
        rows: [
          {
            cells: [tunnel.layer === 'IPIP' ? 'proto 4' : `udp dpt:${tunnel.port}`, `match-set ${set} src`, 'ACCEPT'],
            matched: true,
          },
          { cells: [tunnel.layer === 'IPIP' ? 'proto 4' : `udp dpt:${tunnel.port}`, '', 'DROP'], matched: false },
        ],
      },
    },
  }
}
