import type { ClusterView, ServiceView, WorkloadView } from '../../../worker/snapshot.ts'
import { foldedMark, type Marks } from './marks.ts'
import type { Pairs } from './pairs.ts'
import { setName, STATION_INSET } from './names.ts'
import { ADVANCE, type TypeSizes } from './type.ts'
import { MEASURE, type Geometry } from '../lattice/geometry.ts'

/** Half of a station's outline. Null: policies do not hold here. */
export type Gate = 'isolated' | 'open' | 'part' | null

/**
 * One thing on the lattice, ready to draw. All fields are plain, so that two of them can be compared. `shape`: a pod's
 * capsule; a box for pods on the host network; a signpost that leads to no pod, dead or out of the cluster; a folded
 * namespace.
 */
export interface StationMark {
  readonly id: string
  readonly shape: 'pod' | 'host' | 'dead-sign' | 'outward-sign' | 'folded'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly ingress: Gate
  readonly egress: Gate
  /** Lines of the name, joined by line feeds, and the size of their letters. */
  readonly name: string
  readonly nameSize: number
  /** `×2`; empty for one pod. It stands behind the name, or on the right shoulder where the name needs the room. */
  readonly count: string
  readonly countAside: boolean
  /** A second outline stands behind the first. */
  readonly hasReplicas: boolean
  /** The second thing said: ports, `no pods`, `14 workloads`; empty at small zooms. */
  readonly detail: string
  readonly detailSize: number
  /** Said below the station at large zooms: a label, and the nodes of its pods. */
  readonly below: string
  /** It can be entered by anybody whom no policy keeps from leaving. */
  readonly opensIn: boolean
}

/** A station for each workload, folded namespace and Service without a workload that has a place. */
export function stationMarks(
  cluster: ClusterView,
  marks: Marks,
  pairs: Pairs,
  geometry: Geometry,
  type: TypeSizes,
): readonly StationMark[] {
  const stations: StationMark[] = []
  for (const workload of cluster.workloads) {
    const box = geometry.stations.get(workload.id)
    if (box)
      stations.push({ ...box, ...workloadMark(workload, box.width, type), opensIn: pairs.opensIn.has(workload.id) })
  }
  for (const service of cluster.services) {
    const box = service.backends.length === 0 ? geometry.stations.get(service.id) : undefined
    if (box) stations.push({ ...box, ...deadSign(service, box.width, type), opensIn: false })
  }
  for (const { name } of cluster.namespaces) {
    const box = geometry.stations.get(foldedMark(name))
    if (!box || !marks.folded.has(foldedMark(name))) continue
    const inside = cluster.workloads.filter(({ namespace }) => namespace === name)
    const set = setName(
      name,
      { room: box.width - STATION_INSET, over: box.width + INTO_CHANNELS },
      type.hull,
      type.least,
      2,
    )
    stations.push({
      ...box,
      id: foldedMark(name),
      shape: 'folded',
      ingress: null,
      egress: null,
      name: set.lines.join('\n'),
      nameSize: set.size,
      count: '',
      countAside: false,
      hasReplicas: false,
      detail: type.level === 'dots' ? '' : `${inside.length} ${inside.length === 1 ? 'workload' : 'workloads'}`,
      detailSize: Math.min(type.ports, 14),
      below: '',
      opensIn: false,
    })
  }
  return stations
}

/**
 * How far letters may reach over both ends of a station together, in pixels, where they would have to be torn apart.
 */
const INTO_CHANNELS = 60

/** A station is so much narrower where its ports stand. */
const BELOW_NAME = 6

type Said = Omit<StationMark, 'x' | 'y' | 'width' | 'height' | 'opensIn'>

/** Of pods on the host network that declare no port: the longer where there is room. */
const HOST_WORDS = ['host network', 'on node'] as const

function workloadMark(
  { id, name, pods, ports, isolated, hostNetwork, labels }: WorkloadView,
  width: number,
  type: TypeSizes,
): Said {
  const room = width - STATION_INSET
  const count = pods.length > 1 ? `×${pods.length}` : ''
  const numbers = [...new Set(ports.map(({ port }) => port))]
  const letters = (room - BELOW_NAME) / (type.ports * ADVANCE.mono)
  const host = hostNetwork ? (HOST_WORDS.find((words) => words.length <= letters) ?? '') : ''
  const said = pods.length === 0 ? 'no pods' : numbers.length === 0 ? host : portsText(numbers, letters)
  const isWritten = type.level === 'ports' || type.level === 'pods'
  const detail = isWritten ? said : ''
  const behind = count === '' ? 0 : count.length * type.name * 0.86 * ADVANCE.mono + 4
  const inline =
    name.length * type.name * ADVANCE.mono + behind <= (type.level === 'names' ? width + INTO_CHANNELS : room + 4)
  const set =
    type.level === 'dots'
      ? { lines: [], size: type.name }
      : setName(
          name,
          { room: type.level === 'names' ? room + INTO_CHANNELS / 2 : room, over: width + INTO_CHANNELS },
          type.name,
          type.least,
          2,
        )
  const isTooMuch = set.lines.length * set.size * 1.06 + type.ports * 1.2 > MEASURE.station - 1
  const gate = (state: 'yes' | 'no' | 'part'): Gate =>
    hostNetwork || pods.length === 0 ? null : state === 'yes' ? 'isolated' : state === 'no' ? 'open' : 'part'
  return {
    id,
    shape: hostNetwork ? 'host' : 'pod',
    ingress: gate(isolated.ingress),
    egress: gate(isolated.egress),
    name: set.lines.join('\n'),
    nameSize: set.size,
    count: type.level === 'dots' ? '' : count,
    countAside: !inline,
    hasReplicas: pods.length > 1 && !hostNetwork,
    detail: isTooMuch ? '' : detail,
    detailSize: type.ports,
    below: type.level === 'pods' ? belowText(pods, labels, width) : '',
  }
}

function deadSign({ id, name, type: kind, ports }: ServiceView, width: number, type: TypeSizes): Said {
  const set =
    type.level === 'dots'
      ? { lines: [], size: type.name }
      : setName(
          `${name}${ports[0] ? `:${ports[0].port}` : ''}`,
          { room: width - 22, over: width },
          type.name,
          type.least,
          2,
        )
  return {
    id,
    shape: kind === 'ExternalName' ? 'outward-sign' : 'dead-sign',
    ingress: null,
    egress: null,
    name: set.lines.join('\n'),
    nameSize: set.size,
    count: '',
    countAside: false,
    hasReplicas: false,
    detail: type.level === 'ports' || type.level === 'pods' ? (kind === 'ExternalName' ? 'external' : 'no pods') : '',
    detailSize: type.ports,
    below: '',
  }
}

/** `8080 9090`, or `8080 +3` when they do not fit. */
function portsText(ports: readonly number[], letters: number): string {
  for (let shown = ports.length; shown > 1; shown--) {
    const text = [...ports.slice(0, shown), ...(shown < ports.length ? [`+${ports.length - shown}`] : [])].join(' ')
    if (text.length <= letters) return text
  }
  return ports.length > 1 ? `${ports[0]} +${ports.length - 1}` : String(ports[0])
}

/** Of letters that are read at large zooms only. */
export const BELOW_SIZE = 7.5

/** The label and the nodes, as far as they fit beside each other: `app=web on n1`. */
function belowText(pods: WorkloadView['pods'], labels: WorkloadView['labels'], width: number): string {
  const letters = Math.floor((width + INTO_CHANNELS / 2) / (BELOW_SIZE * ADVANCE.mono))
  const label =
    Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .sort((a, b) => a.length - b.length)[0] ?? ''
  const nodes = [...new Set(pods.flatMap(({ node }) => node ?? []))]
  const on =
    nodes.length === 0 ? '' : `on ${nodes.slice(0, 2).join(' ')}${nodes.length > 2 ? ` +${nodes.length - 2}` : ''}`
  return [`${label} ${on}`.trim(), label, on].find((text) => text !== '' && text.length <= letters) ?? ''
}
