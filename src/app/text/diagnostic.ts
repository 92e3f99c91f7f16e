import type { Diagnostic, DiagnosticFacts } from '../../ground/diagnostic.ts'
import type { FindingFacts } from '../../ground/finding.ts'
import { DIAGNOSTIC } from './catalogue/en/diagnostic.ts'
import { inEnglish } from './catalogue/spoken.ts'
import { findingText, isOfKubernetes } from './finding.ts'
import { plain, type Sentence } from './sentence.ts'

/** What a diagnostic says: `message` as the API server or kubectl prints it, then with `isPrinted`, or in our words; `advice` in plain words; empty: nothing to add. */
export interface DiagnosticText {
  readonly message: Sentence
  readonly advice: Sentence
  readonly isPrinted?: true
}

/** All diagnostics but findings. */
export type OwnDiagnostics = { readonly [Facts in Exclude<DiagnosticFacts, FindingFacts> as Facts['code']]: (facts: Facts & Pick<Diagnostic, 'subject'>) => DiagnosticText }

/** The whole text of a diagnostic on one line, for markers and hovers. */
export function diagnosticLine(diagnostic: Diagnostic): string {
  const { message, advice } = diagnosticText(diagnostic)
  return advice.length === 0 ? plain(message) : `${plain(message)}. ${plain(advice)}`
}

/**
 * The sentence for a diagnostic. Schema and admission errors have the shape of the API server's own messages
 * (`field: type: value: detail`, `unknown field "spec.x"`), so that what is learned here is recognised in a terminal.
 */
export function diagnosticText(diagnostic: Diagnostic): DiagnosticText {
  return isOwn(diagnostic) ? (DIAGNOSTIC[diagnostic.code] as (facts: Diagnostic) => DiagnosticText)(diagnostic) : findingText(diagnostic)
}

/** For `lang`: what of it is said in English only. */
export function diagnosticLanguages(diagnostic: Diagnostic, { isPrinted }: DiagnosticText): { readonly message: 'en' | undefined; readonly advice: 'en' | undefined } {
  const advice = isOwn(diagnostic) || isOfKubernetes(diagnostic) ? undefined : inEnglish()
  return { message: isPrinted ? inEnglish() : advice, advice }
}

function isOwn(diagnostic: Diagnostic): diagnostic is Exclude<Diagnostic, FindingFacts> {
  return Object.hasOwn(DIAGNOSTIC, diagnostic.code)
}
