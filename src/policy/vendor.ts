import type { Part } from '../ground/part.ts'
import type { PolicyKind } from './kind.ts'

/**
 * The policy kinds that a project beside Kubernetes brings. Few worlds have any of them, so a browser fetches them with
 * the first object of their groups.
 */
export interface Vendor {
  /** API groups, without versions. Only this vendor's kinds are in them. */
  readonly groups: readonly string[]
  readonly kinds: Part<readonly PolicyKind[]>
}
