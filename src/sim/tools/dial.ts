import { parseAddress } from '../../ground/ip.ts'
import type { Contact, Probe, Workplace } from './tool.ts'

/**
 * Whom a host on a command line stands for, as a reference: an address, or a name with the caller's own search domains
 * tried first.
 */
export function referenceOf(host: string, { at, cluster }: Pick<Workplace, 'at' | 'cluster'>): string {
  const plain = host.replace(/^\[(.*)\]$/, '$1')
  if (parseAddress(plain)) return `ip:${plain}`
  const namespace = cluster.podByName.get(at)?.namespace.name
  const isService = (name: string, home: string) =>
    cluster.services.some((service) => service.name === name && service.namespace.name === home)
  const name = plain.replace(/\.$/, '')
  const labels = name.split('.')
  if (labels.length === 1 && namespace !== undefined && isService(name, namespace))
    return `name:${name}.${namespace}.svc.cluster.local`
  if (labels.length === 2 && isService(labels[0]!, labels[1]!)) return `name:${name}.svc.cluster.local`
  return `name:${name}`
}

type Way = Exclude<Contact, { readonly contact: 'depends' }>

/**
 * The ways a try may end: one, unless it depends on whom it meets. A Service that has no such port is an address where
 * nobody answers: kube-proxy has no rule for it. Source: https://kubernetes.io/docs/reference/networking/virtual-ips/
 */
export function dial({ reach, cluster }: Pick<Workplace, 'reach' | 'cluster'>, probe: Probe): readonly [Way, ...Way[]] {
  const ways = waysOf(reach(probe)).map((way): Way =>
    way.contact === 'no-such' && namesService(probe.to, cluster) ? { contact: 'dropped' } : way,
  )
  return ways as unknown as readonly [Way, ...Way[]]
}

function namesService(to: string, { services }: Workplace['cluster']): boolean {
  const plain = to.replace(/^\w+:/, '')
  return services.some(
    ({ name, namespace, clusterAddresses }) =>
      plain === `${name}.${namespace.name}.svc.cluster.local` || clusterAddresses.some(({ text }) => text === plain),
  )
}

function waysOf(contact: Contact): readonly Way[] {
  return contact.contact === 'depends' ? contact.ways.flatMap(waysOf) : [contact]
}

/** Milliseconds after which a Linux kernel gives up a connection that nobody answers: six tries, each twice as long. */
export const KERNEL_GIVES_UP = 130_000
