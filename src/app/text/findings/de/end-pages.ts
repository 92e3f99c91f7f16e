import { code, say } from '../../sentence.ts'
import type { END_PAGES } from '../end-pages.ts'
import type { PageWords } from '../page.ts'

/** Beide Enden eines Flows zusammen. */
export const END_WORDS: Readonly<Record<keyof typeof END_PAGES, PageWords>> = {
  'dns-closed': {
    title: 'DNS ist zu',
    why: say`Ein Pod, der für Egress isoliert ist, fragt niemanden, auch nicht DNS, wenn keine Regel es sagt. Jeder Name scheitert, ehe eine Verbindung versucht wird.`,
    todo: say`Erlaube Port 53 über UDP und TCP zu den DNS-Pods in ${code('kube-system')}.`,
  },
  'one-end-opened': {
    title: 'Nur ein Ende ist geöffnet',
    why: say`Ein Flow kommt durch, wenn ihn der Egress der Quelle und der Ingress des Ziels durchlassen. Diese Regel öffnet ein Ende; eine Policy am anderen hält alle diese Flows zu.`,
    todo: say`Nimm am anderen Ende eine Regel dazu, oder diese heraus.`,
  },
  'front-door-closed': {
    title: 'Ein Service nach draußen, und niemand kommt herein',
    why: say`Clients und Health Checks eines Load Balancers stehen außerhalb des Clusters. Selektoren treffen sie nie; nur eine Regel ohne Peers oder mit einem ${code('ipBlock')} tut es.`,
    todo: say`Nimm eine Regel für den Port dazu, ohne ${code('from')} oder mit den Adressen der Clients.`,
  },
}
