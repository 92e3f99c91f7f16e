import { FURTHER_FINDINGS } from '#further-findings'
import { diagnosticText, UNTOLD } from '../text/diagnostic.ts'
import type { Diagnostic } from '../../ground/diagnostic.ts'

/**
 * Hands on what comes with diagnostics as soon as there are words for all of them: at once, or after they were fetched.
 * What is overtaken by something newer meanwhile is dropped. Where they cannot be fetched it is handed on all the same,
 * and says so.
 */
export function whenTold<Told extends { readonly diagnostics: readonly Diagnostic[] }>(
  show: (told: Told) => void,
  texts = FURTHER_FINDINGS,
  needsFetching: (diagnostic: Diagnostic) => boolean = hasNoWords,
): (told: Told) => void {
  let newest: Told | null = null
  return (told) => {
    newest = told
    if (texts.value !== null || !told.diagnostics.some(needsFetching)) {
      show(told)
      return
    }
    const showIfNewest = () => {
      if (newest === told) show(told)
    }
    texts.fetch().then(showIfNewest, showIfNewest)
  }
}

/** Whether its words are not here yet. */
function hasNoWords(diagnostic: Diagnostic): boolean {
  return diagnosticText(diagnostic) === UNTOLD
}
