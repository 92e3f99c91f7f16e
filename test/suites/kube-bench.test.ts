import { describe, expect, test } from 'vitest'
import { worldOf, machine, run, textOf, stateOf } from './kube-bench-run.ts'

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
