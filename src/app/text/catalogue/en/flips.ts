import { part } from '../part.ts'
import { count, say, type Phrase } from '../../sentence.ts'

/** The smallest edits that would turn a verdict round. */
export const FLIPS = part('flips', {
  none: 'No small edit of a NetworkPolicy turns this round.',
  titles: { denied: 'Smallest edits that allow it', allowed: 'Smallest edits that deny it' },
  apply: 'Apply',
  and: 'and',
  useLabel: (policy: Phrase, rule: number, is: Phrase, was: Phrase) =>
    say`In ${policy}, rule ${rule}, ask for ${is} in place of ${was}`,
  addPort: (policy: Phrase, rule: number, port: string) => say`Add ${port} to the ports of ${policy}, rule ${rule}`,
  addPeer: (policy: Phrase, rule: number) => say`Add the other end to ${policy}, rule ${rule}`,
  addRule: (policy: Phrase, isIngress: boolean) => say`Add ${isIngress ? 'an ingress' : 'an egress'} rule to ${policy}`,
  newPolicy: (policy: Phrase, isIngress: boolean) =>
    say`Add a policy for ${isIngress ? 'ingress' : 'egress'}, ${policy}`,
  deleteRule: (policy: Phrase, rule: number) => say`Delete rule ${rule} of ${policy}`,
  deletePeer: (policy: Phrase, rule: number) => say`Take it out of ${policy}, rule ${rule}`,
  deletePort: (policy: Phrase, rule: number) => say`Take the port out of ${policy}, rule ${rule}`,
  emptyRules: (policy: Phrase, isIngress: boolean) =>
    say`Take the only ${isIngress ? 'ingress' : 'egress'} rule out of ${policy}`,
  close: (policy: Phrase, isIngress: boolean) =>
    say`Add a policy that lets nobody ${isIngress ? 'in' : 'out'}, ${policy}`,
  guestList: (policy: Phrase, isIngress: boolean) =>
    say`Add a policy that lets every other pod ${isIngress ? 'in' : 'be reached'}, ${policy}`,
  opens: (amount: number) => `opens ${count(amount, 'connection')}`,
  closes: (amount: number) => `closes ${count(amount, 'connection')}`,
  changes: (amount: number) => `changes the ports of ${count(amount, 'connection')}`,
})
