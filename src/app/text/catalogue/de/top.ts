import type { TOP } from '../en/top.ts'

export const top: typeof TOP = {
  openPlayground: 'Im Playground öffnen',
  pages: 'Seiten',
  lessons: 'Lektionen',
  playground: 'Playground',
  workshop: 'Workshop',
  lessonOpen: 'Lektion: ',
  examplesOpen: 'Beispiele. Offen: ',
  draft: 'dein Entwurf',
  edited: 'geändert',
  ambient: 'Istio, ambient',
  mesh: 'Mesh',
  meshTitle:
    'In den Dokumenten gefunden. Seine Proxys kommen nach den Policies des Netzwerks dran und öffnen nichts, was diese geschlossen haben.',
  policyApi: 'Policy-API',
  policyApiTitle:
    'Welche Versionen von policy.networking.k8s.io im Cluster installiert sind. Was er nicht anbietet, gilt nicht.',
  theme: (name) => `Farben: ${name}`,
  themes: { system: 'wie das System', light: 'hell', dark: 'dunkel' },
  find: 'Alles finden und tun',
  language: 'Sprache',
  help: 'Hilfe',
  helpTitle: 'Hilfe und Tastenkürzel (?)',
  present: 'Vorführen',
  presentTitle: 'Ein Fenster für dein Publikum: groß, und ohne alles andere von dir',
  share: 'Teilen',
}
