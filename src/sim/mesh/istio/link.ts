import type { Leg, Link, PlacedFact } from '../../../engine/leg.ts'
import type { Endpoint } from '../../../model/endpoint.ts'
import type { Membership } from '../mesh.ts'
import type { Past } from './capture.ts'
import type { ClientTls } from './destination-rules.ts'
import type { ServerMode } from './peer-authentication.ts'
import { plainAtStrict, tlsAtPlain } from './refusals.ts'

/** The port of the tunnel between proxies of nodes. Source: https://istio.io/latest/docs/ambient/architecture/hbone/ */
export const TUNNEL_PORT = 15008

/** What decides how two ends speak. */
export interface Meeting {
  readonly client: Membership
  readonly server: Membership
  readonly identity: string | null
  /** The client was said to be meshed, whatever stands for it here. */
  readonly isGiven: boolean
  /** What the client's proxy is told to speak; null: nothing. */
  /** What it sends goes past its proxy, or through it as it is: something else says so. */
  readonly isPast: boolean
  readonly tls: ClientTls | null
  /** Whether the client's proxy knows the destination as part of a Service. */
  readonly isKnown: boolean
  /** What the server's proxy takes; null: it has none. */
  readonly mode: ServerMode | null
  /** What takes the port past the server's proxy, of which clients know nothing; null: nothing does. */
  readonly past: Past | null
  /** The client is the server's own node, whose processes are let past the node's proxy. */
  readonly isOwnNode: boolean
  readonly speaksHttp: boolean
  /** The client speaks TLS of its own. */
  readonly isEncrypted: boolean
}

/**
 * How the connection is secured, and whether the handshake works. A proxy of a node always tunnels to whoever takes
 * tunnels; a sidecar does what its DestinationRule says, and without one uses mutual TLS where the other end has it and
 * has not turned it off, whether or not the port is let past the sidecar there: of that clients are not told. What a
 * sidecar knows by its address alone it sends to in plain, whatever takes tunnels there.
 * Source: pilot/pkg/networking/core/cluster_tls.go; cluster_builder.go, buildDefaultPassthroughCluster;
 * https://istio.io/latest/docs/concepts/security/#mutual-tls-authentication;
 * https://github.com/istio/istio/issues/30311
 */
export function linkOf(meeting: Meeting): {
  readonly link: Link
  readonly broken: Leg['broken']
  readonly past: Past | null
} {
  const { client, server, identity, isOwnNode } = meeting
  const { form, facts } = formOf(meeting)
  const isMutual = form === 'mutual' || form === 'tunnel'
  // A tunnel has a port of its own, on which the proxy listens whatever is let past it.
  const past = form === 'tunnel' ? null : meeting.past
  const mode = past ? null : meeting.mode
  const hasHttpProxy = meeting.speaksHttp && (client === 'sidecar' || client === 'gateway' || client === 'waypoint')
  const modeFact: readonly PlacedFact[] =
    mode && (server === 'sidecar' || server === 'ambient')
      ? [{ fact: { fact: 'server-mode', mode: mode.mode, by: mode.by }, ground: mode.ground }]
      : []
  const link: Link = {
    form,
    identity: isMutual ? identity : null,
    facts: [
      ...facts,
      ...(isOwnNode && server === 'ambient' ? [{ fact: { fact: 'from-own-node' as const }, ground: null }] : []),
      ...modeFact,
    ],
  }
  const broken = (): Leg['broken'] => {
    if (form === 'mutual' && (server === 'none' || server === 'waypoint'))
      return {
        at: 'wire',
        refusal: tlsAtPlain(hasHttpProxy),
        found: { fact: { fact: 'tls-at-plain', why: 'no-proxy' }, ground: meeting.tls?.ground ?? null },
      }
    if (past && form === 'mutual')
      return {
        at: 'wire',
        refusal: tlsAtPlain(hasHttpProxy),
        found: { fact: { fact: 'tls-at-plain', why: 'excluded' }, ground: past.ground },
      }
    if (past || (server !== 'sidecar' && server !== 'ambient')) return null
    if (server === 'sidecar' && form === 'mutual' && mode?.mode === 'DISABLE')
      return {
        at: 'wire',
        refusal: tlsAtPlain(hasHttpProxy),
        found: { fact: { fact: 'tls-at-plain', why: 'disabled' }, ground: mode.ground },
      }
    if (isMutual || mode?.mode !== 'STRICT' || (isOwnNode && server === 'ambient')) return null
    return {
      at: 'wire',
      refusal: plainAtStrict(hasHttpProxy),
      found: {
        fact:
          form === 'own-tls' || meeting.isEncrypted
            ? { fact: 'own-tls-at-strict' }
            : { fact: 'plain-at-strict', by: mode.by },
        ground: mode.ground,
      },
    }
  }
  return { link, broken: broken(), past }
}

function formOf({ client, server, isGiven, isPast, tls, isKnown, mode }: Meeting): Pick<Link, 'form' | 'facts'> {
  const takesTunnel = server === 'ambient' || server === 'sidecar'
  const fact = (each: PlacedFact['fact'], ground: PlacedFact['ground'] = null): readonly PlacedFact[] => [
    { fact: each, ground },
  ]
  if (isGiven) return { form: server === 'ambient' ? 'tunnel' : 'mutual', facts: fact({ fact: 'given-identity' }) }
  if (client === 'none') return { form: 'plain', facts: isPast ? [] : fact({ fact: 'no-proxy', end: 'source' }) }
  if (client === 'ambient' || client === 'waypoint')
    return takesTunnel
      ? { form: 'tunnel', facts: fact({ fact: 'tunnelled', port: TUNNEL_PORT }) }
      : { form: 'plain', facts: fact({ fact: 'no-proxy', end: 'destination' }) }
  if (tls) {
    const facts = fact({ fact: 'client-tls', mode: tls.mode }, tls.ground)
    if (tls.mode === 'DISABLE') return { form: 'plain', facts }
    return { form: tls.mode !== 'ISTIO_MUTUAL' ? 'own-tls' : server === 'ambient' ? 'tunnel' : 'mutual', facts }
  }
  if (server === 'ambient' && isKnown) return { form: 'tunnel', facts: fact({ fact: 'tunnelled', port: TUNNEL_PORT }) }
  if (server !== 'sidecar' && server !== 'ambient')
    return { form: 'plain', facts: fact({ fact: 'no-proxy', end: 'destination' }) }
  if (!isKnown) return { form: 'plain', facts: fact({ fact: 'dialled-by-address' }) }
  return mode?.mode === 'DISABLE'
    ? { form: 'plain', facts: [] }
    : { form: 'mutual', facts: fact({ fact: 'mutual-by-itself' }) }
}

/** Whether the two are a pod and the node that it runs on; where nobody knows the node it may be. */
export function isOwnNode(client: Endpoint, server: Endpoint): boolean {
  return client.kind === 'host' && server.kind === 'pod' && (server.node === null || client.node === server.node)
}
