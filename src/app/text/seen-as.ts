import type { SeenAs } from '../../engine/explanation.ts'
import { assertNever } from '../../ground/result.ts'
import { code, say, type Sentence } from './sentence.ts'

/** What a gate takes the other end for. `node` null: it is none. */
export interface Sight {
  readonly as: SeenAs
  readonly node: string | null
  readonly address: string | null
  readonly port: number | null
}

/** Why rules here are compared with something else than was sent: one sentence. */
export function seenAsText({ as, node, address, port }: Sight): Sentence {
  const where = say`${code(address ?? 'no address')}`, named = node === null ? where : say`node ${code(node)} (${where})`
  switch (as) {
    case 'service-address': return say`This gate looks before the Service is translated: blocks are compared with ${code(`${hostOf(address)}${port === null ? '' : `:${port}`}`)}.`
    case 'node-port': return say`The port belongs to another node, which translates it: this gate sees ${named}${port === null ? [] : say`, port ${port}`}, not the pod behind.`
    case 'node-address': return say`This gate sees ${named} instead of the client.`
    case 'tunnel-address': return say`This gate sees ${node === null ? where : say`node ${code(node)} by its tunnel’s address, ${where}`}.`
    case 'no-address': return say`This gate sees that somebody outside sends it, and no address: only a block of all addresses fits.`
    case 'probe-address': return say`The mesh puts ${where} in the place of the node’s own address: to this plugin it is somebody outside. A policy with that block lets its probes in.`
    default: return assertNever(as)
  }
}

/** Why a block that holds the address does not fit: told once for a gate. */
export const KNOWN_BY_IDENTITY: Readonly<Record<'pod' | 'host', Sentence>> = {
  pod: say`Cilium knows pods by identity: a block of addresses never matches one.`,
  host: say`Cilium knows nodes by identity: a block of addresses never matches one.`,
}

function hostOf(address: string | null): string {
  return address === null ? 'no address' : address.includes(':') ? `[${address}]` : address
}
