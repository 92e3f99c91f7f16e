import type { ClusterView, ServiceView } from '../../../worker/snapshot.ts'
import { ADVANCE, type TypeSizes } from './type.ts'
import type { Geometry } from '../lattice/geometry.ts'

/** A Service on the shoulder of a workload it leads to. `id` is the Service's, `at` the station's. */
export interface SignMark {
  readonly key: string
  readonly id: string
  readonly at: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly text: string
  /** Of its letters. */
  readonly size: number
}

/**
 * Signposts in one row above each station, from its left shoulder on; those that find no room are counted on the last.
 */
export function signMarks(cluster: ClusterView, geometry: Geometry, type: TypeSizes): readonly SignMark[] {
  if (type.level === 'dots') return []
  const letter = type.sign * ADVANCE.mono
  const byStation = new Map<string, ServiceView[]>()
  for (const service of cluster.services)
    for (const id of service.backends) byStation.set(id, [...(byStation.get(id) ?? []), service])
  const names = new Map(cluster.workloads.map(({ id, name }) => [id, name]))
  return [...byStation].flatMap(([id, services]): SignMark[] => {
    const box = geometry.stations.get(id)
    if (!box) return []
    const signs: SignMark[] = []
    let x = box.x + SIGN.inset
    for (const [index, service] of services.entries()) {
      const rest = services.length - index - 1
      const room = box.x + box.width + SIGN.over - x - (rest > 0 ? SIGN.rest : 0)
      const text = type.sign === 0 ? '' : signText(service, names.get(id)!, (room - SIGN.point) / letter)
      // Without letters it is smaller: names of namespaces are large then, and stand right above.
      const { width, height, above } =
        text === ''
          ? SIGN.blank
          : { width: Math.round(text.length * letter + SIGN.point), height: SIGN.height, above: SIGN.above }
      signs.push({
        key: `${service.id} ${id}`,
        id: service.id,
        at: id,
        x,
        y: box.y - above,
        width,
        height,
        text,
        size: type.sign,
      })
      x += width + SIGN.gap
      if (rest > 0 && box.x + box.width + SIGN.over - x < SIGN.least) {
        const last = signs.pop()!
        const more = last.text === '' ? '' : `${last.text} +${rest}`
        signs.push(more === '' ? last : { ...last, text: more, width: Math.round(more.length * letter + SIGN.point) })
        break
      }
    }
    return signs
  })
}

/** Measures of a signpost, in pixels. */
const SIGN = {
  height: 15,
  above: 17,
  inset: -6,
  over: 6,
  point: 15,
  gap: 4,
  rest: 22,
  least: 34,
  blank: { width: 14, height: 11, above: 12 },
  letters: 11.5,
} as const

/** The name where it is not the workload's, and the port, with the one it leads to where that differs. */
function signText({ name, ports }: ServiceView, workload: string, letters: number): string {
  const first = ports[0]
  const own = name === workload ? '' : name
  const port = first ? `:${first.port}` : ''
  const mapped =
    first && /^\d+$/.test(first.targetPort) && first.targetPort !== String(first.port)
      ? `${first.port}→${first.targetPort}`
      : port
  const more = ports.length > 1 ? ` +${ports.length - 1}` : ''
  const wordings = own ? [`${own}${port}${more}`, `${own}${port}`, own] : [`${mapped}${more}`, `${port}${more}`]
  return wordings.find((wording) => wording.length <= letters) ?? (port || 'svc')
}
