import type { GrowthPoint } from './growth.ts'

const WIDTH = 420
const HEIGHT = 300
const LEFT = 66
const BOTTOM = 46
const TOP = 34
const RIGHT = 28
const MS = [1, 1000] as const
const LINES = [
  { of: 'keyMs', name: 'key press to snapshot', dash: '' },
  { of: 'connectionsMs', name: 'list of all connections', dash: '6 4' },
] as const
const PANELS = [
  { by: 'pods', title: 'Pods (100 policies)' },
  { by: 'policies', title: 'Policies (2,000 pods)' },
] as const

/**
 * The points as two pictures side by side, both axes in powers of ten: a straight line at 45° is time in proportion.
 * Colours follow the page's.
 */
export function growthChart(points: readonly GrowthPoint[]): string {
  const panels = PANELS.map(
    ({ by, title }, at) =>
      `<g transform="translate(${at * WIDTH} 0)">${panel(
        title,
        points.filter((point) => point.by === by),
        by,
      )}</g>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * 2} ${HEIGHT + 30}" role="img" aria-label="Milliseconds against pods and policies" font-family="system-ui, sans-serif" font-size="12">
<style>text{fill:#2b2a27}.rule{stroke:#c9c5ba;stroke-width:1}.line{fill:none;stroke:#0072b2;stroke-width:2}.dot{fill:#0072b2}@media (prefers-color-scheme:dark){text{fill:#e8e5dc}.rule{stroke:#4a4843}.line{stroke:#56b4e9}.dot{fill:#56b4e9}}</style>
${panels.join('\n')}
${LINES.map(({ name, dash }, at) => `<path class="line" d="M${LEFT + at * 220} ${HEIGHT + 14}h28"${dash && ` stroke-dasharray="${dash}"`}/><text x="${LEFT + 36 + at * 220}" y="${HEIGHT + 18}">${name}</text>`).join('\n')}
</svg>
`
}

function panel(title: string, points: readonly GrowthPoint[], by: GrowthPoint['by']): string {
  const values = points.map((point) => point[by])
  const first = Math.min(...values)
  const last = Math.max(...values)
  const x = (value: number) => round(LEFT + (Math.log(value / first) / Math.log(last / first)) * (WIDTH - LEFT - RIGHT))
  const y = (ms: number) =>
    round(
      HEIGHT -
        BOTTOM -
        (Math.log(Math.min(Math.max(ms, MS[0]), MS[1]) / MS[0]) / Math.log(MS[1] / MS[0])) * (HEIGHT - BOTTOM - TOP),
    )
  const rules = [1, 10, 100, 1000].map(
    (ms) =>
      `<path class="rule" d="M${LEFT} ${y(ms)}H${WIDTH - RIGHT}"/><text x="${LEFT - 6}" y="${y(ms) + 4}" text-anchor="end">${ms.toLocaleString('en')} ms</text>`,
  )
  const ticks = points.map(
    (point) =>
      `<text x="${x(point[by])}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${point[by].toLocaleString('en')}</text><text x="${x(point[by])}" y="${HEIGHT - BOTTOM + 33}" text-anchor="middle" font-size="10">${point.classes.toLocaleString('en')} cl.</text>`,
  )
  const lines = LINES.map(
    ({ of, dash }) =>
      `<path class="line" d="M${points.map((point) => `${x(point[by])} ${y(point[of])}`).join('L')}"${dash && ` stroke-dasharray="${dash}"`}/>${points.map((point) => `<circle class="dot" cx="${x(point[by])}" cy="${y(point[of])}" r="3"/>`).join('')}`,
  )
  return `<text x="${LEFT}" y="18" font-weight="600">${title}</text>${rules.join('')}${ticks.join('')}${lines.join('')}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
