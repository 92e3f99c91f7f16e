import type { Notices } from '../state/notices.svelte.ts'
import type { Session } from '../state/session.svelte.ts'
import { encodeLink } from '../state/link/codec.ts'
import { EXPORTS } from '../text/catalogue/en/exports.ts'
import { NOTICES } from '../text/catalogue/en/notices.ts'
import { sayEnglish } from '../text/catalogue/spoken.ts'
import { cniTitle } from '../text/cni.ts'
import { download } from '../ui/download.ts'
import { connectionRows, listedConnections } from '../viz/table/connection-rows.ts'
import { workloadGrid } from '../viz/matrix/grid.ts'
import { EVERYTHING } from '../viz/matrix/scope.ts'
import { matrixPicture } from './matrix-picture.ts'
import { pictureSvg, picturePng } from './picture-file.ts'
import { printReport } from './report.ts'

/** Cells of a matrix that are drawn into a file. */
const CELLS = 40_000

/** The picture on the screen, where it is a drawing; null: it is a table, or there is none. */
export function drawing(): SVGSVGElement | null {
  const drawn = [
    ...document.querySelectorAll<SVGSVGElement>('#picture svg[role="application"], #picture svg[role="img"]'),
  ]
  return drawn.sort((a, b) => b.clientWidth * b.clientHeight - a.clientWidth * a.clientHeight)[0] ?? null
}

/** Saves the drawing, and says so where the browser cannot. */
export async function saveDrawing(session: Session, notices: Notices, as: 'svg' | 'png'): Promise<void> {
  if (!(await savePicture(session, as))) notices.show({ key: 'save', tone: 'warning', text: EXPORTS.noPicture })
}

/** Saves the world in words, and says so where that fails. `page`: the address, without what is behind `#`. */
export async function saveWords(session: Session, notices: Notices, page: string): Promise<void> {
  await saveReport(session, page).catch(() => notices.show({ key: 'save', tone: 'warning', text: EXPORTS.noReport }))
}

/** Downloads the drawing. False: there is none, or the browser cannot draw it. */
async function savePicture(session: Session, as: 'svg' | 'png'): Promise<boolean> {
  const link = await encodeLink(session.work)
  const svg = drawing()
  const picture = session.view === 'matrix' ? matrixOf(session, link) : svg && pictureSvg(svg, link)
  if (!picture) return false
  try {
    download(
      as === 'svg' ? new Blob([picture.text], { type: 'image/svg+xml' }) : await picturePng(picture, link),
      `reachable-${session.view}.${as}`,
    )
    return true
  } catch {
    return false
  }
}

/** The matrix of all workloads. Null: there is none, or more of it than anybody could look at. */
function matrixOf({ snapshot }: Session, link: string | null): ReturnType<typeof matrixPicture> | null {
  const cells = snapshot?.reach.cells
  if (!snapshot || !cells || cells.length > CELLS) return null
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return matrixPicture(
    workloadGrid(snapshot.reach, cells, EVERYTHING, snapshot.diff),
    { ground: colour('sheet'), ink: colour('ink'), soft: colour('ink-2'), line: colour('line'), mark: colour },
    link,
  )
}

/** Downloads the world in words. */
async function saveReport(session: Session, page: string): Promise<void> {
  const { snapshot, work, title } = session
  if (!snapshot) return
  const [policies, view, link] = await Promise.all([
    session.picture.policies(),
    session.picture.connections({ about: null, namespace: null, exposure: false }),
    encodeLink(work),
  ])
  const text = sayEnglish(() => {
    const rows = connectionRows(view)
    return printReport({
      title: title || NOTICES.myWork,
      cni: cniTitle(work.cni),
      link: link === null ? null : `${page}${link}`,
      snapshot,
      policies,
      connections: listedConnections(rows, rows.all, 'connections'),
    })
  })
  download(new Blob([text], { type: 'text/markdown' }), 'reachable.md')
}
