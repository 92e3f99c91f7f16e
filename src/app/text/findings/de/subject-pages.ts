import { code, say } from '../../sentence.ts'
import type { PageWords } from '../page.ts'
import type { SUBJECT_PAGES } from '../subject-pages.ts'

/** Für wen eine Policy gilt, und in welchen Richtungen. */
export const SUBJECT_WORDS: Readonly<Record<keyof typeof SUBJECT_PAGES, PageWords>> = {
  'selects-nothing': {
    title: 'Eine Policy wählt keinen Pod aus',
    why: say`Der API-Server nimmt sie an, und sie schützt nichts: Die Pods, für die sie gedacht war, bleiben offen.`,
    todo: say`Vergleiche den Selektor mit den Labels der Pods. Die Labels eines Deployments selbst zählen nicht, die in seinem ${code('template')} schon.`,
  },
  'namespace-forgotten': {
    title: 'Eine Policy ohne Namespace, und ihre Pods sind anderswo',
    why: say`Eine Policy gilt nur für Pods ihres eigenen Namespace. Ohne ${code('metadata.namespace')} legt kubectl sie in den gerade eingestellten, meistens ${code('default')}.`,
    todo: say`Schreib den Namespace der Pods in die Metadaten.`,
  },
  'namespace-unknown': {
    title: 'Eine Policy in einem Namespace, in dem sonst nichts ist',
    why: say`Der API-Server weist eine Policy für einen Namespace zurück, den es nicht gibt: ${code('namespaces "shopp" not found')}.`,
    todo: say`Berichtige den Namen, oder nimm den Namespace in den Text auf.`,
  },
  'selects-host-network': {
    title: 'Eine Policy wählt Pods im Netzwerk des Hosts aus',
    why: say`Sie haben keine eigene Adresse: Nichts unterscheidet ihren Verkehr von dem des Nodes. Die API lässt es offen, und alle gängigen Netzwerk-Plugins halten keine Policy über sie.`,
    todo: say`Schütze sie mit der Firewall des Nodes, oder gib ihnen ein eigenes Netzwerk.`,
  },
  'selects-finished': {
    title: 'Eine Policy wählt nur Pods aus, die fertig sind',
    why: say`Ein Pod in der Phase Succeeded oder Failed sendet und empfängt nichts, und seine Adresse gehört vielleicht schon einem anderen.`,
    todo: say`Läuft der Job wieder, gilt die Policy für seinen nächsten Pod. Sonst lösch sie.`,
  },
  'rules-inert': {
    title: 'Regeln einer Richtung, die die Policy nicht isoliert',
    why: say`Eine Liste ${code('policyTypes')} gilt so, wie sie da steht. Regeln eines Abschnitts, den sie auslässt, sind toter Text.`,
    todo: say`Nimm den Typ dazu, oder die Regeln heraus.`,
  },
  'ingress-closed-too': {
    title: 'Eine Egress-Policy, die auch Ingress schließt',
    why: say`Ohne ${code('policyTypes')} nimmt der API-Server Ingress an, immer, und Egress, wenn es eine Egress-Regel gibt. Eine Policy, die nur von Egress handelt, lässt also nichts herein.`,
    todo: say`Schreib ${code('policyTypes: [Egress]')}; oder beide Typen, wenn auch Ingress geschlossen sein soll.`,
  },
  'not-isolated': {
    title: 'Eine leere Liste, die nichts schließt',
    why: say`Eine leere Liste von Regeln sagt nichts darüber, ob isoliert wird: Das tut ${code('policyTypes')}. Fehlt es, wird daraus Ingress, und Egress nur, wenn es eine Egress-Regel gibt.`,
    todo: say`Nenn die Richtung in ${code('policyTypes')}.`,
  },
}
