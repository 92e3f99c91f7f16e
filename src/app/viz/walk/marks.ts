import type { HopCheck, PacketWalk } from '../../../sim/cni/walk.ts'
import { stopDetail, stopName } from '../../text/walk/hop-title.ts'
import { tubeLabel } from '../../text/walk/hop-facts.ts'
import { scenesOf, type Leg } from '../../text/walk/scene.ts'
import type { MapStop } from './request.ts'

/** Every stop of one way, as the pictures need it. */
export function stopsOf(walk: PacketWalk, leg: Leg): readonly MapStop[] {
  return scenesOf(walk, leg).map((scene): MapStop => {
    const { hop } = scene
    return {
      kind: hop.kind,
      place: hop.place,
      name: stopName(scene),
      detail: stopDetail(scene),
      gate: gateOf(scene.hop),
      isTelling: hop.drop !== null || TELLING.includes(hop.kind),
      isEnd: hop.drop !== null,
      tube: hop.kind === 'wrap' ? tubeLabel(scene) : null,
    }
  })
}

/** Stops at which an address changes, or somebody decides. */
const TELLING: readonly string[] = ['check', 'translate', 'masquerade', 'proxy']

/** What a gate that stands on the line said; null: none stands at this stop. */
function gateOf({ kind, check }: PacketWalk['hops'][number]): HopCheck['outcome'] | null {
  return kind === 'check' ? (check?.outcome ?? 'none') : null
}

/** How the whole line is drawn: as the verdict it belongs to. */
export type LineKind = 'allowed' | 'open' | 'denied'

/** An answer goes where the way was open. */
export function lineOf({ hops }: PacketWalk): LineKind {
  if (hops.some(({ drop }) => drop !== null)) return 'denied'
  return hops.some((hop) => gateOf(hop) === 'allowed') ? 'allowed' : 'open'
}
