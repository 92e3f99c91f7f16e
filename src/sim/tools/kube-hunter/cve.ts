import type { FindingKind } from './finding.ts'

/** By flaw the versions that mend it, one of each minor that was. Source: src/modules/hunting/cves.py. */
const FIXES: readonly { readonly kind: FindingKind; readonly fixed: readonly string[] }[] = [
  { kind: 'cve-2018-1002105', fixed: ['1.10.11', '1.11.5', '1.12.3'] },
  { kind: 'cve-2019-1002100', fixed: ['1.11.8', '1.12.6', '1.13.4'] },
  { kind: 'cve-2019-9514', fixed: ['1.13.10', '1.14.6', '1.15.3'] },
  { kind: 'cve-2019-9512', fixed: ['1.13.10', '1.14.6', '1.15.3'] },
  { kind: 'cve-2019-11247', fixed: ['1.13.9', '1.14.5', '1.15.2'] },
]

/**
 * What a version is open to. Versions that somebody patched by themselves are passed over, unless `patched` counts them
 * too.
 */
export function flawsOf(version: string, patched: boolean): readonly FindingKind[] {
  return isPatched(version) && !patched
    ? []
    : FIXES.filter(({ fixed }) => isBefore(version, fixed)).map(({ kind }) => kind)
}

/** `1.2-gke.1`, `1.2+k3s1`, `1.2~3`. */
export function isPatched(version: string): boolean {
  return /[-+~]/.test(version)
}

/** Lower than the fix of its own minor, or than the first fix of all. */
export function isBefore(version: string, fixed: readonly string[]): boolean {
  const own = numbersOf(version)
  const ofMinor = fixed.map(numbersOf).find((fix) => fix[0] === own[0] && fix[1] === own[1])
  return compare(own, ofMinor ?? numbersOf(fixed[0]!)) < 0
}

function numbersOf(version: string): readonly number[] {
  return (version.replace(/^v/, '').split(/[-+~]/, 1)[0] ?? '').split('.').map(Number)
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < 3; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
