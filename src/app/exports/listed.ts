import type { ConnectionSign } from '../../world/connection-sign.ts'
import type { EndpointRef } from '../../world/answer.ts'
import type { NewcomerClass, PortSets } from '../../world/index.ts'

/** A list of connections as it is shown, to be printed in any format. */
export interface ListedConnections {
  /** Of the list: `connections` of one state, or the `difference` of two. */
  readonly kind: 'connections' | 'difference'
  readonly connections: readonly ListedConnection[]
}

/** `sign` null: nothing changed, or it is not known from what; `before` is then the same as `now`. */
export interface ListedConnection {
  readonly from: ListedEnd
  readonly to: ListedEnd
  readonly now: PortSets
  readonly before: PortSets
  readonly sign: ConnectionSign | null
}

/**
 * `namespace` null: outside the cluster, or new. `ref` null: it does not exist, and `newcomer` says what it would be.
 */
export interface ListedEnd {
  readonly ref: EndpointRef | null
  /** In full: `shop/web`. */
  readonly name: string
  /** Without the namespace. */
  readonly label: string
  readonly namespace: string | null
  readonly newcomer: { readonly pods: NewcomerClass; readonly except: readonly NewcomerClass[] } | null
}

/** What stands before a line that changed. */
export const SIGN_LETTERS: Readonly<Record<ConnectionSign, string>> = { opened: '+', closed: '−', changed: '±' }

/** Whether any line says that it changed. */
export function hasSigns({ connections }: ListedConnections): boolean {
  return connections.some(({ sign }) => sign !== null)
}
