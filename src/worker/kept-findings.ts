import type { Diagnostic } from '../ground/diagnostic.ts'

/**
 * Hands out the finding of the last time for each that says the same at the same place, so that an edit among a
 * thousand sends and draws the few that are others.
 */
export class KeptFindings {
  #known: ReadonlyMap<string, Diagnostic> = new Map()

  of(findings: readonly Diagnostic[]): readonly Diagnostic[] {
    const next = new Map<string, Diagnostic>()
    const kept = findings.map((finding) => {
      const key = JSON.stringify(finding)
      const same = this.#known.get(key) ?? finding
      // Two that say the same stay two.
      if (next.has(key)) return finding
      next.set(key, same)
      return same
    })
    this.#known = next
    return kept
  }
}
