import { expect, test } from 'vitest'
import { openWorld } from '../../../src/world/index.ts'

/** What is underlined of a Calico selector that cannot be read, and on which line. */
function underlined(spec: string): string {
  const text = `# a remark\napiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec:\n${spec}`
  const { span } = openWorld({ documents: [{ name: 'p', text }], cni: { name: 'calico' } }).diagnostics.find(
    ({ severity }) => severity === 'error',
  )!
  if (!span) return 'nothing'
  return `${span.start.line}: ${text.split('\n')[span.start.line - 1]!.slice(span.start.column - 1, span.end.line === span.start.line ? span.end.column - 1 : undefined)}`
}

test.each([
  ['a plain text', '  selector: app == web\n', '6: '],
  ['in quotes', `  selector: "app = 'web'"\n`, '6: ='],
  ['after a word', `  selector: "app == 'web' and stage == 'x'"\n`, '6: stage'],
  ['its end', `  selector: "app == 'web' &&"\n`, '6: '],
  ['in a rule', `  ingress:\n    - action: Allow\n      source:\n        selector: has(app) && a ~ 'b'\n`, '9: ~'],
  ['with escapes it is the whole', `  selector: "app = \\"web\\""\n`, `6: "app = \\"web\\""`],
  ['quotes that are doubled', `  selector: 'app = ''web'''\n`, `6: 'app = ''web'''`],
  [
    'on several lines it is all of them',
    `  selector: >-\n    app = 'web' ||\n    app = 'api'\n`,
    "7:     app = 'web' ||",
  ],
])('of a selector the fault is marked: %s', (_, spec, expected) => expect(underlined(spec)).toBe(expected))
