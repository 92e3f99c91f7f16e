import { say } from '../../sentence.ts'
import { part } from '../part.ts'

/** What to conclude from what the caller sees. What is typed and printed is the tools’ own. */
export const CALLER = part('caller', {
  noHandshake: say`UDP has no handshake: only an answer shows that it arrived.`,
  passes: say`Policies let it pass. Whether the program answers is another matter.`,
  refused: say`Refused at once, not after a time-out: no policy is at work here.`,
  proxyAnswered: say`The connection stands: a proxy answered instead of the program.`,
  dnsRefused: say`The DNS proxy answered REFUSED.`,
  reset: say`Reset after the TLS hello, which names the server in clear text.`,
  proxyRefuses: say`The connection stands: a proxy refuses what is said on it.`,
  unproven: say`Dropped until both ends have proven who they are.`,
  filtered: say`Told at once that it was filtered: the plugin answers what it denies.`,
  silence: say`Dropped in silence. The caller waits until its own time-out.`,
  noAnswer: '(no answer)',
})
