import { blockContains } from '../../../ground/ip.ts'
import { arrive, beyond, enterCluster, leaveCluster, NODE_DEVICE, onLoopback, setOut } from '../ends.ts'
import { gate, unguarded } from '../gates.ts'
import { rewritten } from '../headers.ts'
import { itineraryOf, type Visit } from '../itinerary.ts'
import { isMarked, KUBE_MASQUERADE, masquerade, translate } from '../kube-proxy.ts'
import { stop, type Road, type Stop } from '../stop.ts'
import { atNode, familyOf, nodeAddress, WIRE, type Trip } from '../trip.ts'
import { ETHERNET_MTU, VPC_MTU } from '../tunnels.ts'
import type { LookupTable } from '../walk.ts'
import { linkOf, type PodLink } from './links.ts'
import { POD_VPC, VPC } from './subnets.ts'

/**
 * The Amazon VPC CNI's way: pods have addresses of the VPC, so nothing is wrapped. Rules send what a pod on another
 * than the node's first interface sends out by that interface, always to the VPC's router. The policy agent's programs
 * stand at the node's end of each pod's link, outside of everything that kube-proxy does.
 * Source: https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/cni-proposal.md, pkg/networkutils/network.go
 * (AWS-SNAT-CHAIN-0, rule priorities), https://github.com/aws/aws-network-policy-agent (pkg/ebpf/c),
 * https://docs.aws.amazon.com/eks/latest/userguide/external-snat.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
 */
export function awsRoad(trip: Trip): Road {
  const leavesVpc = trip.from.in === 'outside' || trip.to.in === 'outside'
  // Beyond the internet gateway packets are smaller.
  return {
    stops: onLoopback(trip) ?? beyond(trip) ?? throughVpc(asNodePort(trip)),
    podMtu: leavesVpc ? ETHERNET_MTU : VPC_MTU,
  }
}

/** A load balancer of AWS sends to a port of the node, as any client could. */
function asNodePort(trip: Trip): Trip {
  return trip.service?.dials === 'load-balancer' ? { ...trip, service: { ...trip.service, dials: 'node-port' } } : trip
}

interface Links {
  readonly from: PodLink | null
  readonly to: PodLink | null
}

function throughVpc(trip: Trip): readonly Stop[] {
  const { from, to, service, dialled } = trip
  const links: Links = {
    from: from.in === 'pod' ? linkOf(trip, from) : null,
    to: to.in === 'pod' ? linkOf(trip, to) : null,
  }
  const visits = itineraryOf(trip, {
    throughEntry: true,
    leavesItsNode: links.from?.isStrict || links.to?.isStrict || false,
  })
  const [first] = visits
  const entry = service?.entry
  const isBalanced = entry && dialled.address.text !== nodeAddress(trip, entry, familyOf(trip))
  const router = isBalanced
    ? {
        hook: 'load balancer',
        mtu: ETHERNET_MTU,
        change: (packet: Parameters<Stop['change']>[0]) =>
          rewritten(packet, { dst: nodeAddress(trip, entry, familyOf(trip)), dstPort: service.nodePort }),
      }
    : { hook: 'internet gateway', mtu: ETHERNET_MTU, believed: true }
  return [
    ...setOut(trip, VPC_MTU),
    ...(from.in === 'outside' && first
      ? enterCluster(trip, first.node, VPC_MTU, {
          router,
          'enter-node': {
            hook: 'security group (inbound)',
            ...(first.departs === 'pod' && !service && links.to ? { device: links.to.device } : {}),
          },
        })
      : []),
    ...visits.flatMap((visit) => stay(trip, visit, links)),
    ...arrive(trip, VPC_MTU),
  ]
}

function stay(trip: Trip, visit: Visit, links: Links): readonly Stop[] {
  const { node, arrives, departs, translates, next } = visit
  return [
    ...(arrives === 'pod' ? guard(trip, visit, 'egress', links.from) : []),
    ...(translates ? translate(trip, visit) : []),
    ...(departs === 'process' ? [] : [route(trip, visit, links)]),
    ...hide(trip, visit, links),
    ...(departs === 'pod' ? guard(trip, visit, 'ingress', links.to) : []),
    ...(departs !== 'wire'
      ? []
      : next
        ? throughRouter(trip, visit, links)
        : leaveCluster(node, VPC_MTU, {
            'leave-node': { device: outgoing(trip, visit, links), hook: 'security group (outbound)' },
            router: {
              mtu: ETHERNET_MTU,
              believed: true,
              hook: isHidden(trip, visit, links) || arrives !== 'pod' ? 'internet gateway' : 'NAT gateway',
            },
          })),
  ]
}

/** Whether the packet is for somebody outside the VPC. */
function leavesVpc({ to }: Trip): boolean {
  return ![VPC, POD_VPC].some((block) => blockContains(block, to.address)) && to.in === 'outside'
}

/** Whether the node's address takes the pod's place on the way out of the VPC. IPv6 has no need of it. */
function isHidden(trip: Trip, { arrives, departs, next }: Visit, { from }: Links): boolean {
  return (
    arrives === 'pod' &&
    departs === 'wire' &&
    !next &&
    leavesVpc(trip) &&
    trip.network.setting.options.externalSnat === 'off' &&
    !from?.isStrict &&
    familyOf(trip) === 4
  )
}

/** The interface by which the packet leaves the node. What gets the node's address leaves by its first one. */
function outgoing(trip: Trip, visit: Visit, links: Links): string {
  return visit.arrives === 'pod' && !isHidden(trip, visit, links) ? (links.from?.device ?? NODE_DEVICE) : NODE_DEVICE
}

function route(trip: Trip, visit: Visit, links: Links): Stop {
  const { node, departs } = visit
  const device = departs === 'pod' && links.to ? links.to.hostDevice : outgoing(trip, visit, links)
  return stop('route', atNode(node), {
    device,
    table: rules(trip, visit, links),
    command: `${node.node}$ ip rule`,
    hook: isHidden(trip, visit, links) ? 'AWS-CONNMARK-CHAIN-0 (nat PREROUTING)' : null,
  })
}

/**
 * The rules that choose a routing table, as far as they matter: the first that fits decides. Source:
 * pkg/networkutils/network.go (rule priorities)
 */
function rules(trip: Trip, visit: Visit, links: Links): LookupTable {
  const { arrives, departs } = visit
  const { from, to } = trip
  const rows: { cells: readonly string[]; matched: boolean }[] = []
  const add = (priority: number, what: string, table: number | 'main', fits: boolean) =>
    rows.push({
      cells: [`${priority}:`, what, `lookup ${table}`],
      matched: fits && !rows.some(({ matched }) => matched),
    })
  if (arrives === 'pod' && links.from?.isStrict) add(10, `iif ${links.from.hostDevice}`, links.from.table!, true)
  if (departs === 'pod' && links.to?.isStrict) add(10, `iif ${links.to.device}`, links.to.table!, true)
  if (departs === 'pod' && links.to && !links.to.isStrict) add(512, `to ${to.address.text}`, 'main', true)
  add(1024, 'fwmark 0x80/0x80', 'main', isHidden(trip, visit, links))
  if (arrives === 'pod' && links.from && !links.from.isStrict && links.from.table !== null)
    add(1536, `from ${from.address.text}`, links.from.table, true)
  add(32_766, '', 'main', true)
  return { title: 'rules', rows }
}

/** Whose address takes the sender's place; empty: nobody's. */
function hide(trip: Trip, visit: Visit, links: Links): readonly Stop[] {
  const { node, departs, translates } = visit
  if (departs === 'process') return []
  const address = nodeAddress(trip, node, familyOf(trip))
  if (translates && isMarked(trip))
    return address === trip.from.address.text ? [] : masquerade(visit, address, KUBE_MASQUERADE)
  return isHidden(trip, visit, links) ? masquerade(visit, address, 'AWS-SNAT-CHAIN-0 (nat POSTROUTING)') : []
}

/**
 * From one interface to another. The first interface reaches its own subnet without the router, all others have no
 * other route.
 */
function throughRouter(trip: Trip, visit: Visit, links: Links): readonly Stop[] {
  const { node, next } = visit
  const { to } = trip
  const out = outgoing(trip, visit, links)
  const isLast = next === to.node
  const into = isLast && links.to ? links.to.device : NODE_DEVICE
  const target = isLast ? to.address : next!.address
  const source = visit.arrives === 'pod' ? trip.from.address : node.address
  const there = out !== NODE_DEVICE || !blockContains(node.subnet, target)
  const back = into !== NODE_DEVICE || !blockContains(next!.subnet, source)
  return [
    stop('leave-node', atNode(node), {
      device: out,
      mtu: VPC_MTU,
      hook: 'security group (outbound)',
      command: `${node.node}$ tcpdump -ni ${out}`,
    }),
    ...(there || back
      ? [
          stop('router', WIRE, {
            hook: 'VPC router',
            mtu: VPC_MTU,
            way: there && back ? 'both' : there ? 'there' : 'back',
          }),
        ]
      : []),
    stop('enter-node', atNode(next!), {
      device: into,
      mtu: VPC_MTU,
      hook: 'security group (inbound)',
      command: `${next!.node}$ tcpdump -ni ${into}`,
    }),
  ]
}

function guard(trip: Trip, { node }: Visit, at: 'egress' | 'ingress', link: PodLink | null): readonly Stop[] {
  const {
    network: { setting },
    from,
    to,
    service,
    dialled,
    flow,
    sourcePort,
  } = trip
  const device = link?.hostDevice ?? null
  if (setting.options.networkPolicy === 'off') return unguarded(trip, at, atNode(node), device)
  const program = at === 'egress' ? 'handle_egress (tc ingress)' : 'handle_ingress (tc egress)'
  const hiding = at === 'ingress' && isMarked(trip) ? (service?.entry ?? from.node) : null
  const src = hiding ? nodeAddress(trip, hiding, familyOf(trip)) : from.address.text
  const [dst, port] = at === 'egress' && service ? [dialled.address.text, dialled.port] : [to.address.text, flow.port]
  const tier = trip.gates[at]?.check.steps.some(({ step }) => step === 'closed-by-plugin')
    ? 'DEFAULT'
    : 'NETWORK_POLICY'
  return gate(trip, at, atNode(node), {
    // That the node's own address opens the gate to what it masquerades follows from where the hook is.
    device,
    hook: program,
    believed: hiding === node,
    command: `${node.node}$ /opt/cni/bin/aws-eks-na-cli ebpf loaded-ebpfdata`,
    traces: {
      counter: `network_policy_drop_count_total{direction="${at}"}`,
      log: `Flow Info: Src IP ${src} Src Port ${sourcePort} Dest IP ${dst} Dest Port ${port ?? 0} Proto ${flow.protocol} Verdict DENY Direction ${at}, Tier ${tier}`,
    },
  })
}
