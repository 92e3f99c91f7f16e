import { say } from '../../sentence.ts'
import type { FLIPS } from '../en/flips.ts'
import { anzahl } from './count.ts'

const verbindungen = { one: 'Verbindung', other: 'Verbindungen' }
const richtung = (isIngress: boolean) => (isIngress ? 'Ingress' : 'Egress')

export const flips: typeof FLIPS = {
  none: 'Keine kleine Änderung einer NetworkPolicy dreht das um.',
  titles: { denied: 'Kleinste Änderungen, die es erlauben', allowed: 'Kleinste Änderungen, die es ablehnen' },
  apply: 'Anwenden',
  and: 'und',
  useLabel: (policy, rule, is, was) => say`In ${policy}, Regel\u00a0${rule}, ${is} statt ${was} verlangen`,
  addPort: (policy, rule, port) => say`Zu den Ports von ${policy}, Regel\u00a0${rule}, ${port} hinzufügen`,
  addPeer: (policy, rule) => say`Das andere Ende in ${policy}, Regel\u00a0${rule}, aufnehmen`,
  addRule: (policy, isIngress) => say`Zu ${policy} eine ${richtung(isIngress)}-Regel hinzufügen`,
  newPolicy: (policy, isIngress) => say`Eine Policy für ${richtung(isIngress)} hinzufügen, ${policy}`,
  deleteRule: (policy, rule) => say`Regel\u00a0${rule} von ${policy} löschen`,
  deletePeer: (policy, rule) => say`Es aus ${policy}, Regel\u00a0${rule}, herausnehmen`,
  deletePort: (policy, rule) => say`Den Port aus ${policy}, Regel\u00a0${rule}, herausnehmen`,
  emptyRules: (policy, isIngress) => say`Die einzige ${richtung(isIngress)}-Regel aus ${policy} herausnehmen`,
  close: (policy, isIngress) =>
    say`Eine Policy hinzufügen, die niemanden ${isIngress ? 'hereinlässt' : 'hinauslässt'}, ${policy}`,
  guestList: (policy, isIngress) =>
    say`Eine Policy hinzufügen, die jeden anderen Pod ${isIngress ? 'hereinlässt' : 'erreichbar lässt'}, ${policy}`,
  opens: (amount) => `öffnet ${anzahl(amount, verbindungen)}`,
  closes: (amount) => `schließt ${anzahl(amount, verbindungen)}`,
  changes: (amount) => `ändert die Ports von ${anzahl(amount, verbindungen)}`,
}
