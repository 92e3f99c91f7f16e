import type { Ground, Link, PlacedFact, Refusal } from '../../../engine/leg.ts'
import type { Pod } from '../../../model/cluster.ts'
import type { Said } from '../../../policy/request.ts'
import { plainHttpAt } from './edge-ports.ts'
import { inboundHttpGround } from './inbound.ts'
import type { Istio } from './istio.ts'
import { httpGround } from './outbound.ts'
import type { ServerMode } from './peer-authentication.ts'
import { NO_CHAIN, nodeDenied, notHttp, tlsAtPlain } from './refusals.ts'
import { isEncrypted, mayBeHttp } from './spoken.ts'
import type { Dial } from './traveller.ts'

/** A proxy waits for requests and gets none: what it found, and how that ends. */
export interface NotHttp {
  readonly found: PlacedFact
  readonly refusal: Refusal
}

/** What comes to a sidecar, and how. `clientReads`: the client's own proxy reads its requests. */
interface Arriving {
  readonly form: Link['form']
  readonly mode: ServerMode['mode']
  readonly said: Said | undefined
  readonly clientReads: boolean
}

/**
 * What a waypoint makes of what is no request on a port that its Service says carries them; null: it is one, or the
 * Service says nothing of the kind. Source: pilot/pkg/networking/core/listener_waypoint.go
 */
export function notHttpAt(dial: Dial, said: Said | undefined): NotHttp | null {
  const ground = mayBeHttp(said) ? null : httpGround(dial)
  return ground && answered(said, ground)
}

function answered(said: Said | undefined, ground: Ground): NotHttp {
  const spoken = isEncrypted(said) ? 'tls' : 'bytes'
  return { found: { fact: { fact: 'not-http', spoken, isAnswered: true }, ground }, refusal: notHttp(spoken) }
}

/**
 * The same of a gateway at the edge, on a port where all that it has listen waits for requests in plain. `port`: of its
 * pod; `servicePort`: by which it was dialled. Source: pilot/pkg/networking/core/gateway.go (buildGatewayListeners)
 */
export function notHttpAtEdge(
  istio: Istio,
  pod: Pod,
  servicePort: number | null,
  port: number | null,
  said: Said | undefined,
): NotHttp | null {
  const ground = mayBeHttp(said) ? null : plainHttpAt(istio, pod, servicePort, port)
  return ground && answered(said, ground)
}

/**
 * The same of a sidecar, on a port of its pod. `at`: where it ends. A sidecar that takes the mesh's TLS and what is
 * plain has no place for TLS of another kind, so that the connection ends on the `wire`, before anything is read.
 * Source: pilot/pkg/networking/core/filterchain_options.go (getFilterChainMatchOptions); sidecar_simulation_test.go,
 * TestInbound
 */
export function notHttpInbound(
  istio: Istio,
  pod: Pod,
  port: number | null,
  { form, mode, said, clientReads }: Arriving,
): (NotHttp & { readonly at: 'wire' | 'proxy' }) | null {
  const isTls = form === 'own-tls' || isEncrypted(said)
  if (!isTls && mayBeHttp(said)) return null
  const ground = inboundHttpGround(istio, pod, port)
  if (!ground) return null
  const spoken = isTls ? 'tls' : 'bytes'
  const found = (isAnswered: boolean): PlacedFact => ({ fact: { fact: 'not-http', spoken, isAnswered }, ground })
  if (isTls && mode === 'PERMISSIVE' && (form === 'plain' || form === 'own-tls'))
    return { at: 'wire', refusal: clientReads ? nodeDenied(true) : NO_CHAIN, found: found(false) }
  if (form === 'own-tls') return { at: 'wire', refusal: tlsAtPlain(clientReads), found: found(true) }
  return { at: 'proxy', refusal: notHttp(spoken), found: found(true) }
}
