import { BLOCK_WORDS } from '../../findings/de/block-pages.ts'
import { CILIUM_WORDS } from '../../findings/de/cilium-pages.ts'
import { END_WORDS } from '../../findings/de/end-pages.ts'
import { ISTIO_WORDS } from '../../findings/de/istio-pages.ts'
import { ISTIO_EDGE_WORDS } from '../../findings/de/istio-edge-pages.ts'
import { LINKERD_WORDS } from '../../findings/de/linkerd-pages.ts'
import { PEER_WORDS } from '../../findings/de/peer-pages.ts'
import { PLUGIN_WORDS } from '../../findings/de/plugin-pages.ts'
import { POD_WORDS } from '../../findings/de/pod-pages.ts'
import { PORT_WORDS } from '../../findings/de/port-pages.ts'
import { SUBJECT_WORDS } from '../../findings/de/subject-pages.ts'
import type { PAGES } from '../en/pages.ts'

export const pages: typeof PAGES = {
  ...SUBJECT_WORDS,
  ...PEER_WORDS,
  ...PORT_WORDS,
  ...BLOCK_WORDS,
  ...END_WORDS,
  ...POD_WORDS,
  ...PLUGIN_WORDS,
  ...ISTIO_WORDS,
  ...ISTIO_EDGE_WORDS,
  ...LINKERD_WORDS,
  ...CILIUM_WORDS,
}
