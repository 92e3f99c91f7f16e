import type { CniName } from '../../../sim/cni/choice.ts'
import type { Component, ComponentId, Connection, Encoding, Protocol } from '../../../world/architecture.ts'
import { ARCHITECTURE } from '../catalogue/en/architecture.ts'

/** What each part is called on the picture. */
export function partName(id: ComponentId): string {
  return ARCHITECTURE.parts[id]
}

/** What a part does, in one sentence; that of the network plugin’s own parts differs from plugin to plugin. */
export function partWords(id: ComponentId, cni: CniName): string {
  switch (id) {
    case 'cni-plugin':
      return ARCHITECTURE.plugins[cni].plugin
    case 'cni-agent':
      return ARCHITECTURE.plugins[cni].agent
    case 'policy-agent':
      return ARCHITECTURE.policyAgents[cni === 'flannel' ? cni : 'other']
    default:
      return ARCHITECTURE.does[id]
  }
}

/** `6443 (API)`; empty: it listens on no port. */
export function portsText({ ports }: Component): string {
  return ports.map(({ port, use }) => `${port} (${ARCHITECTURE.uses[use]})`).join(', ')
}

/** Most are names. */
const protocolName = (protocol: Protocol): string =>
  (ARCHITECTURE.protocols as Readonly<Record<string, string>>)[protocol] ?? protocol
const encodingName = (encoding: Encoding): string =>
  (ARCHITECTURE.encodings as Readonly<Record<string, string>>)[encoding] ?? encoding

/** What stands at an arrow: `HTTPS · protobuf`. */
export function wayLabel({
  protocol,
  encoding,
}: {
  readonly protocol: Protocol
  readonly encoding: Encoding | null
}): string {
  return encoding === null ? protocolName(protocol) : `${protocolName(protocol)} · ${encodingName(encoding)}`
}

/** The same at length: `HTTPS, port 6443, protobuf`, `gRPC, /run/containerd/containerd.sock, protobuf`. */
export function wayText({
  protocol,
  at,
  encoding,
  customEncoding,
}: Pick<Connection, 'protocol' | 'at' | 'encoding'> & Partial<Pick<Connection, 'customEncoding'>>): string {
  const place = at === null ? [] : [/^\d+$/.test(at) ? ARCHITECTURE.port(at) : at]
  const bytes =
    encoding === null
      ? []
      : [
          encoding === 'JSON stdin' ? ARCHITECTURE.stdinAtLength : encodingName(encoding),
          ...(customEncoding && customEncoding !== encoding
            ? [ARCHITECTURE.customAs(encodingName(customEncoding))]
            : []),
        ]
  return [protocolName(protocol), ...place, ...bytes].join(', ')
}
