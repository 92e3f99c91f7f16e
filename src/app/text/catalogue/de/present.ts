import type { PRESENT } from '../en/present.ts'

export const present: typeof PRESENT = {
  text: 'Text',
  cluster: 'Cluster',
  nothing: 'Noch wird nichts vorgeführt',
  nothingAbout:
    'Drück „Vorführen“ im Fenster mit deiner Arbeit. Was es zeigt, kommt hierher, ohne Netz und ohne alles andere von dir.',
  before: 'Station davor',
  beforeTitle: 'Station davor ([ oder Bild auf)',
  next: 'Nächste Station',
  nextTitle: 'Nächste Station (] oder Bild ab)',
  stages: 'Stationen',
  spot: 'Spotlight',
  spotTitle: 'Alles außer dem gefragten Flow abdunkeln (S)',
  second: 'Zweites Fenster',
  secondTitle: 'Noch ein Fenster dieser Vorführung, im Gleichschritt mit diesem',
  theme: 'Farben',
  themeTitle: 'Hell oder dunkel',
  clock: (time) => `Bisherige Zeit, ${time}; neu anfangen`,
  clockTitle: 'Bisherige Zeit; ein Klick fängt neu an',
  open: 'Diese Station öffnen',
  offline: 'Geht auch offline',
  qr: 'Der Link dieser Station als QR-Code',
  qrTooLong: 'Zu lang für einen QR-Code',
  playground: 'Zum Playground',
}
