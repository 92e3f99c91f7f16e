import { code, say } from '../../sentence.ts'
import type { POLICIES } from '../en/policies.ts'
import { anzahl } from './count.ts'

const pods = { one: 'Pod', other: 'Pods' }
const WORTE = ['keine', 'eine', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn']
/** `eine Regel`, `zwei Regeln`. */
const regeln = (amount: number) =>
  WORTE[amount] === undefined
    ? anzahl(amount, { one: 'Regel', other: 'Regeln' })
    : `${WORTE[amount]} ${amount === 1 ? 'Regel' : 'Regeln'}`
const schliesst = (weg: string, rules: number) =>
  say`Nichts kommt ${weg}, was keine Policy durchlässt${rules === 0 ? ', und sie lässt nichts durch' : `, und sie hat dafür ${regeln(rules)}`}.`
const was = (from: boolean) => (from ? 'was kommt von' : 'was geht zu')

export const policies: typeof POLICIES = {
  none: 'Keine Policy: Jeder Flow ist offen.',
  noneOfNetwork: 'Keine Policy des Netzwerks: Das Netzwerk lässt jeden Flow durch.',
  ofMesh: 'Policies des Mesh',
  noneOfMesh: 'Keine Policy des Mesh: Seine Proxys lassen jede Anfrage durch.',
  notListed: 'Die Policies ließen sich nicht auflisten. Die nächste Änderung wird wieder versucht.',
  notApplied: {
    rejected: say`Sie gilt nicht: Der API-Server weist sie zurück.`,
    'agent-refused': say`Sie gilt nicht: Der API-Server speichert sie, und die Agenten des Plugins weisen sie zurück.`,
    'not-served': say`Sie gilt nicht: Dieser Cluster hat ihre API nicht.`,
    'not-enforced': say`Die API nimmt sie an, und niemand setzt sie durch: Dieses Netzwerk-Plugin liest sie nicht.`,
  },
  noPod: say`keinen Pod, der da ist`,
  podsOf: (amount, workloads) => say`${anzahl(amount, pods)} von ${workloads} Workloads`,
  named: (workloads, amount) => say`${workloads}, ${anzahl(amount, pods)}`,
  about: (subject, closes) => say`Es geht um ${subject}. ${closes}`,
  ranked: (rank, subject) => say`${rank}. Es geht um ${subject}, und ihre erste Regel, die passt, entscheidet.`,
  rankedByAction: (rank, subject) =>
    say`${rank}. Es geht um ${subject}. Von ihren Regeln, die passen, zählt zuerst eine, die ablehnt, dann eine, die zulässt.`,
  closesNothing: say`Sie schließt nichts.`,
  closesIn: (rules) => schliesst('herein', rules),
  closesOut: (rules) => schliesst('hinaus', rules),
  closesBoth: (rules) => schliesst('herein oder hinaus', rules),
  letsIn: (rule, peers, how) => say`Regel\u00a0${rule} lässt herein: ${peers}${how}.`,
  letsReach: (rule, peers, how) => say`Regel\u00a0${rule} lässt erreichen: ${peers}${how}.`,
  accepts: (rule, from, peers, how) => say`Regel\u00a0${rule} nimmt an, ${was(from)}: ${peers}${how}.`,
  allows: (rule, from, peers, how) => say`Regel\u00a0${rule} erlaubt, ${was(from)}: ${peers}${how}.`,
  denies: (rule, from, peers, how) => say`Regel\u00a0${rule} lehnt ab, ${was(from)}: ${peers}${how}.`,
  passes: (rule, from, peers, how) =>
    say`Regel\u00a0${rule} überlässt dem nächsten Tier, ${was(from)}: ${peers}${how}.`,
  logs: (rule, from, peers, how) => say`Regel\u00a0${rule} schreibt auf, ${was(from)}: ${peers}${how}.`,
  anybody: say`alle`,
  anywhere: say`alle`,
  and: 'und',
  or: 'oder',
  mesh: {
    aboutPods: (amount) => say`Es geht um ${amount === 0 ? 'keinen Pod' : anzahl(amount, pods)} im Mesh. `,
    attached: (to) => say`Sie hängt an ${to}. `,
    noRule: {
      ALLOW: say`Sie hat keine Regel: Sie lässt niemanden herein.`,
      other: say`Sie hat keine Regel: Sie tut nichts.`,
    },
    rules: {
      ALLOW: (rules) =>
        say`Sie lässt herein, wofür sie ${regeln(rules)} hat, und sonst kommt nichts herein, was keine Policy hereinlässt.`,
      DENY: (rules) => say`Sie lehnt ab, wofür sie ${regeln(rules)} hat, ehe irgendetwas hereingelassen wird.`,
      AUDIT: (rules) => say`Sie lässt aufschreiben, wofür sie ${regeln(rules)} hat, und entscheidet nichts.`,
      CUSTOM: (rules) => say`Sie lässt jemanden außerhalb des Mesh fragen, wofür sie ${regeln(rules)} hat.`,
    },
    tried: (rules) => say`${rules} Sie wird nur erprobt: Sie entscheidet nichts.`,
    port: (port, mode) => say`Port ${port} ${code(mode)}`,
    ports: (ports) => say` Auf ${ports}.`,
    mutualAround: (ports) => say`Sie nimmt, was um sie herum über mutual TLS gesagt ist.${ports}`,
    mutual: (mode, ports) => say`Mutual TLS: ${code(mode)}.${ports}`,
    tokens: (issuers) => say`Tokens, die da sind, müssen gültig sein: von ${issuers}.`,
    speaks: (protocol) => say`, der ${code(protocol)} spricht,`,
    closed: (port, speaks) => say`Port ${code(port)}${speaks} ist für alle geschlossen, die nichts hereinlässt.`,
    open: (port, speaks, access) => say`Port ${code(port)}${speaks} ist von selbst so offen, wie ${code(access)} sagt.`,
    opens: (target) => say`Sie öffnet ${code(target)} für alle.`,
    opensTo: (target, required) => say`Sie öffnet ${code(target)} für alle, die ${required} haben.`,
    leaves: (traffic) => say`Was den Cluster verlässt und keine Route nimmt: ${code(traffic)}.`,
    leavesFor: (networks, traffic) =>
      say`Was den Cluster zu ${networks} verlässt und keine Route nimmt: ${code(traffic)}.`,
    limits: (target) => say`Sie begrenzt, wie viele Anfragen ${code(target)} in einer Sekunde annimmt.`,
  },
}
