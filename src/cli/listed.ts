import type { ListedConnection, ListedEnd } from '../app/exports/listed.ts'
import { endpointName, shortName } from '../app/text/endpoint.ts'
import type { EndpointRef } from '../world/answer.ts'
import type { World } from '../world/index.ts'

/** Pairs that a command prints at most; the counts beside them are complete. */
const LIMIT = 1_000_000

/** The connections of a world; against an earlier one only those that differ. */
export function diffEntries(world: World, earlier: World | null): readonly ListedConnection[] {
  if (earlier)
    return world.diffConnections(earlier, LIMIT).changes.map(({ sign, from, to, before, after }) => ({
      from: endOf(from),
      to: endOf(to),
      now: after,
      before,
      sign,
    }))
  return world.connections().map(({ from, to, allowed, conditional }) => ({
    from: endOf(from),
    to: endOf(to),
    now: { allowed, conditional },
    before: { allowed, conditional },
    sign: null,
  }))
}

function endOf(ref: EndpointRef): ListedEnd {
  const name = endpointName(ref)
  return {
    ref,
    name,
    label: shortName(ref),
    namespace: name.includes('/') && !/^ip:/.test(ref) ? name.slice(0, name.indexOf('/')).replace(/^svc:/, '') : null,
    newcomer: null,
  }
}
