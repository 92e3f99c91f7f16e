import { failure, success, type Result } from '../../../ground/result.ts'
import {
  ended,
  atOnce,
  type LineSubject,
  type TestTool,
  type Transcript,
  type TranscriptLine,
  type Workplace,
} from '../tool.ts'
import { logLines, VERSION, type LogField, type LogLevel } from './log.ts'
import { isCommand, readOptions, type Command, type Options } from './options.ts'
import { listProblem, readTests } from './read.ts'
import { printTap } from './tap.ts'
import type { NetassertTest } from './test.ts'
import { tryTest } from './try-test.ts'

/**
 * NetAssert v2: puts containers into the pods of a cluster and tries who reaches whom. Prints what the real one prints,
 * in the order in which it would appear: tests run at the same time, a second apart.
 * Source: https://github.com/controlplaneio/netassert
 */
export const netassert: TestTool = {
  name: 'netassert',
  run(args, place) {
    const [word, ...rest] = args
    if (word === undefined || word === 'help' || word === '--help' || word === '-h') return said('stdout', HELP, 0)
    if (word === 'version' || word === '--version' || word === '-v')
      return said(
        'stdout',
        `netassert version \nBuilt by ControlPlane https://control-plane.io\nVersion: ${VERSION}\nCommit Hash: simulated\nBuild Date: simulated\n`,
        0,
      )
    if (!isCommand(word))
      return said(
        'stderr',
        `Error: unknown command ${JSON.stringify(word)} for "netassert"\nRun 'netassert --help' for usage.`,
        1,
      )
    const options = readOptions(word, rest)
    if (!options.ok) return said('stderr', `Error: ${options.problem}\n${usage(word)}`, 1)
    if (options.value === 'help') return said('stdout', usage(word), 0)
    switch (word) {
      case 'validate':
        return validate(options.value, place)
      case 'ping':
        return ended(pingLines(place.startedAt), 0)
      case 'run':
        return runTests(options.value, place)
    }
  },
}

/** Reads a file, a folder, or what is piped in, as the tool does. */
export function loadTests(
  { inputFile, inputDir }: Pick<Options, 'inputFile' | 'inputDir'>,
  { files, input }: Pick<Workplace, 'files' | 'input'>,
): Result<readonly NetassertTest[], string> {
  if (inputFile === '' && inputDir === '')
    return failure(
      'either an input file or an input dir containing the tests must be provided using flags (--input-file or --input-dir)',
    )
  if (inputFile !== '' && inputDir !== '')
    return failure(
      'input must be either a file or a directory but not both i.e use one of the flags --input-file or --input-dir',
    )
  if (inputFile === '-') return readTests(input ?? '')
  if (inputFile !== '') {
    const file = files.find(({ path }) => path === inputFile.replace(/^\.\//, ''))
    return file
      ? readTests(file.text)
      : failure(
          `unable to open file ${JSON.stringify(inputFile)} containing tests: open ${inputFile}: no such file or directory`,
        )
  }
  const folder = inputDir.replace(/^\.\//, '').replace(/\/+$/, '')
  const inside = files.filter(({ path }) =>
    folder === '.' || folder === '' ? !path.includes('/') : path.startsWith(`${folder}/`),
  )
  if (inside.length === 0)
    return failure(
      `unable to open dir containing tests ${JSON.stringify(inputDir)}: open ${inputDir}: no such file or directory`,
    )
  let tests: readonly NetassertTest[] = []
  for (const { path, text } of inside) {
    const rest = folder === '.' || folder === '' ? path : path.slice(folder.length + 1)
    if (rest.includes('/') || !/\.ya?ml$/.test(rest)) continue
    const read = readTests(text)
    if (!read.ok) return read
    tests = [...tests, ...read.value]
    const problem = listProblem(tests)
    if (problem !== null) return failure(`validation of tests from file ${JSON.stringify(path)} failed: ${problem}`)
  }
  return success(tests)
}

function validate(options: Options, place: Workplace): Transcript {
  const tests = loadTests(options, place)
  return tests.ok
    ? said('stdout', '✅ All test cases are valid syntax-wise and semantically', 0)
    : said('stdout', `❌ Validation of test cases failed error ${tests.problem}`, 1)
}

/** Milliseconds that the two look-ups before the tests take. */
const PINGED = [85, 127] as const

function pingLines(startedAt: number): readonly TranscriptLine[] {
  return [
    ...logLines('INFO', '✅ Successfully pinged /healthz endpoint of the Kubernetes server', [], PINGED[0], startedAt),
    ...logLines('INFO', '✅ Ephemeral containers are supported by the Kubernetes server', [], PINGED[1], startedAt),
  ]
}

function runTests(options: Options, place: Workplace): Transcript {
  const failing = (error: string, after: number) =>
    logLines('ERROR', ' ❌ Failed to successfully run all the tests', [['error', error]], after, place.startedAt)
  const loaded = loadTests(options, place)
  if (!loaded.ok) return ended(failing(`unable to load test cases: ${loaded.problem}`, 0), 1)
  const tests = loaded.value
  const begun = PINGED[1] + 1
  const tried = tests.map((test) => tryTest(test, place.cluster, place.reach, options))
  const starts = tests.map((_, index) => begun + index * options.pauseSeconds * 1000)
  const lines = tried
    .flatMap(({ entries }, index) =>
      entries.flatMap((entry) =>
        at(entry.level, entry.message, entry.fields, starts[index]! + entry.after, entry.about),
      ),
    )
    .sort((a, b) => a.after - b.after)
  const end = Math.max(begun, ...tried.map(({ took }, index) => starts[index]! + took))
  const results = tried.map(({ pass, failureReason }, index) => ({ name: tests[index]!.name, pass, failureReason }))
  const told = results.flatMap(({ name, pass, failureReason }) =>
    pass
      ? at(
          'INFO',
          '✅ Test Result',
          [
            ['Name', name],
            ['Pass', true],
          ],
          end,
        )
      : at(
          'INFO',
          '❌ Test Result',
          [
            ['Name', name],
            ['Pass', false],
            ['FailureReason', failureReason],
          ],
          end,
        ),
  )
  const head = [...pingLines(place.startedAt), ...lines, ...told]
  // The file is made before anybody notices that there is nothing to write into it.
  if (tests.length === 0)
    return {
      lines: [...head, ...failing('unable to generate tap results: no test were found', end)],
      exitCode: 1,
      written: [{ path: options.tap, text: '' }],
    }
  const failed = results.filter(({ pass }) => !pass).length
  return {
    lines: [
      ...head,
      ...at('INFO', '✍ Wrote test result in a TAP File', [['fileName', options.tap]], end),
      ...(failed > 0 ? failing(`total ${failed} test cases have failed`, end) : []),
    ],
    exitCode: failed > 0 ? 1 : 0,
    written: [{ path: options.tap, text: printTap(results) }],
  }

  function at(
    level: LogLevel,
    message: string,
    fields: readonly LogField[],
    after: number,
    about?: LineSubject,
  ): readonly TranscriptLine[] {
    return logLines(level, message, fields, after, place.startedAt, about)
  }
}

function said(to: TranscriptLine['to'], text: string, exitCode: number): Transcript {
  return ended(atOnce(to, text.split('\n')), exitCode)
}

/** In our words: the real help names what has no meaning here. */
const HELP = `netassert tests who reaches whom in a cluster.

Usage:
  netassert [command]

Available Commands:
  run         run the tests of a file (--input-file) or a folder (--input-dir) and write a TAP file
  validate    only read the tests
  ping        ask whether the cluster is there and can add containers to pods
  version     print the version`

function usage(command: Command): string {
  return command === 'ping'
    ? 'Usage:\n  netassert ping [flags]'
    : `Usage:\n  netassert ${command} [flags]\n\nFlags:\n  -f, --input-file string   file with a list of tests, - for the standard input\n  -d, --input-dir string    folder with such files${command === 'run' ? '\n  -t, --tap string          file for the results (default "results.tap")\n  -P, --pause-sec int       seconds between the starts of two tests (default 1)' : ''}`
}
