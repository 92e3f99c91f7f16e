import { describe, expect, test } from 'vitest'
import { loadTests, netassert } from '../../src/sim/tools/netassert/netassert.ts'
import { readTests } from '../../src/sim/tools/netassert/read.ts'
import { printTap } from '../../src/sim/tools/netassert/tap.ts'
import { writeTests } from '../../src/sim/tools/netassert/write.ts'
import { openWorld } from '../../src/world/index.ts'
import { workplaceOf } from '../../src/world/tool-place.ts'
import { yamlFiles } from './yaml-file.ts'

const fixtures = Object.fromEntries(
  yamlFiles('test/fixtures/transcripts/netassert').map(({ name, value }) => [name, value]),
)

interface ReadingRow {
  readonly about: string
  readonly with?: string
  readonly file?: string
  readonly reads?: Readonly<Record<string, unknown>>
  readonly tests?: number
  readonly says?: string
}

describe('reading a file of tests', () => {
  const { whole, rows } = fixtures['reading'] as { readonly whole: string; readonly rows: readonly ReadingRow[] }

  test.each(rows)('$about', ({ with: line, file, reads, tests, says }) => {
    const read = readTests(file ?? (line === undefined ? whole : replaceLine(whole, line.replaceAll('\\n', '\n'))))
    if (says !== undefined) expect(read).toEqual({ ok: false, problem: says })
    else if (tests !== undefined) expect(read.ok && read.value.length).toBe(tests)
    else expect(read).toMatchObject({ ok: true, value: [reads] })
  })

  test('what is written is read again', () => {
    const tests = rows.flatMap(({ file }, index) => {
      const read = readTests(file ?? whole)
      return read.ok ? read.value.map((each) => ({ ...each, name: `${each.name} ${index}` })) : []
    })
    const distinct = [...new Map(tests.map((each) => [each.name, each])).values()]
    expect(readTests(writeTests(distinct))).toEqual({ ok: true, value: distinct })
  })

  test('a folder is read one level deep, and names must differ over all its files', () => {
    const one = (name: string) => whole.replace('web to db', name)
    const files = [
      { path: 'in/a.yaml', text: one('a') },
      { path: 'in/b.yml', text: one('b') },
      { path: 'in/c.YAML', text: '[' },
      { path: 'in/deep/d.yaml', text: '[' },
      { path: 'out.yaml', text: '[' },
    ]
    const from = (inputDir: string, more: typeof files = []) =>
      loadTests({ inputFile: '', inputDir }, { files: [...files, ...more], input: null })
    expect(from('./in/')).toMatchObject({ ok: true, value: [{ name: 'a' }, { name: 'b' }] })
    expect(from('in', [{ path: 'in/z.yaml', text: one('a') }])).toEqual({
      ok: false,
      problem: 'validation of tests from file "in/z.yaml" failed: duplicate test name found "a"',
    })
  })
})

describe('the file with the results', () => {
  const { rows } = fixtures['tap'] as { readonly rows: readonly { readonly reason: string; readonly prints: string }[] }

  test.each(rows)('$reason', ({ reason, prints }) => {
    expect(
      printTap([
        { name: 'it # as it is', pass: false, failureReason: reason },
        { name: 'b', pass: true, failureReason: 'kept out' },
      ]),
    ).toBe(`TAP version 14\n1..2\nnot ok 1 - it # as it is\n  ---\n  reason: ${prints}\n  ...\nok 2 - b\n`)
  })
})

describe('a run', () => {
  const { cluster, closed, rows } = fixtures['runs'] as {
    readonly cluster: string
    readonly closed: string
    readonly rows: readonly {
      readonly about: string
      readonly closed?: boolean
      readonly level?: string
      readonly test: string
      readonly reason?: string
    }[]
  }
  const worlds = {
    open: openWorld({ documents: [{ name: 'cluster', text: cluster }] }),
    closed: openWorld({ documents: [{ name: 'cluster', text: `${cluster}\n---\n${closed}` }] }),
  }
  const run = (file: string, args: readonly string[] = [], world = worlds.open) =>
    netassert.run(
      ['run', '-f', 'tests.yaml', ...args],
      workplaceOf(world, [{ path: 'tests.yaml', text: file }], null, Date.UTC(2026, 0, 1)),
    )

  const enforcing = (level: string) =>
    openWorld({
      documents: [
        {
          name: 'cluster',
          text: `${cluster}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: ${level}}}\n`,
        },
      ],
    })

  test.each(rows)('$about', ({ closed: isClosed, level, test: line, reason }) => {
    const { lines, exitCode, written } = run(
      testFile([{ name: 'it', line }]),
      [],
      level !== undefined ? enforcing(level) : isClosed ? worlds.closed : worlds.open,
    )
    const told = lines.map(({ text }) =>
      text.replace(/netassertv2-client-[a-z1-9]{9}/g, 'CLIENT').replace(/netassertv2-sniffer-[a-z1-9]{9}/g, 'SNIFFER'),
    )
    expect(told.filter((text) => text.includes('Test Result')).map((text) => text.replace(/^.*?\]: /, ''))).toEqual([
      reason === undefined
        ? '✅ Test Result: Name=it Pass=true'
        : `❌ Test Result: Name=it Pass=false FailureReason="${reason}"`,
    ])
    expect(exitCode).toBe(reason === undefined ? 0 : 1)
    expect(written.map(({ path, text }) => [path, text.split('\n')[2]])).toEqual([
      ['results.tap', `${reason === undefined ? 'ok' : 'not ok'} 1 - it`],
    ])
  })

  test('the log of a test that fails, line by line', () => {
    const { lines, exitCode } = run(
      testFile([{ name: 'it', line: 'tcp deployment/web -> statefulset/db 5432 exitCode=1' }]),
      ['--tap', 'out.tap', '-s', '3'],
    )
    const client = /Container=(\S+)/.exec(lines.map(({ text }) => text).join('\n'))![1]!
    expect(client).toMatch(/^netassertv2-client-[a-z1-9]{3}$/)
    expect(lines.map(({ text }) => text.replaceAll(client, 'CLIENT').replace(/(IP=)\S+/, '$1ADDRESS'))).toEqual([
      '2026-01-01T00:00:00.085Z [INFO]  [NetAssert-v2.1.5]: ✅ Successfully pinged /healthz endpoint of the Kubernetes server',
      '2026-01-01T00:00:00.127Z [INFO]  [NetAssert-v2.1.5]: ✅ Ephemeral containers are supported by the Kubernetes server',
      '2026-01-01T00:00:00.128Z [INFO]  [NetAssert-v2.1.5]: 🟢 Running TCP test: Name=it',
      '2026-01-01T00:00:00.258Z [INFO]  [NetAssert-v2.1.5]: Found Pod: Parent-deployment=web Pod=web-1 Namespace=shop IP=ADDRESS',
      '2026-01-01T00:00:00.388Z [INFO]  [NetAssert-v2.1.5]: Found running Pod owned by StatefulSet: StatefulSetName=db Namespace=shop Pod=db-0 PodIP=ADDRESS',
      '2026-01-01T00:00:00.388Z [INFO]  [NetAssert-v2.1.5]: Patching Pod: Pod=web-1 Namespace=shop Container=CLIENT',
      '2026-01-01T00:00:13.388Z [INFO]  [NetAssert-v2.1.5]: Ephemeral container has finished executing: name=CLIENT',
      '2026-01-01T00:00:13.388Z [INFO]  [NetAssert-v2.1.5]: Got exit code from ephemeral container: testName=it exitCode=0 container=CLIENT',
      '2026-01-01T00:00:13.388Z [ERROR] [NetAssert-v2.1.5]: Got exit code from ephemeral container: testName=it exitCode=0 expectedExitCode=1 container=CLIENT',
      '2026-01-01T00:00:13.388Z [ERROR] [NetAssert-v2.1.5]: Test execution failed: Name=it error="ephemeral container CLIENT exit code for test it is 0 instead of 1"',
      '2026-01-01T00:00:13.388Z [INFO]  [NetAssert-v2.1.5]: ❌ Test Result: Name=it Pass=false FailureReason="ephemeral container CLIENT exit code for test it is 0 instead of 1"',
      '2026-01-01T00:00:13.388Z [INFO]  [NetAssert-v2.1.5]: ✍ Wrote test result in a TAP File: fileName=out.tap',
      '2026-01-01T00:00:13.388Z [ERROR] [NetAssert-v2.1.5]:  ❌ Failed to successfully run all the tests: error="total 1 test cases have failed"',
    ])
    expect(exitCode).toBe(1)
  })

  test('tests overlap: the second starts a second after the first, long before that one ends', () => {
    const line = 'tcp deployment/web -> statefulset/db 5432 exitCode=0'
    const starts = (args: readonly string[]) =>
      run(
        testFile([
          { name: 'a', line },
          { name: 'b', line },
        ]),
        args,
      )
        .lines.filter(({ text }) => text.includes('🟢'))
        .map(({ after }) => after)
    expect(starts([])).toEqual([128, 1128])
    expect(starts(['-P', '7'])).toEqual([128, 7128])
  })

  test('no tests are a failure that leaves an empty file', () => {
    expect(run('[]')).toMatchObject({ exitCode: 1, written: [{ path: 'results.tap', text: '' }] })
    expect(run('[]').lines.at(-1)!.text).toContain('error="unable to generate tap results: no test were found"')
  })

  test('the command line', () => {
    const place = workplaceOf(
      worlds.open,
      [
        { path: 'good.yaml', text: '[]' },
        { path: 'bad.yaml', text: 'a' },
      ],
      '- {}',
      0,
    )
    const told = (...args: string[]) => {
      const { lines, exitCode } = netassert.run(args, place)
      return [lines[0]!.text, exitCode]
    }
    expect(told('validate', '-f', 'good.yaml')).toEqual(['✅ All test cases are valid syntax-wise and semantically', 0])
    expect(told('validate', '--input-file=bad.yaml')).toEqual([
      '❌ Validation of test cases failed error failed to unmarshal tests: yaml: unmarshal errors:',
      1,
    ])
    expect(told('validate', '-f', '-')).toEqual([
      '❌ Validation of test cases failed error failed to unmarshal tests: name field is missing',
      1,
    ])
    expect(told('validate')).toEqual([
      '❌ Validation of test cases failed error either an input file or an input dir containing the tests must be provided using flags (--input-file or --input-dir)',
      1,
    ])
    expect(told('validate', '-f', 'a', '-d', 'b')[0]).toContain(
      'input must be either a file or a directory but not both i.e use one of the flags',
    )
    expect(told('validate', '-f', 'gone.yaml')[0]).toContain('open gone.yaml: no such file or directory')
    expect(told('run', '--colour')).toEqual(['Error: unknown flag: --colour', 1])
    expect(told('run', '-P', 'soon')[0]).toContain('invalid argument "soon" for "-P, --pause-sec" flag')
    expect(told('test')).toEqual(['Error: unknown command "test" for "netassert"', 1])
    expect(told('ping')[1]).toBe(0)
  })
})

/** Puts a line (or several) in the place of the first one with the same key at the same depth. */
function replaceLine(text: string, lines: string): string {
  const start = /^[- ]*\w+:/.exec(lines)![0]
  return text
    .split('\n')
    .map((line, index, all) =>
      line.startsWith(start) && all.findIndex((other) => other.startsWith(start)) === index ? lines : line,
    )
    .join('\n')
}

function testFile(tests: readonly { readonly name: string; readonly line: string }[]): string {
  return tests
    .map(({ name, line }) => {
      const [, protocol, from, to, port, rest] = /^(\w+) (\S+) -> (\S+) (\d+) ?(.*)$/.exec(line)!
      const resource = (text: string) => {
        const [kind, named] = text.split('/')
        return `{k8sResource: {kind: ${kind}, name: ${named}, namespace: shop}}`
      }
      return [
        `- name: ${name}`,
        '  type: k8s',
        `  protocol: ${protocol}`,
        `  targetPort: ${port}`,
        `  src: ${resource(from!)}`,
        `  dst: ${to!.startsWith('host:') ? `{host: {name: "${to!.slice(5)}"}}` : resource(to!)}`,
        ...rest!
          .split(' ')
          .filter(Boolean)
          .map((word) => `  ${word.replace('=', ': ')}`),
      ].join('\n')
    })
    .join('\n')
}
