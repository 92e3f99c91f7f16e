import { describe, expect, test } from 'vitest'
import { auditsOf } from '../../src/sim/tools/kube-bench/audits/audit.ts'
import { benchmarkOfPlatform, benchmarkOfVersion, platformOf } from '../../src/sim/tools/kube-bench/benchmarks.ts'
import { PLAIN_CONFIGURATION } from '../../src/sim/tools/kube-bench/components.ts'
import type { Check, TestItem } from '../../src/sim/tools/kube-bench/controls.ts'
import { judgeCheck } from '../../src/sim/tools/kube-bench/judge-check.ts'
import { readControls } from '../../src/sim/tools/kube-bench/read-controls.ts'
import { workplaceOf } from '../../src/world/tool-place.ts'
import { yamlFiles } from './yaml-file.ts'
import { machine, worldOf } from './kube-bench-run.ts'

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
