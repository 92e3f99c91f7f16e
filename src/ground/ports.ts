/** The protocols that NetworkPolicy speaks of; all three have ports. */
export const PORT_PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const
/** A protocol that has ports. */
export type PortProtocol = (typeof PORT_PROTOCOLS)[number]

/** Whether the text names one, in capitals as the API does. */
export function isPortProtocol(text: string): text is PortProtocol {
  return (PORT_PROTOCOLS as readonly string[]).includes(text)
}

/** Ports `from` to `to`, both inclusive. */
export interface PortRange {
  readonly from: number
  readonly to: number
}

/** Every port. 0 is among them, since the ranges of some APIs begin there. */
export const ALL_PORTS: PortRange = { from: 0, to: 65535 }

/**
 * A port that a container declares. `name` null: it has none, so no policy can name it. `hasEnded`: of an init container
 * that is none of the sidecars, so that no Service leads there.
 */
export interface ContainerPort {
  readonly name: string | null
  readonly port: number
  readonly protocol: PortProtocol
  readonly hasEnded?: true
}
