import { part } from '../part.ts'
import { say } from '../../sentence.ts'

/** Why a link was not opened. Nothing of the user's has changed. */
export const LINK = part('link', {
  incomplete: say`This link is incomplete. Your own work is untouched.`,
  newer: say`This link was made by a later version of Reachable. Your own work is untouched.`,
  'other-example': say`This link holds only what differs from an example, and that example is not the same here. Your own work is untouched.`,
  'too-large': say`This link unpacks to more than 30 MB and was not opened. Your own work is untouched.`,
  'not-a-work': say`This link holds nothing that can be shown here. Your own work is untouched.`,
})
