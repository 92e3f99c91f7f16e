import type { EndpointRef } from '../../world/answer.ts'
import type { EndpointFacts } from '../../world/flow-facts.ts'

const WORKLOAD = /^(?:deploy|sts|ds|rs|rc|job|cronjob):(.+)$/

/** What people read for a reference: `shop/api` for `deploy:shop/api`, the address for `ip:`, the name for `name:`. */
export function endpointName(ref: EndpointRef): string {
  return WORKLOAD.exec(ref)?.[1] ?? /^(?:ip|name):(.+)$/.exec(ref)?.[1] ?? ref
}

/** One end of a judged flow: its workload where it has one, since policies rarely tell replicas apart. */
export function endName({ workload, label }: EndpointFacts): string {
  return workload === null ? label : endpointName(workload)
}

/** The last part alone, where the namespace is plain from the place: `api` for `deploy:shop/api`. */
export function shortName(ref: EndpointRef): string {
  const name = endpointName(ref).replace(/^(?:svc|node):/, '')
  return name.slice(name.lastIndexOf('/') + 1)
}

/** `8080`, `53 UDP`: TCP goes without saying. Empty when no port is meant. */
export function portName(port: { readonly port: number; readonly protocol: string } | null): string {
  if (!port) return ''
  return port.protocol === 'TCP' ? String(port.port) : `${port.port} ${port.protocol}`
}
