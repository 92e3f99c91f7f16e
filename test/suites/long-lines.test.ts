import { expect, test } from 'vitest'
import { tokenizeText } from '../../src/app/editor/highlight-yaml.ts'
import { selectorWords } from '../../src/app/editor/selector-words.ts'
import { readEmbed } from '../../src/app/state/embed.ts'
import { holdsChecks, holdsTests, isTemplate, namesAnObject } from '../../src/app/state/import/text.ts'
import { sortOutTools } from '../../src/app/state/import/tools.ts'
import { readPort, readQuestionText } from '../../src/app/state/question.ts'
import { readRoute } from '../../src/app/state/route.ts'
import { peerLines } from '../../src/app/text/peers.ts'
import { completeCommand } from '../../src/world/terminal/complete.ts'
import { syntaxHint } from '../../src/manifests/syntax-hint.ts'
import { elements } from '../../src/sim/tools/kube-bench/compare.ts'
import { judgeTests } from '../../src/sim/tools/kube-bench/judge-check.ts'
import { printTap } from '../../src/sim/tools/netassert/tap.ts'
import { openWorld } from '../../src/world/index.ts'

/**
 * What runs beside the picture, on the thread that answers the keys, must be through with any text in a moment: a
 * pattern that tries one place after another, and at each reads on to the end, is not. So must what the engine reads
 * while somebody types, and what it prints.
 */
const world = openWorld({ documents: [] })
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  'the colours of the text': (text) => tokenizeText(text),
  'whether a file is a template': isTemplate,
  'whether a file names an object': namesAnObject,
  'whether a file holds checks': holdsChecks,
  'whether a file holds tests': holdsTests,
  'what a kustomization names': (text) =>
    sortOutTools([{ path: 'kustomization.yaml', archive: '', isDirect: true, text }]),
  'what a chart consists of': (text) => sortOutTools([{ path: 'Chart.yaml', archive: '', isDirect: true, text }]),
  'words for a selector': (text) => selectorWords(text, text, { endpoints: {}, namespaces: {} }),
  'a pasted question': readQuestionText,
  'a port': readPort,
  'an address': (text) => [readRoute(`#/lesson/${text}`), readEmbed(`#v1.${text}`)],
  'the lines of a peer': peerLines,
  'words for a command': (text) => completeCommand(world, text, ''),
  'a likely slip': (text) => syntaxHint(text, text.length),
  'elements of a list': elements,
  'the report of a test': (text) => printTap([{ name: 'a', pass: false, failureReason: text }]),
  'what a command printed': (text) =>
    judgeTests(
      { useMultipleValues: false, auditConfig: '', disableEnvTesting: true },
      { binOp: 'and', items: [] },
      { audit: text, config: '', env: '' },
    ),
}

/**
 * Just less than a line that is not read closely any more: a pattern that reads on to the end from every place takes
 * seconds for it.
 */
const CLOSE = 19_000
/**
 * Nothing may be read piece by piece: a pattern that keeps a way back for each letter throws where there are millions.
 */
const FAR = 4_000_000

const PIECES = [
  '"',
  "'",
  '\\"',
  "''",
  '{{',
  '{',
  '}',
  '[',
  ' ',
  '\t',
  'a',
  'a ',
  'a: ',
  'a.',
  '.a',
  '- ',
  '-',
  '|',
  '>',
  '#',
  ' #',
  ',',
  ':',
  '*',
  '&',
  '!',
  '%',
  '?',
  '=',
  '->',
  '/',
  '1',
  '\n',
  '"a" ',
  "'a': ",
  'src',
  'in ',
  '&embed=a',
  'selector: ',
  '.yaml',
]
const FRAMES: readonly (readonly [before: string, after: string])[] = [
  ['', ''],
  ['', '!'],
  ['a: ', ' x'],
  ['a: {{ ', '\\'],
  ['"', '\n'],
  ["selector: '", ':'],
  ['k8s:\n ', '"'],
  ['{', ' b'],
]

for (const [name, read] of Object.entries(READERS)) {
  test(`${name}, of a long line`, () => {
    for (const piece of PIECES) for (const [before, after] of FRAMES) within(1500, before, piece, CLOSE, after)
    for (const piece of ['a', 'a ', '"', '\\"', '[']) within(15_000, '"', piece, FAR, '{{')

    function within(milliseconds: number, before: string, piece: string, length: number, after: string): void {
      const text = before + piece.repeat(length / piece.length) + after
      const start = performance.now()
      read(text)
      const took = performance.now() - start
      if (took > milliseconds)
        expect.fail(
          `${Math.round(took)} ms for ${JSON.stringify(before)}, ${JSON.stringify(piece)} ${length / piece.length} times, ${JSON.stringify(after)}`,
        )
    }
  })
}
