import type { FindingCode } from '../../ground/finding.ts'
import { BLOCK_PAGES } from './findings/block-pages.ts'
import { CILIUM_PAGES } from './findings/cilium-pages.ts'
import { END_PAGES } from './findings/end-pages.ts'
import { ISTIO_EDGE_PAGES } from './findings/istio-edge-pages.ts'
import { ISTIO_PAGES } from './findings/istio-pages.ts'
import type { FindingPage } from './findings/page.ts'
import { LINKERD_PAGES } from './findings/linkerd-pages.ts'
import { PEER_PAGES } from './findings/peer-pages.ts'
import { PLUGIN_PAGES } from './findings/plugin-pages.ts'
import { POD_PAGES } from './findings/pod-pages.ts'
import { PORT_PAGES } from './findings/port-pages.ts'
import { SUBJECT_PAGES } from './findings/subject-pages.ts'
import { plain } from './sentence.ts'

/** The help's page of every finding. */
export const FINDING_PAGES: Readonly<Record<FindingCode, FindingPage>> = { ...SUBJECT_PAGES, ...PEER_PAGES, ...PORT_PAGES, ...BLOCK_PAGES, ...END_PAGES, ...POD_PAGES, ...PLUGIN_PAGES, ...ISTIO_PAGES, ...ISTIO_EDGE_PAGES, ...LINKERD_PAGES, ...CILIUM_PAGES }

/** The findings whose pages hold all words of a search, in the order of the pages; an empty search finds all. */
export function searchFindings(search: string): readonly FindingCode[] {
  const words = search.toLowerCase().split(/\s+/).filter((word) => word !== '')
  return (Object.keys(FINDING_PAGES) as FindingCode[]).filter((code) => {
    const { title, why, example, todo } = FINDING_PAGES[code]
    const page = [code, title, plain(why), example, plain(todo)].join(' ').toLowerCase()
    return words.every((word) => page.includes(word))
  })
}
