import type { Diagnostic } from '../ground/diagnostic.ts'
import { diagnosticLine, diagnosticText } from '../app/text/diagnostic.ts'
import { plain } from '../app/text/sentence.ts'
import { openWorld, type World } from '../world/index.ts'
import type { Input } from './command.ts'

/**
 * Opens the manifests. `problems`: what the API server would refuse, a line each; verdicts are then about something
 * else than what was meant.
 */
export function openInput({ documents, cni }: Pick<Input, 'documents' | 'cni'>): {
  readonly world: World
  readonly problems: readonly string[]
} {
  const world = openWorld({ documents, cni })
  return { world, problems: world.diagnostics.filter(({ severity }) => severity === 'error').map(problemLine) }
}

/**
 * `policies.yaml:7:5: error: …`, as compilers print it. Of a text that cannot be read the advice is about the picture,
 * which there is none of here.
 */
export function problemLine(diagnostic: Diagnostic): string {
  const { span, severity } = diagnostic
  return `${span ? `${span.document}:${span.start.line}:${span.start.column}: ` : ''}${severity}: ${diagnostic.code === 'yaml-syntax' ? plain(diagnosticText(diagnostic).message) : diagnosticLine(diagnostic)}`
}
