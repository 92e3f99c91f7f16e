import type { Diagnostic, DiagnosticFacts } from '../../ground/diagnostic.ts'
import type { FindingFacts } from '../../ground/finding.ts'
import type { FindingTexts } from './finding.ts'
import type { Sentence } from './sentence.ts'

/**
 * What a diagnostic says: `message` as the API server or kubectl prints it, then with `isPrinted`, or in our words;
 * `advice` in plain words; empty: nothing to add.
 */
export interface DiagnosticText {
  readonly message: Sentence
  readonly advice: Sentence
  readonly isPrinted?: true
}

/** Those whose words are fetched with the first of them. */
type FurtherCode =
  | 'yaml-limit'
  | 'agent-refusal'
  | 'older-release'
  | 'webhook-denied'
  | 'field-warning'
  | 'selector-unreadable'
  | 'unknown-protocol'
  | 'domain-names-action'
  | 'same-priority'
  | 'waypoint-assumed'
  | 'replicas-capped'
  | 'pods-without-address'
  | 'pods-capped'
  | 'taints-passed-over'
  | 'address-shared'
  | 'entry-backend'
  | 'route-parent'
  | 'field-not-evaluated'
  | 'internal-error'

type All = {
  readonly [Facts in Exclude<DiagnosticFacts, FindingFacts> as Facts['code']]: (
    facts: Facts & Pick<Diagnostic, 'subject'>,
  ) => DiagnosticText
}

/** The diagnostics that somebody meets who types; see `FurtherDiagnostics` for the others. Neither has findings. */
export type OwnDiagnostics = Omit<All, FurtherCode>

/** The diagnostics whose words are fetched when the first of them is met. */
export type FurtherDiagnostics = Pick<All, FurtherCode>

/** Null: this part of the catalogue has no words for it. */
export function textIn(
  part: OwnDiagnostics | FurtherDiagnostics | Partial<FindingTexts<FindingFacts>>,
  diagnostic: Diagnostic,
): DiagnosticText | null {
  return Object.hasOwn(part, diagnostic.code)
    ? (part as Readonly<Record<string, (facts: Diagnostic) => DiagnosticText>>)[diagnostic.code]!(diagnostic)
    : null
}
