import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../src/ground/text-edit.ts'
import { auditsOf } from '../../src/sim/tools/kube-bench/audits/audit.ts'
import { benchmarkOfPlatform, benchmarkOfVersion, platformOf } from '../../src/sim/tools/kube-bench/benchmarks.ts'
import { cfgOf } from '../../src/sim/tools/kube-bench/cfg.ts'
import { PLAIN_CONFIGURATION } from '../../src/sim/tools/kube-bench/components.ts'
import type { Check, TestItem } from '../../src/sim/tools/kube-bench/controls.ts'
import { judgeCheck } from '../../src/sim/tools/kube-bench/judge-check.ts'
import { kubeBench } from '../../src/sim/tools/kube-bench/kube-bench.ts'
import { readControls } from '../../src/sim/tools/kube-bench/read-controls.ts'
import type { ToolFile, Transcript } from '../../src/sim/tools/tool.ts'
import { openWorld, type World } from '../../src/world/index.ts'
import { mendCheck } from '../../src/world/terminal/mend.ts'
import { workplaceOf } from '../../src/world/tool-place.ts'
import { bounded } from './generate.ts'
import { yamlFiles } from './yaml-file.ts'

const fixtures = Object.fromEntries(
  yamlFiles('test/fixtures/transcripts/kube-bench').map(({ name, value }) => [name, value]),
)

interface JudgementCase {
  readonly name: string
  readonly items: readonly (Partial<Omit<TestItem, 'compare'>> & { readonly compare?: TestItem['compare'] })[]
  readonly binOp?: string
  readonly type?: string
  readonly scored?: boolean
  readonly useMultipleValues?: boolean
  readonly audit?: string
  readonly config?: string
  readonly env?: string
  readonly command?: string
  readonly expect: string
}

interface AuditCase {
  readonly command: string
  readonly prints?: string
  readonly has?: readonly string[]
  readonly not?: readonly string[]
  readonly exit?: number
  readonly unknown?: boolean
  readonly unordered?: boolean
}

function worldOf(...texts: readonly string[]): World {
  return openWorld({ documents: [...texts].map((text, index) => ({ name: `document-${index}.yaml`, text })) })
}

function machine(spec: object, name = 'n1'): string {
  return JSON.stringify({ apiVersion: 'reachable/v1', kind: 'Machine', metadata: { name }, spec })
}

function run(world: World, args: readonly string[] = [], files: readonly ToolFile[] = [], at = 'node:n1'): Transcript {
  return kubeBench.run(args, workplaceOf(world, files, null, 0, at))
}

const textOf = ({ lines }: Transcript) => lines.filter(({ to }) => to === 'stdout').map(({ text }) => text)
const stateOf = (transcript: Transcript, check: string) =>
  textOf(transcript)
    .find((line) => line.startsWith('[') && line.split(' ')[1] === check)
    ?.slice(1, 5)

describe('a file of checks', () => {
  const { whole, rows } = fixtures['reading'] as {
    readonly whole: string
    readonly rows: readonly { readonly about: string; readonly put: string; readonly says: readonly string[] | null }[]
  }
  test.each(rows)('$about', ({ put, says }) => {
    const key = /^[- ]*\w+:/.exec(put)![0]
    const at = whole.split('\n').findIndex((line) => line.startsWith(key))
    expect(at).toBeGreaterThan(0)
    const text = whole
      .split('\n')
      .map((line, index) => (index === at ? put : line))
      .join('\n')
    const read = readControls(text)
    if (says === null) expect(read.ok).toBe(true)
    else
      expect(read).toEqual({
        ok: false,
        problem: ['yaml: unmarshal errors:', ...says.map((line) => `  ${line}`)].join('\n'),
      })
  })
})

describe('a check', () => {
  const { cases } = fixtures['judgements'] as { readonly cases: readonly JudgementCase[] }
  test.each(cases)(
    '$name',
    ({
      items,
      binOp = '',
      type = '',
      scored = true,
      useMultipleValues = false,
      audit,
      config,
      env,
      command,
      expect: expected,
    }) => {
      const check: Check = {
        id: '1',
        text: '',
        remediation: '',
        type,
        scored,
        useMultipleValues,
        disableEnvTesting: false,
        audit: command ?? (audit === undefined ? '' : 'audit'),
        auditConfig: config === undefined ? '' : 'config',
        auditEnv: env === undefined ? '' : 'env',
        tests: {
          binOp,
          items: items.map((item) => ({
            flag: '',
            path: '',
            env: '',
            set: true,
            ...item,
            compare: item.compare ?? { op: '', value: '' },
          })),
        },
      }
      const outputs: Readonly<Record<string, string | undefined>> = { audit, config, env }
      const none = auditsOf({
        machine: workplaceOf(worldOf(machine({ baseline: 'empty' })), [], null, 0).machines[0]!,
        api: workplaceOf(worldOf(''), [], null, 0).api,
      })
      const result = judgeCheck(check, (each) =>
        each === command ? none(each) : { text: outputs[each] ?? '', exit: 0 },
      )
      expect(`${result.state} | ${result.reason || result.expected}`.trimEnd()).toBe(expected.trimEnd())
    },
  )
})

describe('an audit command', () => {
  const { machine: spec, cases } = fixtures['audits'] as {
    readonly machine: object
    readonly cases: readonly AuditCase[]
  }
  const place = workplaceOf(worldOf(machine(spec)), [], null, 0)
  const audit = auditsOf({ machine: place.machines[0]!, api: place.api })
  test.each(cases)(
    '$command',
    ({ command, prints, has = [], not = [], exit = 0, unknown = false, unordered = false }) => {
      const output = audit(command)
      expect(output.notSimulated ?? false).toBe(unknown)
      if (unknown) return
      expect(output.exit).toBe(exit)
      const sorted = (text: string) => (unordered ? text.split('\n').sort().join('\n') : text)
      if (prints !== undefined) expect(sorted(output.text)).toBe(sorted(prints))
      for (const part of has) expect(output.text).toContain(part)
      for (const part of not) expect(output.text).not.toContain(part)
    },
  )
})

test('the benchmark of a version is its own or that of the newest before it', () => {
  expect(
    ['1.34', '1.36', '1.28', '1.19'].map((version) => benchmarkOfVersion(version, PLAIN_CONFIGURATION)),
  ).toMatchObject([{ value: 'cis-1.12' }, { value: 'cis-1.12' }, { value: 'cis-1.10' }, { value: 'cis-1.20' }])
  expect(benchmarkOfVersion('1.9', PLAIN_CONFIGURATION)).toEqual({
    ok: false,
    problem: 'unable to find a matching Benchmark Version match for kubernetes version: 1.9',
  })
  expect(
    ['v1.31.2-eks-1234', 'v1.27.6+k3s1', 'v1.30.1-gke.5', 'v1.34.2'].map((version) =>
      benchmarkOfPlatform(platformOf(version)),
    ),
  ).toEqual(['eks-1.7.0', 'k3s-cis-1.9', 'gke-1.8.0', ''])
})

describe('a run', () => {
  const node = 'apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\n'
  const plain = run(worldOf(node))

  test('says that it brings checks of its own when nobody brought files', () => {
    expect(plain.lines[0]).toMatchObject({ to: 'stderr', text: expect.stringContaining('network-1.0') })
    expect(textOf(plain).slice(0, 3)).toEqual([
      '[INFO] 1 What the control plane shows',
      '[INFO] 1.2 API server',
      '[WARN] 1.2.1 The API server answers nobody who does not say who they are',
    ])
    expect(textOf(plain).slice(-6)).toEqual([
      '== Summary total ==',
      '28 checks PASS',
      '2 checks FAIL',
      '7 checks WARN',
      '0 checks INFO',
      '',
    ])
    expect(plain.exitCode).toBe(0)
  })

  test('returns the wished exit code when something fails', () => {
    expect(run(worldOf(node), ['--exit-code', '3']).exitCode).toBe(3)
    expect(run(worldOf(node), ['--exit-code', '3', '--check', '4.2.1']).exitCode).toBe(0)
  })

  // As spf13/pflag reads a command line.
  test.each([['-c', '4.2.1'], ['-c4.2.1'], ['-c=4.2.1'], ['--check', '4.2.1'], ['--check=4.2.1']])(
    'takes what it is told as %s %s',
    (...args) => {
      expect(textOf(run(worldOf(node), args)).filter((line) => /^\[(?!INFO)/.test(line))).toEqual([
        expect.stringMatching(/^\[PASS\] 4\.2\.1 /),
      ])
    },
  )

  test.each([
    ['-x4', "Error: unknown shorthand flag: 'x' in -x4"],
    ['--colour=red', 'Error: unknown flag: --colour'],
    ['-c', "Error: flag needs an argument: 'c' in -c"],
    ['--check', 'Error: flag needs an argument: --check'],
  ])('complains about %s', (arg, complaint) => {
    expect(run(worldOf(node), [arg])).toMatchObject({ lines: [{ to: 'stderr', text: complaint }, {}], exitCode: 1 })
  })

  // The lab of an open kubelet: a file that is mended does not help while a flag says otherwise.
  test('an open kubelet, before and after', () => {
    const flags = ['--anonymous-auth=true', '--authorization-mode=AlwaysAllow', '--read-only-port=10255']
    const before = run(worldOf(node, machine({ processes: [{ program: 'kubelet', flags }] })))
    expect(['4.2.1', '4.2.2', '4.2.4'].map((id) => stateOf(before, id))).toEqual(['FAIL', 'FAIL', 'WARN'])
    const after = run(
      worldOf(
        node,
        machine({
          processes: [{ program: 'kubelet' }],
          files: [{ path: '/var/lib/kubelet/config.yaml', mode: '600' }],
        }),
      ),
    )
    expect(['4.1.9', '4.2.1', '4.2.2', '4.2.4'].map((id) => stateOf(after, id))).toEqual([
      'PASS',
      'PASS',
      'PASS',
      'PASS',
    ])
  })

  test('an open etcd, whose client certificates come back by the environment', () => {
    const open = {
      processes: [
        {
          program: 'etcd',
          flags: ['--auto-tls=true', '--client-cert-auth=false'],
          without: ['--cert-file', '--key-file'],
        },
      ],
    }
    expect(['2.1', '2.2', '2.3'].map((id) => stateOf(run(worldOf(node, machine(open))), id))).toEqual([
      'FAIL',
      'FAIL',
      'FAIL',
    ])
    const closed = {
      processes: [{ program: 'etcd', without: ['--client-cert-auth'], environment: { ETCD_CLIENT_CERT_AUTH: 'true' } }],
    }
    expect(['2.1', '2.2', '2.3'].map((id) => stateOf(run(worldOf(node, machine(closed))), id))).toEqual([
      'PASS',
      'PASS',
      'PASS',
    ])
  })

  test('a worker has no control plane to check', () => {
    const sections = textOf(run(worldOf(node, machine({ baseline: 'worker' })))).filter((line) =>
      /^\[INFO\] \d /.test(line),
    )
    expect(sections).toEqual(['[INFO] 4 What a node shows', '[INFO] 5 What pods may do in the network'])
  })

  test('every namespace with a policy', () => {
    const policy = (namespace: string) =>
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny, namespace: ${namespace}}\nspec: {podSelector: {}}\n`
    expect(stateOf(plain, '5.3.2')).toBe('WARN')
    expect(stateOf(run(worldOf(node, policy('default'))), '5.3.2')).toBe('PASS')
    expect(
      stateOf(
        run(worldOf(node, policy('default'), 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n')),
        '5.3.2',
      ),
    ).toBe('WARN')
  })

  test('JSON and JUnit hold the same counts', () => {
    const { Totals, Controls } = JSON.parse(textOf(run(worldOf(node), ['--json', '--version', '1.34']))[0]!) as {
      Totals: unknown
      Controls: readonly { detected_version: string }[]
    }
    expect(Totals).toEqual({ total_pass: 28, total_fail: 2, total_warn: 7, total_info: 0 })
    expect(Controls[0]!.detected_version).toBe('none')
    const xml = textOf(run(worldOf(node), ['--junit'])).join('\n')
    expect(xml.match(/<failure/g)).toHaveLength(2)
    expect(xml.match(/<skipped>/g)).toHaveLength(7)
    expect(run(worldOf(node), ['--json', '--outputfile', 'out.json']).written).toMatchObject([{ path: 'out.json' }])
  })

  test.each([
    [['--frobnicate'], 'Error: unknown flag: --frobnicate'],
    [['walk'], 'Error: unknown command "walk" for "kube-bench"'],
    [
      ['--benchmark', 'a', '--version', '1'],
      'unable to get benchmark version. error: It is an error to specify both --version and --benchmark flags',
    ],
    [
      ['--check', '1', '--group', '1'],
      "error setting up run filter: group option and check option can't be used together",
    ],
    [['run', '--targets', 'moon'], 'file moon.yaml not found for version network-1.0'],
  ])('complains about %j', (args, complaint) => {
    const transcript = run(worldOf(node), args)
    expect(transcript.lines.map(({ text }) => text)).toContain(complaint)
    expect(transcript.exitCode).toBe(1)
  })
})

describe('files that somebody brings', () => {
  const file = {
    path: 'cfg/cis-9.9/node.yaml',
    text: '---\ncontrols:\nversion: "cis-9.9"\nid: 4\ntext: "Theirs"\ntype: "node"\ngroups:\n  - id: 4.1\n    text: "G"\n    checks:\n      - id: 4.10\n        text: "theirs"\n        audit: "/bin/ps -fC $kubeletbin"\n        tests:\n          test_items:\n            - flag: "--config"\n        scored: true\n',
  }
  const node = 'apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\n'

  test('run as they are, with ids as written and variables put in', () => {
    expect(textOf(run(worldOf(node), ['--benchmark', 'cis-9.9'], [file])).slice(0, 3)).toEqual([
      '[INFO] 4 Theirs',
      '[INFO] 4.1 G',
      '[PASS] 4.10 theirs',
    ])
  })

  test('a config.yaml says which version they are for, and where programs are', () => {
    const config = {
      path: 'cfg/config.yaml',
      text: 'version_mapping:\n  "1.34": "cis-9.9"\nnode:\n  components: [kubelet]\n  kubelet:\n    bins: [agent]\n',
    }
    expect(
      textOf(run(worldOf(node, machine({ processes: [{ command: ['agent', '--config=x'] }] })), [], [file, config]))[2],
    ).toBe('[PASS] 4.10 theirs')
    expect(run(worldOf(node), [], [file, config]).exitCode).toBe(1)
  })

  test('beside manifests they are no objects and no mistakes', () => {
    expect(worldOf(node, file.text).diagnostics).toEqual([])
  })

  test('a text that only looks like one is told', () => {
    const broken = { ...file, text: file.text.replace('scored: true', 'scored: "true"') }
    expect(run(worldOf(node), ['--benchmark', 'cis-9.9'], [broken]).lines.at(-1)!.text).toBe(
      '  line 17: cannot unmarshal !!str `true` into bool',
    )
  })
})

describe('an open check', () => {
  const node = 'apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\n'

  test('leads to the flag that is at fault', () => {
    const text =
      'apiVersion: reachable/v1\nkind: Machine\nmetadata:\n  name: n1\nspec:\n  processes:\n    - program: kubelet\n      flags:\n        - --anonymous-auth=true\n'
    const line = run(worldOf(node, text)).lines.find((each) => each.text.startsWith('[FAIL] 4.2.1'))!
    expect(line.about).toMatchObject({
      about: 'check',
      check: '4.2.1',
      machine: 'n1',
      canMend: true,
      span: { document: 'document-1.yaml', start: { line: 9 } },
    })
  })

  test.each([
    ['a file of a machine that has no object', null, '4.1.9'],
    ['a mode', { processes: [] }, '4.1.9'],
    [
      'a flag that the machine says',
      { processes: [{ program: 'kubelet', flags: ['--anonymous-auth=true', '--v=2'] }] },
      '4.2.1',
    ],
    ['its only flag', { processes: [{ program: 'etcd', flags: ['--auto-tls=true'] }] }, '2.3'],
    ['one of a whole command', { processes: [{ command: ['kubelet', '--authorization-mode=AlwaysAllow'] }] }, '4.2.2'],
    [
      'a flag that the machine leaves out',
      { processes: [{ program: 'etcd', without: ['--client-cert-auth'] }] },
      '2.2',
    ],
    ['a flag of the baseline', {}, '1.2.5'],
    [
      'an open bind address',
      { processes: [{ program: 'kube-scheduler', flags: ['--bind-address=0.0.0.0'] }] },
      '1.4.2',
    ],
    ['a plugin that is missing', { version: 'v1.34.2' }, '1.2.3'],
  ] as const)('is mended: %s', (_, spec, check) => {
    const texts =
      spec === null
        ? [node]
        : [
            node,
            JSON.stringify({ apiVersion: 'reachable/v1', kind: 'Machine', metadata: { name: 'n1' }, spec }, null, 2),
          ]
    const world = worldOf(...texts)
    expect(stateOf(run(world), check)).toMatch(/FAIL|WARN/)
    const mend = mendCheck(world, [], 'n1', check)!
    const documents =
      mend.mend === 'document'
        ? [...world.documents, { name: mend.name, text: mend.text }]
        : world.documents.map((each) => ({
            name: each.name,
            text: applyEdits(
              each.text,
              mend.edits.filter(({ document }) => document === each.name),
            ),
          }))
    const after = openWorld({ documents })
    expect(after.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(stateOf(run(after), check)).toBe('PASS')
  })
})

describe('whatever a stranger wrote', () => {
  const anything = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(
        null,
        true,
        1.1,
        '',
        'a',
        '--x',
        '(a+)+$',
        '{range .a[*]}',
        '{.a',
        '$kubeletbin',
        'eq',
        'regex',
        'bitmask',
        'and',
        'find / | xargs stat -c %a',
        '/bin/ps -fC kubelet',
        '/bin/ps -ef | grep a | grep -v grep',
      ),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'id',
          'text',
          'checks',
          'tests',
          'test_items',
          'flag',
          'path',
          'env',
          'set',
          'compare',
          'op',
          'value',
          'bin_op',
          'audit',
          'audit_config',
          'audit_env',
          'scored',
          'type',
          '__proto__',
        ),
        tie('value'),
        { maxKeys: 5 },
      ),
    ),
  })).value
  const item = fc.record({
    flag: fc.constantFrom('--x', '(a+)+$', 'a(', 'permissions', ''),
    path: fc.constantFrom('', '{.a}', '{..a}', '{range .a[*]}{range .b[*]}{}{end}{end}', "{.a['b']}[", '{.a[?(@.b)]}'),
    set: fc.boolean(),
    compare: fc.record({
      op: fc.constantFrom('eq', 'regex', 'bitmask', 'gt', 'valid_elements', 'x'),
      value: fc.string({ maxLength: 12 }),
    }),
  })
  const check = fc.record({
    id: fc.string({ maxLength: 4 }),
    audit: fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom('/bin/ps -fC kubelet', '/bin/cat /var/lib/kubelet/config.yaml'),
    ),
    audit_config: fc.constantFrom('', '/bin/cat /var/lib/kubelet/config.yaml'),
    scored: fc.boolean(),
    use_multiple_values: fc.boolean(),
    tests: fc.oneof(
      fc.record({ bin_op: fc.constantFrom('and', 'or', ''), test_items: fc.array(item, { maxLength: 3 }) }),
      anything,
    ),
  })
  const world = worldOf('apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\n')

  test('a file of checks never throws and never hangs', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(check, anything), { maxLength: 3 }), anything, (checks, other) => {
        const text = JSON.stringify(
          { controls: null, version: 'x', id: '4', type: 'node', groups: [{ id: 'g', checks }, other] },
          null,
          1,
        )
          .replace('"controls"', 'controls')
          .replace('"groups"', 'groups')
        const body = `controls:\nversion: x\nid: 4\ntype: node\ngroups:\n- id: g\n  checks: ${JSON.stringify(checks)}\n`
        for (const each of [text, body])
          run(world, ['--benchmark', 'x', '--junit', '--include-test-output'], [{ path: 'x/node.yaml', text: each }])
      }),
      bounded(150),
    )
  })

  test('neither does a pattern whose time could double with every letter', () => {
    const text = `controls:\nversion: x\nid: 4\ntype: node\ngroups:\n- id: g\n  checks:\n  - id: 1\n    audit: "/bin/ps -fC kubelet"\n    tests:\n      test_items:\n      - flag: "--config"\n        compare: {op: regex, value: "(([a-z./])+)+!"}\n`
    expect(stateOf(run(world, ['--benchmark', 'x'], [{ path: 'x.yaml', text }]), '1')).toBe('WARN')
  })

  test('a command line never throws', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ maxLength: 8 }),
            fc.constantFrom(
              '--json',
              '--junit',
              '--check',
              '-c',
              'run',
              '--targets',
              '--benchmark',
              '--',
              '-',
              '--exit-code=x',
              '--scored=maybe',
            ),
          ),
          { maxLength: 5 },
        ),
        (args) => {
          run(world, args)
        },
      ),
      bounded(60),
    )
  })

  test('our own files are of the form, with a target each and no id twice', () => {
    for (const [target, { text }] of cfgOf([]).benchmarks.get('network-1.0')!) {
      const read = readControls(text)
      expect(read).toMatchObject({ ok: true, value: { type: target, version: 'network-1.0' } })
      if (!read.ok) continue
      const ids = read.value.groups.flatMap(({ checks }) => checks.map(({ id }) => id))
      expect(new Set(ids).size).toBe(ids.length)
      for (const each of read.value.groups.flatMap(({ checks }) => checks))
        expect([each.text, each.remediation].every((words) => words.trim() !== '')).toBe(true)
    }
  })
})
