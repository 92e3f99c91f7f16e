import { code, say } from '../../sentence.ts'
import type { BLOCK_PAGES } from '../block-pages.ts'
import type { PageWords } from '../page.ts'

/** Adressblöcke. */
export const BLOCK_WORDS: Readonly<Record<keyof typeof BLOCK_PAGES, PageWords>> = {
  'block-is-service': {
    title: 'Ein Block, der die Adresse eines Service ist',
    why: say`Die Adresse eines Service wird durch die eines Pods ersetzt, ehe Policies hinsehen, also trifft der Block nichts. Beim API-Server sind das die Nodes der Control Plane, Port 6443.`,
    todo: say`Wähl die Pods hinter dem Service nach ihren Labels aus, und schreib den Port der Pods.`,
  },
  'block-is-pod': {
    title: 'Ein Block, der die Adresse eines Pods ist',
    why: say`Wird ein Pod ersetzt, bekommt er eine andere Adresse; dann lässt die Regel niemanden zu, oder einen Fremden. Manche Netzwerk-Plugins vergleichen Blöcke nie mit Pods.`,
    todo: say`Wähl den Pod nach seinen Labels aus.`,
  },
  'block-holds-pods': {
    title: 'Ein Block, der Adressen von Pods enthält',
    why: say`Blöcke sind für das gedacht, was draußen ist. Die meisten vergleichen auch die Adressen von Pods, andere nie, sodass derselbe Text zweierlei heißt.`,
    todo: say`Nimm Selektoren für Pods, und nimm deren Bereich mit ${code('except')} aus.`,
  },
  'except-covers-block': {
    title: 'Ausnahmen, die von einem Block nichts übrig lassen',
    why: say`Zusammen bedecken sie den ganzen Block, also trifft der Peer keine Adresse.`,
    todo: say`Nimm eine Ausnahme heraus, oder den Peer.`,
  },
  'except-undone': {
    title: 'Eine Ausnahme, die eine andere Regel zurücknimmt',
    why: say`${code('except')} engt den eigenen Peer ein. Es lehnt nichts ab: Was eine andere Regel oder Policy erlaubt, bleibt offen.`,
    todo: say`Eng auch die andere Regel ein.`,
  },
  'one-family-only': {
    title: 'Alle, aber nur aus einer Adressfamilie',
    why: say`${code('0.0.0.0/0')} enthält keine IPv6-Adresse und ${code('::/0')} keine IPv4-Adresse. Pods eines Clusters mit beiden sprechen beide.`,
    todo: say`Nimm die andere dazu.`,
  },
  'node-block-for-probes': {
    title: 'Eine Regel für die Probes eines Kubelet',
    why: say`Verkehr zwischen einem Pod und seinem eigenen Node ist immer erlaubt: Keine Policy bricht eine Probe. Health Checks eines Load Balancers kommen von anderswo und brauchen wirklich eine Regel.`,
    todo: say`Lösch den Peer, wenn nicht andere hinter der Adresse dieses Nodes gemeint sind.`,
  },
  'client-address-hidden': {
    title: 'Clients, die mit der Adresse eines Nodes kommen',
    why: say`Ein Service mit ${code('externalTrafficPolicy: Cluster')} kann die Adresse eines Nodes an die Stelle der des Clients setzen, also trifft ein Block von Clients nur manchmal.`,
    todo: say`Setz am Service ${code('externalTrafficPolicy: Local')}.`,
  },
}
