/**
 * Paths of one station from its own top left corner, for its width; the left half is the ingress gate, the right one
 * the egress gate.
 */
export interface StationShape {
  readonly ingress: string
  readonly egress: string
}

/** The halves are this far from the middle. */
const GAP = 5
const shapes = new Map<string, StationShape>()

/** The paths of a station of this size, in pixels; the same object for the same size. */
export function stationShape(width: number, height: number): StationShape {
  const key = `${width}/${height}`
  const known = shapes.get(key)
  if (known) return known
  const r = height / 2
  const middle = width / 2
  const shape = {
    ingress: `M${middle - GAP} 0H${r}A${r} ${r} 0 0 0 ${r} ${height}H${middle - GAP}`,
    egress: `M${middle + GAP} 0H${width - r}A${r} ${r} 0 0 1 ${width - r} ${height}H${middle + GAP}`,
  }
  shapes.set(key, shape)
  return shape
}

/** A plate with cut corners. */
export function plateShape(width: number, height: number, cut = 8): string {
  return `M${cut} 0H${width - cut}L${width} ${cut}V${height - cut}L${width - cut} ${height}H${cut}L0 ${height - cut}V${cut}Z`
}

/** A signpost: a board that points right. */
export function signShape(width: number, height: number): string {
  const point = Math.min(height / 2, 12)
  return `M2 0H${width - point}L${width} ${height / 2}L${width - point} ${height}H2Q0 ${height} 0 ${height - 2}V2Q0 0 2 0Z`
}
