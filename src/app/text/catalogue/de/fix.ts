import type { FIX } from '../en/fix.ts'
import { anzahl } from './count.ts'

export const fix: typeof FIX = {
  use: (what) => `${what} nehmen`,
  useNamespace: (name) => `Namespace ${name} nehmen`,
  declare: (types) => `${types.join(' und ')} nennen`,
  joinPeers: 'Mit und verbinden',
  requireLabel: (key) => `Label ${key} verlangen`,
  usePort: (port) => `Port ${port} nehmen`,
  add: (what) => `${what} ergänzen`,
  select: (labels) => `${labels} auswählen`,
  deleteRule: 'Diese Regel löschen',
  passRest: 'Den Rest weitergeben',
  onlyInNamespaces: 'Nur in Namespaces',
  alsoIn: (namespace) => `Auch in ${namespace}`,
  useService: (service) => `Service ${service} nennen`,
  lookIn: (selector) => `In ${selector} suchen`,
  addDns: 'DNS-Regel ergänzen',
  write: (word) => `${word} schreiben`,
  leaveOpen: (section) =>
    `${section === 'egress' ? 'Egress' : section === 'ingress' ? 'Ingress' : section} offen lassen`,
  openPort: (port) => `Auch Port ${port} öffnen`,
  deleteField: (field) => `${field} löschen`,
  promises: (opened, closed) =>
    opened + closed === 0
      ? 'öffnet und schließt nichts'
      : `öffnet ${anzahl(opened, { one: 'Flow', other: 'Flows' })} · schließt ${closed}`,
}
