import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cfgOf } from '../../src/sim/tools/kube-bench/cfg.ts'
import { readControls } from '../../src/sim/tools/kube-bench/read-controls.ts'
import { bounded } from './bounded.ts'
import { worldOf, run, stateOf } from './kube-bench-run.ts'

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
