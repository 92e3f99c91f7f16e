import type { Diagnostic } from '../../ground/diagnostic.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import { diagnose, type Manifest } from '../../manifests/read.ts'
import type { Finding } from './finding.ts'

interface Told {
  readonly document: string
  readonly line: number
  readonly diagnostic: Diagnostic
}

const told = new WeakMap<Finding, Told>()
const findings = new WeakMap<Diagnostic, Finding>()

/**
 * A finding as a diagnostic at its place. The same object as before while the place is the same, so that it need not be
 * told again.
 */
export function findingDiagnostic(finding: Finding, manifest: Manifest): Diagnostic {
  const before = told.get(finding)
  if (before && before.document === manifest.document && before.line === manifest.line) return before.diagnostic
  const diagnostic = diagnose(manifest, { ...finding, layer: 'finding' })
  told.set(finding, { document: manifest.document, line: manifest.line, diagnostic })
  findings.set(diagnostic, finding)
  return diagnostic
}

/** Where the object stands that a finding's diagnostic is about; null for all other diagnostics. */
export function manifestBehind(
  diagnostic: Diagnostic,
  places: { get(object: KubernetesObject): Manifest | undefined },
): Manifest | null {
  const finding = findings.get(diagnostic)
  return (finding && places.get(finding.object)) ?? null
}

/** The finding that a diagnostic tells of; undefined for all other diagnostics. */
export function findingBehind(diagnostic: Diagnostic): Finding | undefined {
  return findings.get(diagnostic)
}
