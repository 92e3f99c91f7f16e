import { part } from '../part.ts'
import { code, say, type Phrase, type Sentence } from '../../sentence.ts'

/** As whom a gate sees the other end, where that is not whom one would think. */
export const SIGHT = part('sight', {
  noAddress: 'no address',
  node: (node: Phrase, address: Sentence) => say`node ${node} (${address})`,
  serviceAddress: (address: string) =>
    say`This gate looks before the Service is translated: blocks are compared with ${code(address)}.`,
  nodePort: (who: Sentence, port: string) =>
    say`The port belongs to another node, which translates it: this gate sees ${who}${port === '' ? '' : `, port ${port}`}, not the pod behind.`,
  nodeAddress: (who: Sentence) => say`This gate sees ${who} instead of the client.`,
  tunnelAddress: (node: Phrase, address: Sentence) =>
    say`This gate sees node ${node} by its tunnel’s address, ${address}.`,
  address: (address: Sentence) => say`This gate sees ${address}.`,
  nobody: say`This gate sees that somebody outside sends it, and no address: only a block of all addresses fits.`,
  probe: (address: Sentence) =>
    say`The mesh puts ${address} in the place of the node’s own address: to this plugin it is somebody outside. A policy with that block lets its probes in.`,
  /** Why a block that holds the address does not fit. */
  byIdentity: {
    pod: say`Cilium knows pods by identity: a block of addresses never matches one.`,
    host: say`Cilium knows nodes by identity: a block of addresses never matches one.`,
  },
})
