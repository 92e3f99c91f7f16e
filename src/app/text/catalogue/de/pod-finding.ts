import type { OfWorkload } from '../../../../ground/finding.ts'
import { code, join, list, say, type Sentence } from '../../sentence.ts'
import type { POD_FINDING } from '../en/pod-finding.ts'
import { anzahl } from './count.ts'

/** Im Akkusativ. */
const pods = ({ kind, pods: amount }: OfWorkload): string =>
  kind === 'Pod'
    ? 'diesen Pod'
    : amount === 1
      ? `den Pod dieses ${kind}`
      : `die ${anzahl(amount, { one: 'Pod', other: 'Pods' })} dieses ${kind}`

const WOZU: Readonly<Record<'NET_RAW' | 'NET_ADMIN' | 'ALL', (whose: string) => Sentence>> = {
  NET_RAW: (whose) => say`Er darf Pakete unter jedem Namen senden und alle ${whose} lesen.`,
  NET_ADMIN: (whose) => say`Er darf Adressen, Routen und Paketfilter ${whose} ändern.`,
  ALL: () => say`Das ist fast so viel, wie ein privilegierter Container hat.`,
}

export const podFinding: typeof POD_FINDING = {
  'pod-security-refused': (facts) => ({
    message: say`Der API-Server weist ${pods(facts)} ab`,
    advice: say`Hier ${facts.pods === 1 ? 'ist er' : 'sind sie'} trotzdem gezeichnet. ${code(facts.answer)}`,
  }),
  'pod-security-warned': (facts) => ({
    message: say`Der API-Server nimmt ${facts.kind === 'Pod' ? 'diesen Pod' : `${/Job$|Controller$/.test(facts.kind) ? 'diesen' : 'dieses'} ${facts.kind}`} an und warnt`,
    advice: say`${code(facts.answer)}`,
  }),
  'host-network': (facts) => ({
    message: say`${code(facts.workload)} benutzt das Netz seines Nodes: Keine NetworkPolicy hält es auf`,
    advice: say`Es spricht mit der Adresse des Nodes, hört seinen ganzen Verkehr und erreicht, was auf seinem ${code('lo')} hört.`,
  }),
  'host-port': (facts) => ({
    message: say`Port ${facts.port}${facts.protocol === 'TCP' ? '' : ` ${facts.protocol}`} ${facts.hostIP === null ? say`des Nodes` : say`von ${code(facts.hostIP)}`} führt zu ${code(facts.workload)}`,
    advice: say`Wer den Node erreicht, kommt dorthin: ${code('hostPort')} braucht keinen Service.`,
  }),
  'privileged-container': (facts) => ({
    message: say`Der Container ${code(facts.container)} ist privilegiert: Er darf alles, was sein Node darf`,
    advice: say`Keine Wand hält ihn auf, und auch keine Policy.`,
  }),
  'network-capability-added': (facts) => ({
    message: say`Der Container ${code(facts.container)} fügt ${list(
      facts.capabilities.map((name) => [code(name)]),
      'und',
    )} hinzu`,
    advice: join(facts.capabilities.map((name) => WOZU[name](facts.isOnHost ? 'seines Nodes' : 'seines Pods'))),
  }),
  'capability-prefix': (facts) => ({
    message: say`${code(facts.written)} nennt nichts: Die API lässt ${code('CAP_')} weg`,
    advice: say`Die Runtime setzt es vor jeden Namen, also ${facts.list === 'drop' ? 'nimmt das nichts weg' : 'fügt das nichts hinzu'}. Schreib ${code(facts.meant)}.`,
  }),
}
