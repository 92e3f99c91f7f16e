import { BASE_KINDS } from '../manifests/base-kinds.ts'
import { kindsAtHand } from '../policy/registry.ts'

/**
 * The JSON Schema of a kind, with hover text in `description` and, as Markdown with a link, in `markdownDescription`.
 */
export interface KindSchema {
  readonly apiVersion: string
  readonly kind: string
  readonly schema: object
}

/**
 * The shapes of every kind that can be read at present, for completion and hover in an editor: the policy kinds first.
 */
export function kindSchemas(): readonly KindSchema[] {
  return [...kindsAtHand(), ...BASE_KINDS].map(({ apiVersion, kind, shape }) => ({ apiVersion, kind, schema: shape }))
}
