import { dropped } from './drops.ts'
import { ephemeralPort, fieldOf, rewritten } from './headers.ts'
import type { Visit } from './itinerary.ts'
import { stop, type Stop } from './stop.ts'
import { atNode, translated, type Trip, type TripService } from './trip.ts'
import type { LookupTable, Packet } from './walk.ts'

/**
 * kube-proxy in iptables mode, as Flannel, Calico with iptables, the Amazon VPC CNI, and Cilium without its own
 * replacement leave Services to it. It makes a Service's address a backend's before anything else looks at the packet
 * (PREROUTING, OUTPUT), and where it marked the packet puts the node's address in the caller's place at the very end
 * (POSTROUTING).
 * Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/proxy/iptables/proxier.go,
 * https://kubernetes.io/docs/reference/networking/virtual-ips/
 */
export function translate(trip: Trip, { node, arrives }: Visit): readonly Stop[] {
  const { service } = trip
  if (!service) return []
  const hook = `${chains(service)} (nat ${arrives === 'process' ? 'OUTPUT' : 'PREROUTING'})`
  return [
    stop('translate', atNode(node), {
      hook: service.blocked ? `${FILTERS[service.dials]} (filter)` : hook,
      table: serviceTable(service),
      command: `${node.node}$ iptables-save -t nat | grep ${service.portName}`,
      change: translated(trip),
      drop: blockedDrop(trip, service),
    }),
  ]
}

function chains({ dials, traffic }: TripService): string {
  if (dials === 'cluster-ip') return 'KUBE-SERVICES → KUBE-SVC → KUBE-SEP'
  return `${dials === 'node-port' ? 'KUBE-NODEPORTS' : 'KUBE-SERVICES'} → KUBE-EXT → ${traffic === 'Local' ? 'KUBE-SVL' : 'KUBE-SVC'} → KUBE-SEP`
}

const FILTERS: Readonly<Record<TripService['dials'], string>> = {
  'cluster-ip': 'KUBE-SERVICES',
  'node-port': 'KUBE-EXTERNAL-SERVICES',
  'load-balancer': 'KUBE-EXTERNAL-SERVICES',
}

/**
 * Without any endpoint the packet is refused; with none on a node that may use only its own it is dropped without a
 * word.
 */
function blockedDrop({ flow: { protocol }, dialled: { host, port } }: Trip, { blocked, portName, dials }: TripService) {
  const called = { host, port, protocol }
  switch (blocked) {
    case null:
      return null
    case 'no-endpoints':
      return dropped(blocked, 'refused', called, {
        counter: `${FILTERS[dials]}: "${portName} has no endpoints" REJECT reject-with icmp-port-unreachable`,
        log: null,
      })
    case 'no-local-endpoints':
      return dropped(blocked, 'timeout', called, {
        counter: `${FILTERS[dials]}: "${portName} has no local endpoints" DROP`,
        log: null,
      })
  }
}

/** So many backends are shown. */
const SHOWN = 8

/** Whom the Service could have sent the packet to; each is as likely as the others. */
export function serviceTable({ backends }: TripService): LookupTable {
  const chosen = backends.find(({ isChosen }) => isChosen)
  const shown = backends.slice(0, SHOWN)
  const rows = chosen && !shown.includes(chosen) ? [...shown.slice(1), chosen] : shown
  return {
    title: 'service',
    rows: rows.map(({ target, isChosen }) => ({ cells: [target, `1/${backends.length}`], matched: isChosen })),
  }
}

/**
 * Whether kube-proxy marks the packet for its masquerade: whatever comes in over a node's port or a load balancer and
 * may go to another node, whatever is no pod's and goes to the Service's own address, and a pod that got itself. With
 * `externalTrafficPolicy: Local` it may not, but for pods of the node, whose address stays.
 */
export function isMarked({ service, from, to, flow }: Trip): boolean {
  if (!service) return false
  if (from.in === 'pod' && to.in === 'pod' && from.pod === to.pod) return true
  return service.dials === 'cluster-ip'
    ? from.in === 'host'
    : (flow.service?.service.externalTrafficPolicy ?? service.traffic) === 'Cluster' ||
        (from.in === 'host' && from.node === service.entry)
}

/**
 * The node puts `address` in the sender's place, and a free port of its own. Nothing is done where it is there already.
 */
export function masquerade({ node }: Visit, address: string, hook: string, facts: Partial<Stop> = {}): readonly Stop[] {
  return [
    stop('masquerade', atNode(node), {
      hook,
      command: `${node.node}$ conntrack -L --src-nat`,
      change: (packet) => withSource(packet, address),
      ...facts,
    }),
  ]
}

/** The hook where kube-proxy puts the node's address in the caller's place, as `iptables` names it. */
export const KUBE_MASQUERADE = 'KUBE-POSTROUTING (nat POSTROUTING)'

/** `--random-fully`: the port is picked anew. */
function withSource(packet: Packet, address: string): Packet {
  const [ip, transport] = packet
  if (!ip) return packet
  return rewritten(packet, {
    src: address,
    ...(transport &&
      fieldOf(transport, 'src') !== null && {
        srcPort: ephemeralPort(`${address} ${fieldOf(ip, 'src')} ${fieldOf(transport, 'src')}`),
      }),
  })
}
