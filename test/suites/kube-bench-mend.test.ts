import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../src/ground/text-edit.ts'
import { openWorld } from '../../src/world/index.ts'
import { mendCheck } from '../../src/world/terminal/mend.ts'
import { worldOf, run, stateOf } from './kube-bench-run.ts'

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
