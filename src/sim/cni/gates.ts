import type { Refusal } from '../../engine/evaluate.ts'
import type { CheckpointId } from '../../engine/explanation.ts'
import { dropped, type Traces } from './drops.ts'
import { stop, type Stop } from './stop.ts'
import type { Trip } from './trip.ts'
import type { Hop } from './walk.ts'

/**
 * A gate on the way; empty where nobody is judged in this direction. It is the gate's verdict, put where the plugin
 * asks; a denied packet ends here. `traces`: what a drop at it leaves.
 */
export function gate(
  trip: Trip,
  at: CheckpointId,
  place: Hop['place'],
  {
    traces,
    ...facts
  }: Partial<Pick<Stop, 'device' | 'hook' | 'table' | 'command' | 'believed'>> & { readonly traces: Traces },
): readonly Stop[] {
  const judged = trip.gates[at]
  if (!judged) return []
  const { check, refusal, answered } = judged
  const {
    dialled: { host, port },
    flow: { protocol },
  } = trip
  const refused = refusal === null || refusal === 'authentication' ? null : REFUSALS[refusal]
  const drop =
    check.outcome !== 'denied'
      ? null
      : refused === null
        ? dropped('policy', answered ? 'unreachable' : 'timeout', { host, port, protocol }, traces)
        : { by: 'policy' as const, symptom: 'refused' as const, curl: refused, ...traces }
  return [stop('check', place, { ...facts, check, drop, way: 'there' })]
}

/**
 * What the caller reads of a proxy that refuses what it says on a connection that stands.
 * Source: https://docs.cilium.io/en/stable/security/http/ (403), https://docs.cilium.io/en/stable/security/dns/
 * (REFUSED), https://github.com/curl/curl/blob/master/lib/strerror.c
 */
const REFUSALS: Readonly<Record<Exclude<NonNullable<Refusal>, 'authentication'>, string>> = {
  http: 'HTTP/1.1 403 Forbidden',
  dns: 'status: REFUSED',
  sni: 'curl: (35) Recv failure: Connection reset by peer',
  kafka: 'Topic authorization failed.',
  opaque: 'curl: (56) Recv failure: Connection reset by peer',
}

/**
 * A gate that nobody guards: there is nothing to see of it but where policies say that one should be. Empty where there
 * are none.
 */
export function unguarded(trip: Trip, at: CheckpointId, place: Hop['place'], device: string | null): readonly Stop[] {
  const check = trip.gates[at]?.check
  return check?.outcome === 'unenforced' ? [stop('check', place, { check, device, way: 'there' })] : []
}
