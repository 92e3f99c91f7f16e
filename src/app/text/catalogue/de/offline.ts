import type { OFFLINE } from '../en/offline.ts'

export const offline: typeof OFFLINE = {
  ready: {
    name: 'Offline bereit',
    title: 'Alles ist in diesem Browser aufgehoben: Lektionen, Beispiele, Editor und Engine. Das Netz darf gehen.',
  },
  newer: {
    name: 'Neue Version beim nächsten Start',
    title:
      'Eine neuere Version ist schon aufgehoben. Sie übernimmt, wenn alle Fenster des Playgrounds geschlossen sind.',
  },
  fetching: {
    name: 'Wird aufgehoben …',
    title: 'Der Rest des Playgrounds wird gerade in diesem Browser aufgehoben. Bleib noch einen Moment verbunden.',
  },
  failed: {
    name: 'Nicht offline',
    title:
      'Nicht alles ließ sich in diesem Browser aufheben. Was geladen ist, geht weiter; was noch nicht offen war, braucht das Netz. Lade neu, um es noch einmal zu versuchen.',
  },
}
