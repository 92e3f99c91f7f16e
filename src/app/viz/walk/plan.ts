import { columnsOf, type WalkColumns } from './columns.ts'
import { framesOf, Headings, type Frame } from './frames.ts'
import { groundOf, type WalkGround } from './ground.ts'
import { lanesOf, type Lane } from './lanes.ts'
import type { MapRequest } from './request.ts'
import { tubesOf, type WalkTube } from './tubes.ts'
import { wireWords, wordsWidth, type TubeWords } from './wire.ts'

/** A walk as far as it can be told from left to right: what is in what, and where. */
export interface WalkPlan {
  readonly request: MapRequest
  readonly ground: readonly WalkGround[]
  readonly lanes: readonly Lane[]
  readonly tubes: readonly WalkTube[]
  /** What is written on each wire; of other ground, nothing that counts. */
  readonly onWire: readonly TubeWords[]
  readonly columns: WalkColumns
  /** Nodes and places outside, and pods. */
  readonly islands: readonly Frame[]
  readonly hulls: readonly Frame[]
}

/** Null: the walk does not fit into the width. */
export function planOf(request: MapRequest): WalkPlan | null {
  const { stops, width, measure } = request
  const ground = groundOf(
    stops.map(({ place }) => place),
    request.unreached,
  )
  const lanes = lanesOf(ground, (stop) => stops[stop]!.gate !== null)
  const tubes = tubesOf(stops.map(({ kind }) => kind))
  const headings = new Headings(ground, request.addressOf, measure)
  const onWire = ground.map((_, index) => wireWords(index, ground, tubes, (stop) => stops[stop]!.tube, request.wire))
  const columns = columnsOf({
    ground,
    width,
    isOnSlope: (stop) => lanes[stop] === 'slope',
    halfName: (stop) => measure.name(numberedName(request, stop)) / 2,
    hullWidth: (index, stretch) => headings.podWidth(index, stretch),
    groundWidth: (index) =>
      ground[index]!.on === 'wire' ? wordsWidth(onWire[index]!, measure) + 16 : headings.groundWidth(index),
  })
  return columns && { request, ground, lanes, tubes, onWire, columns, ...framesOf(ground, columns, headings) }
}

/** `5  Wrap`. */
export function numberedName({ stops }: MapRequest, stop: number): string {
  return `${stop + 1}  ${stops[stop]!.name}`
}
