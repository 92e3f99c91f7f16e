import { curl } from './curl/curl.ts'
import { OFFERED as CURL } from './curl/options.ts'
import { hubble } from './hubble/hubble.ts'
import { OFFERED as HUBBLE } from './hubble/options.ts'
import { kubeBench } from './kube-bench/kube-bench.ts'
import { OFFERED as KUBE_BENCH } from './kube-bench/options.ts'
import { kubeHunter } from './kube-hunter/kube-hunter.ts'
import { OFFERED as KUBE_HUNTER } from './kube-hunter/options.ts'
import { kubectl, OFFERED as KUBECTL } from './kubectl/kubectl.ts'
import { nc, OFFERED as NC } from './nc/nc.ts'
import { netassert } from './netassert/netassert.ts'
import { netassertV1 } from './netassert/v1.ts'
import type { TestTool } from './tool.ts'

/** A tool, and the words that a terminal can offer behind its name. */
export interface ListedTool {
  readonly tool: TestTool
  readonly offered: readonly string[]
}

/** What can be typed into the terminal, one line each. */
export const TOOLS: readonly ListedTool[] = [
  { tool: curl, offered: CURL },
  { tool: nc, offered: NC },
  { tool: kubectl, offered: KUBECTL },
  { tool: hubble, offered: HUBBLE },
  { tool: netassert, offered: ['run', 'validate', 'version', '--input-file', '--input-dir', '--tap'] },
  { tool: netassertV1, offered: ['test/test.yaml', '--help'] },
  { tool: kubeBench, offered: KUBE_BENCH },
  { tool: kubeHunter, offered: KUBE_HUNTER },
]
