import type { LookupTable } from './walk.ts'

/**
 * Routes as `ip route` prints them, a destination and where it leads; `matched`: which of them takes the packet,
 * counted from 0.
 */
export function routeTable(rows: readonly (readonly [to: string, by: string])[], matched: number): LookupTable {
  return { title: 'routes', rows: rows.map((cells, index) => ({ cells, matched: index === matched })) }
}
