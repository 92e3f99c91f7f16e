import type { Matrix, World } from '../world/index.ts'
import type { LinkView } from './snapshot.ts'

/** With more ends than these the picture folds its namespaces, and no line is one pair's. */
const LINKED_ENDS = 60

/** Asked of who declares no port. */
const SOME_PORT = 80

/** How pairs are secured, weakest first where ports differ. */
const WEAKEST = ['plain', 'permissive', 'mutual'] as const

/**
 * The pairs of which something passes and in which the mesh has a part, each once. One endpoint speaks for all of an
 * end.
 */
export function linkViews({ beyond }: World, { ends }: Matrix): readonly LinkView[] {
  if (!beyond || ends.length > LINKED_ENDS) return []
  return ends.flatMap((from) =>
    ends.flatMap((to): LinkView[] => {
      const [source] = from.endpoints
      const [target] = to.endpoints
      if (from === to || !source || !target || !beyond.concerns(source, target)) return []
      const family =
        target.addresses.find((address) => source.addresses.some((own) => own.family === address.family))?.family ?? 4
      const ports =
        to.ports.length === 0
          ? [SOME_PORT]
          : to.ports.flatMap(({ protocol, port }) => (protocol === 'TCP' ? [port] : []))
      const found = new Set(ports.map((port) => beyond.passage(source, target, family, port).secured))
      const secured = WEAKEST.find((each) => found.has(each))
      return secured ? [{ from: from.ref, to: to.ref, secured }] : []
    }),
  )
}
