import { FURTHER_FINDINGS } from '#further-findings'
import type { Diagnostic } from '../../ground/diagnostic.ts'
import { DIAGNOSTIC } from './catalogue/en/diagnostic.ts'
import { FINDING } from './catalogue/en/finding.ts'
import { inEnglish } from './catalogue/spoken.ts'
import { textIn, type DiagnosticText } from './diagnostic-text.ts'
import { plain, say } from './sentence.ts'

/** The whole text of a diagnostic on one line, for markers and hovers. */
export function diagnosticLine(diagnostic: Diagnostic): string {
  const { message, advice } = diagnosticText(diagnostic)
  return advice.length === 0 ? plain(message) : `${plain(message)}. ${plain(advice)}`
}

/** For what has no words here: they are not fetched yet, or could not be. */
export const UNTOLD: DiagnosticText = {
  message: say`Something comes of this that is seldom meant`,
  advice: say`The words for it could not be fetched: “Why” may tell.`,
}

/**
 * The sentence for a diagnostic. Schema and admission errors have the shape of the API server's own messages
 * (`field: type: value: detail`, `unknown field "spec.x"`), so that what is learned here is recognised in a terminal.
 */
export function diagnosticText(diagnostic: Diagnostic): DiagnosticText {
  return textIn(DIAGNOSTIC, diagnostic) ?? textIn(FINDING, diagnostic) ?? FURTHER_FINDINGS.value?.(diagnostic) ?? UNTOLD
}

/** For `lang` of the message: what programs print is English everywhere. */
export function messageLanguage({ isPrinted }: DiagnosticText): 'en' | undefined {
  return isPrinted ? inEnglish() : undefined
}
