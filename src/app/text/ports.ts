import type { ConnectionSet } from '../../ground/connections.ts'
import { ALL_PORTS, PORT_PROTOCOLS, type PortRange } from '../../ground/ports.ts'
import type { PortSets } from '../../world/index.ts'
import { PORTS } from './catalogue/en/ports.ts'

/**
 * `TCP 8080, 9000–9010; UDP all`; `all` when no port of any protocol is missing; empty for none. `dash` joins the ends
 * of a range.
 */
export function portsText(set: ConnectionSet, dash = '–'): string {
  if (PORT_PROTOCOLS.every((protocol) => isAll(set[protocol]))) return PORTS.all
  return PORT_PROTOCOLS.filter((protocol) => set[protocol].length > 0)
    .map(
      (protocol) =>
        `${protocol} ${isAll(set[protocol]) ? PORTS.all : set[protocol].map(({ from, to }) => (from === to ? String(from) : `${from}${dash}${to}`)).join(', ')}`,
    )
    .join('; ')
}

/** Both parts: `TCP 8080; depends: UDP 53`; `nothing` when nothing passes. */
export function portSetsText({ allowed, conditional }: PortSets): string {
  const depends = portsText(conditional)
  return (
    [portsText(allowed), depends === '' ? '' : PORTS.depends(depends)].filter((part) => part !== '').join('; ') ||
    PORTS.nothing
  )
}

function isAll(ranges: readonly PortRange[]): boolean {
  return ranges.length === 1 && ranges[0]!.from === ALL_PORTS.from && ranges[0]!.to === ALL_PORTS.to
}
