import type { IpFamily } from '../ground/ip.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { Passage } from './evaluate.ts'

/**
 * What decides about pairs of endpoints beside the network's policies: a service mesh. `passage` is of the whole way,
 * with the network's part in it, since that may be asked about other ports than the one that is meant.
 */
export interface Beyond {
  /** Ports that it may tell apart: a port between two of them is as the ones beside it. */
  readonly ports: readonly number[]
  /** Whether it has a part in what passes between the two at all. */
  concerns(from: Endpoint, to: Endpoint): boolean
  /** Over TCP, with nothing known of what is said. `isOpen`: no policy had a say. */
  passage(
    from: Endpoint,
    to: Endpoint,
    family: IpFamily,
    port: number,
  ): { readonly passage: Passage; readonly isOpen: boolean }
}
