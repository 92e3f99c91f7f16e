import { part } from '../part.ts'

/** The playground in another page: to read, or as a quiz. */
export const EMBED = part('embed', {
  question: 'Question: ',
  guess: 'Your guess',
  what: 'What happens?',
  guesses: { allowed: 'Allowed', denied: 'Denied', conditional: 'It depends' },
  wait: 'The picture shows after your guess.',
  right: 'As you said.',
  wrong: 'Not as you said.',
  open: 'Open in the playground',
  text: 'Text',
  documents: 'Documents',
})
