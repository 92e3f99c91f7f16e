import { writeV1 } from '../../sim/tools/netassert/v1-file.ts'
import { writeTests } from '../../sim/tools/netassert/write.ts'
import { TOOLS } from '../../sim/tools/registry.ts'
import type { Probe, ToolFile, Transcript, TranscriptLine } from '../../sim/tools/tool.ts'
import type { Assertion } from '../assertions/assertion.ts'
import { testsOf } from '../assertions/netassert.ts'
import { v1Of } from '../assertions/netassert-v1.ts'
import type { World } from '../index.ts'
import { workplaceOf } from '../tool-place.ts'
import { splitWords } from './words.ts'

export type { LineSubject, Probe, TranscriptLine } from '../../sim/tools/tool.ts'

/**
 * A line in the terminal, and where it is typed: a pod, `node:n1` or `internet`. `startedAt`: milliseconds since 1970.
 * `sent`: what the lines before it sent. `assertions`: what is expected of flows, a file of netassert's to tools;
 * absent: nothing.
 */
export interface Command {
  readonly line: string
  readonly at: string
  readonly startedAt: number
  readonly sent: readonly Probe[]
  readonly assertions?: readonly Assertion[]
}

/** `sent`: what this line and those before it sent, the newest `MOST_SENT` of it. */
export interface Run extends Transcript {
  readonly sent: readonly Probe[]
}

/** Hubble's buffer is a ring, too: what is older is forgotten. */
const MOST_SENT = 500

/** More lines than these are cut: nobody scrolls that far, and each is drawn. */
const MOST_LINES = 2_000

/** Runs one line. Never throws on what was typed. */
export function runCommand(world: World, command: Command): Run {
  const sent = [...command.sent]
  const transcript = transcriptOf(world, command, sent)
  return { ...transcript, sent: sent.slice(-MOST_SENT) }
}

function transcriptOf(world: World, { line, at, startedAt, assertions }: Command, sent: Probe[]): Transcript {
  const words = splitWords(line)
  if (!words.ok) return said('sh: a quotation mark is not closed', 2)
  const [name, ...args] = words.value
  if (name === undefined) return { lines: [], exitCode: 0, written: [] }
  const listed = TOOLS.find(({ tool }) => tool.name === name)
  if (!listed)
    return said(
      name === 'help' ? `Here are ${TOOLS.map(({ tool }) => tool.name).join(', ')}.` : `sh: ${name}: not found`,
      name === 'help' ? 0 : 127,
    )
  const { lines, ...rest } = listed.tool.run(
    args,
    workplaceOf(world, filesOf(world, assertions), null, startedAt, at, sent),
  )
  if (
    name === 'netassert' &&
    !assertions?.length &&
    args.includes(TESTS_FILE) &&
    !filesOf(world).some(({ path }) => path === TESTS_FILE)
  )
    return { ...rest, lines: [...lines, { to: 'stderr', text: NOTHING_ASSERTED, after: 0 }] }
  return {
    ...rest,
    lines:
      lines.length <= MOST_LINES
        ? lines
        : [
            ...lines.slice(0, MOST_LINES),
            { to: 'stderr', text: `# ${lines.length - MOST_LINES} more lines`, after: 0 },
          ],
  }
}

/**
 * The documents are the files of the folder that tools run in; and what is asserted is there for both versions of
 * netassert, where no document is called so.
 */
export function filesOf(world: World, assertions: readonly Assertion[] = []): readonly ToolFile[] {
  const files = world.documents.map(({ name, text }) => ({ path: name, text }))
  if (assertions.length === 0) return files
  const tests = [
    { path: TESTS_FILE, text: writeTests(testsOf(assertions, world).tests) },
    { path: FIRST_TESTS_FILE, text: writeV1(v1Of(assertions).file) },
  ]
  return [...files, ...tests.filter(({ path }) => !files.some((file) => file.path === path))]
}

/** For somebody who pressed the button. */
const NOTHING_ASSERTED = '# Nothing is asserted yet: what is, is here as netassert.yaml. Press Assert over a trace.'

/** What the first version runs when it is told nothing. */
const FIRST_TESTS_FILE = 'test/test.yaml'

/** The name under which tests are exported, too. */
export const TESTS_FILE = 'netassert.yaml'

function said(text: string, exitCode: number): Transcript {
  const lines: readonly TranscriptLine[] = [{ to: exitCode === 0 ? 'stdout' : 'stderr', text, after: 0 }]
  return { lines, exitCode, written: [] }
}
