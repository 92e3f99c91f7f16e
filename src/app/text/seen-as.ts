import type { SeenAs } from '../../engine/explanation.ts'
import { assertNever } from '../../ground/result.ts'
import { SIGHT } from './catalogue/en/sight.ts'
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
  const where = say`${code(address ?? SIGHT.noAddress)}`
  const named = node === null ? where : SIGHT.node(code(node), where)
  switch (as) {
    case 'service-address':
      return SIGHT.serviceAddress(`${hostOf(address)}${port === null ? '' : `:${port}`}`)
    case 'node-port':
      return SIGHT.nodePort(named, port === null ? '' : String(port))
    case 'node-address':
      return SIGHT.nodeAddress(named)
    case 'tunnel-address':
      return node === null ? SIGHT.address(where) : SIGHT.tunnelAddress(code(node), where)
    case 'no-address':
      return SIGHT.nobody
    case 'probe-address':
      return SIGHT.probe(where)
    default:
      return assertNever(as)
  }
}

function hostOf(address: string | null): string {
  return address === null ? SIGHT.noAddress : address.includes(':') ? `[${address}]` : address
}
