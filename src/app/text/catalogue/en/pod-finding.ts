import type { FindingFacts, OfWorkload } from '../../../../ground/finding.ts'
import type { FindingTexts } from '../../finding.ts'
import { code, join, list, say, type Sentence } from '../../sentence.ts'
import { part } from '../part.ts'

/** Findings about pods and what they run as. */
export type PodFindingFacts = Extract<FindingFacts, OfWorkload>

function pods({ kind, pods }: OfWorkload): Sentence {
  return kind === 'Pod'
    ? say`this Pod`
    : pods === 1
      ? say`the pod of this ${kind}`
      : say`the ${pods} pods of this ${kind}`
}

const USES: Readonly<Record<'NET_RAW' | 'NET_ADMIN' | 'ALL', (whose: string) => Sentence>> = {
  NET_RAW: (whose) => say`It may send packets under any name, and read all of ${whose}.`,
  NET_ADMIN: (whose) => say`It may change the addresses, routes and packet filters of ${whose}.`,
  ALL: () => say`That is nearly what a privileged container has.`,
}

/** What is found about workloads and Pods. */
export const POD_FINDING = part('podFinding', {
  'pod-security-refused': (facts) => ({
    message: say`The API server refuses ${pods(facts)}`,
    advice: say`Here ${facts.pods === 1 ? 'it is' : 'they are'} drawn all the same. ${code(facts.answer)}`,
  }),
  'pod-security-warned': (facts) => ({
    message: say`The API server takes ${facts.kind === 'Pod' ? 'this Pod' : say`this ${facts.kind}`}, and warns`,
    advice: say`${code(facts.answer)}`,
  }),
  'host-network': (facts) => ({
    message: say`${code(facts.workload)} uses the network of its node: no NetworkPolicy holds it`,
    advice: say`It speaks with the address of the node, hears all of its traffic, and reaches what listens on its ${code('lo')}.`,
  }),
  'host-port': (facts) => ({
    message: say`Port ${facts.port}${facts.protocol === 'TCP' ? '' : ` ${facts.protocol}`} of ${facts.hostIP === null ? say`the node` : code(facts.hostIP)} leads to ${code(facts.workload)}`,
    advice: say`Whoever reaches the node gets there: ${code('hostPort')} needs no Service.`,
  }),
  'privileged-container': (facts) => ({
    message: say`Container ${code(facts.container)} is privileged: it may do whatever its node may`,
    advice: say`No wall holds it, and no policy either.`,
  }),
  'network-capability-added': (facts) => ({
    message: say`Container ${code(facts.container)} adds ${list(facts.capabilities.map((name) => [code(name)]))}`,
    advice: join(facts.capabilities.map((name) => USES[name](facts.isOnHost ? 'its node' : 'its pod'))),
  }),
  'capability-prefix': (facts) => ({
    message: say`${code(facts.written)} names nothing: the API leaves ${code('CAP_')} out`,
    advice: say`The runtime puts it before every name, so this ${facts.list === 'drop' ? 'drops' : 'adds'} nothing. Write ${code(facts.meant)}.`,
  }),
} satisfies FindingTexts<PodFindingFacts>)
