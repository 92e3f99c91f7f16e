import type { FindingCode } from '../../../ground/finding.ts'
import { BLOCK_PAGES } from './block-pages.ts'
import { CILIUM_PAGES } from './cilium-pages.ts'
import { END_PAGES } from './end-pages.ts'
import { ISTIO_EDGE_PAGES } from './istio-edge-pages.ts'
import { ISTIO_PAGES } from './istio-pages.ts'
import type { FindingPage } from './page.ts'
import { LINKERD_PAGES } from './linkerd-pages.ts'
import { PEER_PAGES } from './peer-pages.ts'
import { PLUGIN_PAGES } from './plugin-pages.ts'
import { POD_PAGES } from './pod-pages.ts'
import { PORT_PAGES } from './port-pages.ts'
import { SUBJECT_PAGES } from './subject-pages.ts'

/** The help's page of every finding. */
export const FINDING_PAGES: Readonly<Record<FindingCode, FindingPage>> = {
  ...SUBJECT_PAGES,
  ...PEER_PAGES,
  ...PORT_PAGES,
  ...BLOCK_PAGES,
  ...END_PAGES,
  ...POD_PAGES,
  ...PLUGIN_PAGES,
  ...ISTIO_PAGES,
  ...ISTIO_EDGE_PAGES,
  ...LINKERD_PAGES,
  ...CILIUM_PAGES,
}
