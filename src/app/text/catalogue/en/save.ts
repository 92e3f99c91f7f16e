import { part } from '../part.ts'

/** The menu that saves what is on the screen. */
export const SAVE = part('save', {
  save: 'Save',
  picture: 'This picture as',
  all: 'All of it as',
  report: 'Markdown report',
})
