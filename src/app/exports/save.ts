import type { Session } from '../state/session.svelte.ts'
import { encodeLink } from '../state/link-codec.ts'
import { NOTICES } from '../text/catalogue/en/notices.ts'
import { cniTitle } from '../text/cni.ts'
import { download } from '../ui/download.ts'
import { connectionRows, listedConnections } from '../viz/connection-rows.ts'
import { pictureSvg, picturePng } from './picture-file.ts'
import { printReport } from './report.ts'

/** The picture on the screen, where it is a drawing; null: it is a table, or there is none. */
export function drawing(): SVGSVGElement | null {
  const drawn = [...document.querySelectorAll<SVGSVGElement>('#picture svg[role="application"], #picture svg[role="img"]')]
  return drawn.sort((a, b) => b.clientWidth * b.clientHeight - a.clientWidth * a.clientHeight)[0] ?? null
}

/** Downloads the drawing. False: there is none, or the browser cannot draw it. */
export async function savePicture(session: Session, as: 'svg' | 'png'): Promise<boolean> {
  const svg = drawing()
  if (!svg) return false
  const link = await encodeLink(session.work), picture = pictureSvg(svg, link)
  try {
    download(as === 'svg' ? new Blob([picture.text], { type: 'image/svg+xml' }) : await picturePng(picture, link), `reachable-${session.view}.${as}`)
    return true
  } catch {
    return false
  }
}

/** Downloads the world in words. */
export async function saveReport(session: Session, page: string): Promise<void> {
  const { snapshot, work, title } = session
  if (!snapshot) return
  const [policies, view, link] = await Promise.all([session.policies(), session.connections({ about: null, namespace: null, exposure: false }), encodeLink(work)])
  const rows = connectionRows(view)
  const text = printReport({ title: title || NOTICES.myWork, cni: cniTitle(work.cni), link: link === null ? null : `${page}${link}`, snapshot, policies, connections: listedConnections(rows, rows.all, 'connections') })
  download(new Blob([text], { type: 'text/markdown' }), 'reachable.md')
}
