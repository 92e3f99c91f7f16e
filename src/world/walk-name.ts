import type { IpAddress } from '../ground/ip.ts'
import type { Service } from '../model/cluster.ts'
import { addressAt } from '../sim/cni/address-range.ts'
import { dropped, NO_TRACE } from '../sim/cni/drops.ts'
import type { Trip, TripEnd, TripName } from '../sim/cni/trip.ts'
import type { Answer, Question } from './answer.ts'
import { dnsService } from './name-lookup.ts'
import type { Walked } from './walk-ends.ts'

/** As the caller would write it. */
export function hostText({ to }: Question, { family, text }: IpAddress): string {
  if (to.startsWith('name:')) return to.slice('name:'.length)
  const service = /^svc:([^/]+)\/(.+)$/.exec(to)
  return service ? `${service[2]}.${service[1]}` : family === 6 ? `[${text}]` : text
}

/** A pod that dials a name asks the cluster's DNS. `failed`: the answer of a lookup that gave no address. */
export function nameOf(
  { to, protocol = 'TCP', port }: Question,
  from: TripEnd,
  failed: Answer | null,
  walked: Walked,
): TripName | null {
  if (!to.startsWith('name:') || from.in !== 'pod') return null
  const name = to.slice('name:'.length)
  return {
    name,
    ...serverOf(walked),
    drop:
      failed &&
      dropped(
        'name-not-resolved',
        'unknown-host',
        { host: name, port: typeof port === 'number' ? port : null, protocol },
        NO_TRACE,
      ),
    check: failed?.deniedAt
      ? { at: failed.deniedAt, outcome: 'denied', steps: failed.steps.filter(({ at }) => at === failed.deniedAt) }
      : null,
  }
}

/** The name of a headless Service is that of its pods: without any it has no address. */
export function namelessPods(
  { namespace, name }: Service,
  { host }: Trip['dialled'],
  { protocol = 'TCP' }: Question,
  walked: Walked,
): TripName {
  return {
    name: `${name}.${namespace.name}.svc.cluster.local`,
    ...serverOf(walked),
    check: null,
    drop: dropped('no-endpoints', 'unknown-host', { host, port: null, protocol }, NO_TRACE),
  }
}

function serverOf({ cluster, network }: Walked): Pick<TripName, 'server' | 'isServerAssumed'> {
  const server = dnsService(cluster)?.clusterAddresses.find(({ family }) => family === 4)
  return { server: server?.text ?? addressAt(network.serviceRange, DNS_OFFSET).text, isServerAssumed: !server }
}

/**
 * kubeadm and EKS give the cluster's DNS the tenth address of the Services' range. Source:
 * https://github.com/kubernetes/kubernetes/blob/master/cmd/kubeadm/app/constants/constants.go (GetDNSIP)
 */
const DNS_OFFSET = 10
