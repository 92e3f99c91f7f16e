import { code, say } from '../../sentence.ts'
import type { PageWords } from '../page.ts'
import type { PORT_PAGES } from '../port-pages.ts'

/** Ports. */
export const PORT_WORDS: Readonly<Record<keyof typeof PORT_PAGES, PageWords>> = {
  'port-not-listened': {
    title: 'Ein Port, auf dem niemand lauscht',
    why: say`Die Regel öffnet einen Port, den keiner ihrer Pods angibt. Worauf sie wirklich lauschen, bleibt zu.`,
    todo: say`Schreib einen Port, den die Pods angeben. Pods dürfen auf mehr lauschen, als sie angeben; dann lass es so.`,
  },
  'service-port-used': {
    title: 'Der Port eines Service, wo der des Pods gebraucht wird',
    why: say`Policies sehen die Verbindung, nachdem der Service sie zu einem Pod geschickt hat: mit der Adresse des Pods und dem ${code('targetPort')}.`,
    todo: say`Schreib die Nummer oder den Namen, auf dem die Pods lauschen.`,
  },
  'port-name-unknown': {
    title: 'Ein Portname, den kein Pod angibt',
    why: say`Ein Name wird unter den Ports gesucht, die die Container des Ziels angeben, zusammen mit dem Protokoll. Wo keiner passt, öffnet er nichts.`,
    todo: say`Nimm einen Namen, der angegeben ist, oder eine Nummer.`,
  },
  'port-name-on-block': {
    title: 'Ein Portname für Adressen eines Blocks',
    why: say`Namen kommen von den Ports der Container. Was draußen ist, gibt keine an, also öffnet die Regel nichts.`,
    todo: say`Schreib die Nummer.`,
  },
  'port-name-differs': {
    title: 'Ein Portname, der mehrere Nummern meint',
    why: say`Der Name wird bei jedem Pod für sich nachgeschlagen: Eine Regel öffnet bei einem 9090 und beim anderen 9187.`,
    todo: say`Nichts, wenn es so gemeint ist. Dafür sind Namen da.`,
  },
  'dns-protocol-missing': {
    title: 'DNS nur über ein Protokoll',
    why: say`Anfragen gehen über UDP; eine Antwort, die zu lang ist, wird über TCP geholt. Ein Port ohne Protokoll ist TCP.`,
    todo: say`Öffne Port 53 zweimal: UDP und TCP.`,
  },
}
