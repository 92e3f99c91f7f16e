import { part } from '../part.ts'

/** The badge that tells whether the network may go. */
export const OFFLINE = part('offline', {
  ready: {
    name: 'Ready offline',
    title: 'Everything is kept in this browser: lessons, examples, editor and engine. The network may go.',
  },
  newer: {
    name: 'New version at the next start',
    title: 'A newer version is kept already. It takes over when all windows of the playground have been closed.',
  },
  fetching: {
    name: 'Keeping for offline …',
    title: 'The rest of the playground is being kept in this browser. Stay connected for a moment.',
  },
  failed: {
    name: 'Not offline',
    title:
      'Not everything could be kept in this browser. What is loaded works on; parts not opened yet need the network. Reload to try again.',
  },
})
