import type { IpFamily } from '../ground/ip.ts'
import type { ReachabilityMatrix } from '../engine/matrix.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { MatrixEnd } from './ends.ts'

/** Endpoints of one end that are alike: same class, same families. `several`: there are more than one. */
export interface Kin {
  readonly classIndex: number
  readonly families: readonly IpFamily[]
  readonly several: boolean
}

/** The endpoints of an end, put together where nothing tells them apart. */
export function kinOf(end: MatrixEnd, { classes }: ReachabilityMatrix): readonly Kin[] {
  const first = end.endpoints[0]
  if (first && speaksOnlyV4(first)) {
    const classIndex = classes.of(first)
    if (end.endpoints.every((endpoint) => classes.of(endpoint) === classIndex && speaksOnlyV4(endpoint)))
      return [{ classIndex, families: ONLY_V4, several: end.endpoints.length > 1 }]
  }
  const found = new Map<string, { classIndex: number; families: readonly IpFamily[]; count: number }>()
  for (const endpoint of end.endpoints) {
    const classIndex = classes.of(endpoint)
    const families = ([4, 6] as const).filter((family) =>
      endpoint.addresses.some((address) => address.family === family),
    )
    const key = `${classIndex}/${families.join('')}`
    const known = found.get(key)
    if (known) known.count++
    else found.set(key, { classIndex, families, count: 1 })
  }
  return [...found.values()].map(({ classIndex, families, count }) => ({ classIndex, families, several: count > 1 }))
}

const ONLY_V4: readonly IpFamily[] = [4]

function speaksOnlyV4({ addresses }: Endpoint): boolean {
  return addresses.length === 1 && addresses[0]!.family === 4
}

/**
 * Whether single pairs matter, and not only classes: a host may be a pod's own node, and a network may not carry every
 * pair.
 */
export function isJudgedByPairs(end: MatrixEnd, { hasGaps }: ReachabilityMatrix): boolean {
  return end.endpoints.some(({ kind }) => kind === 'host' || (hasGaps && kind === 'pod'))
}
