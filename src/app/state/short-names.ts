import { endpointName } from '../text/endpoint.ts'

/**
 * Names without their namespace where no other station has the same: `api` for `shop/api`, but `dev/web` for `dev/web`.
 */
export function shortNames(names: readonly string[]): (ref: string) => string {
  const ends = new Map<string, number>()
  const last = (name: string) => name.slice(name.lastIndexOf('/') + 1)
  for (const name of new Set(names)) ends.set(last(name), (ends.get(last(name)) ?? 0) + 1)
  return (ref) => {
    const name = endpointName(ref)
    return ends.get(last(name)) === 1 ? last(name) : name
  }
}
