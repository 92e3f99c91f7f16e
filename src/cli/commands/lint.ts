import { openWorld } from '../../world/index.ts'
import type { Command } from '../command.ts'
import { problemLine } from '../open.ts'

/** Lists diagnostics, without notes. */
export const lint: Command = {
  name: 'lint',
  usage: 'lint MANIFESTS…',
  about: 'what the API server would refuse, and findings; ends with 1 on errors, with --strict on warnings too',
  formats: ['text', 'json'],
  words: 0,
  tests: false,
  strict: true,
  run({ documents, cni, format, strict }) {
    const diagnostics = openWorld({ documents, cni }).diagnostics.filter(({ severity }) => severity !== 'note')
    const out =
      format === 'json'
        ? `${JSON.stringify(diagnostics, null, 2)}\n`
        : diagnostics.map((diagnostic) => `${problemLine(diagnostic)}\n`).join('')
    return { out, err: '', exitCode: diagnostics.some(({ severity }) => severity === 'error' || strict) ? 1 : 0 }
  },
}
