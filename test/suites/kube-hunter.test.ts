import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flawsOf, isBefore, isPatched } from '../../src/sim/tools/kube-hunter/cve.ts'
import { FINDINGS, nameOf } from '../../src/sim/tools/kube-hunter/finding.ts'
import { hunt } from '../../src/sim/tools/kube-hunter/hunt.ts'
import type { Catch } from '../../src/sim/tools/kube-hunter/hunter.ts'
import { kubeHunter } from '../../src/sim/tools/kube-hunter/kube-hunter.ts'
import { readOptions } from '../../src/sim/tools/kube-hunter/options.ts'
import { scout } from '../../src/sim/tools/kube-hunter/scout.ts'
import { printTable } from '../../src/sim/tools/kube-hunter/table.ts'
import { wrap } from '../../src/sim/tools/kube-hunter/wrap.ts'
import type { Transcript } from '../../src/sim/tools/tool.ts'
import { openWorld, type World } from '../../src/world/index.ts'
import { workplaceOf } from '../../src/world/tool-place.ts'
import { bounded } from './bounded.ts'
import { yamlFiles } from './yaml-file.ts'

const fixtures = Object.fromEntries(
  yamlFiles('test/fixtures/transcripts/kube-hunter').map(({ name, value }) => [name, value]),
)

interface HuntCase {
  readonly name: string
  readonly with?: string
  readonly at?: string
  readonly run: string
  readonly finds: readonly string[]
  /** By number; others may have any. */
  readonly evidence?: Readonly<Record<string, string>>
}

function caught(world: World, command: string, at: string): readonly Catch[] | string {
  const options = readOptions(command.split(' '))
  if (!options.ok) throw new Error(options.problem)
  const scene = scout(options.value, workplaceOf(world, [], null, 0, at))
  return scene.ok ? hunt(scene.value, options.value) : scene.problem
}

/** `Service @ location` and `ID name @ location`, in the order of the report. */
function found(all: readonly Catch[] | string): readonly string[] {
  if (typeof all === 'string') return [all]
  return all.map((each) =>
    'service' in each
      ? `${each.service.name} @ ${each.service.location}`
      : `${FINDINGS[each.finding.kind].id ?? 'None'} ${nameOf(each.finding)} @ ${each.finding.location}`,
  )
}

function run(world: World, command: string, at = 'internet'): Transcript {
  return kubeHunter.run(command.split(' '), workplaceOf(world, [], null, Date.UTC(2026, 0, 1), at))
}

const out = ({ lines }: Transcript) => lines.filter(({ to }) => to === 'stdout').map(({ text }) => text)

describe('a hunt', () => {
  const { cluster, cases } = fixtures['hunts'] as { readonly cluster: string; readonly cases: readonly HuntCase[] }
  test.each(cases)('$name', ({ with: more, at = 'internet', run: command, finds, evidence = {} }) => {
    const world = openWorld({
      documents: [{ name: 'cluster', text: cluster }, ...(more === undefined ? [] : [{ name: 'more', text: more }])],
    })
    expect(world.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    const all = caught(world, command, at)
    expect(found(all)).toEqual(finds)
    const told = (id: string) =>
      typeof all === 'string'
        ? []
        : all.flatMap((each) =>
            'finding' in each && FINDINGS[each.finding.kind].id === id ? [each.finding.evidence] : [],
          )
    expect(Object.keys(evidence).map((id) => [id, told(id)])).toEqual(
      Object.entries(evidence).map(([id, text]) => [id, [text]]),
    )
  })

  const world = openWorld({
    documents: [
      { name: 'cluster', text: cluster },
      {
        name: 'more',
        text: 'apiVersion: reachable/v1\nkind: Machine\nmetadata: {name: n1}\nspec: {processes: [{program: kubelet, flags: [--anonymous-auth=true, --authorization-mode=AlwaysAllow]}]}\n',
      },
    ],
  })

  test('is reported as tables, with log lines beside them', () => {
    const transcript = run(world, '--remote 192.168.56.11')
    expect(transcript.lines[0]).toMatchObject({
      to: 'stderr',
      text: '2026-01-01 00:00:00,000 INFO kube_hunter.modules.report.collector Started hunting',
    })
    expect(transcript.lines.map(({ text }) => text)).toContain(
      '2026-01-01 00:00:00,020 INFO kube_hunter.modules.report.collector Found vulnerability "Anonymous Authentication" in 192.168.56.11:10250',
    )
    expect(out(transcript).slice(0, 8)).toEqual([
      '',
      'Nodes',
      '+-------------+---------------+',
      '| TYPE        | LOCATION      |',
      '+-------------+---------------+',
      '| Node/Master | 192.168.56.11 |',
      '+-------------+---------------+',
      '',
    ])
    expect(transcript.exitCode).toBe(0)
  })

  test('is reported as JSON and YAML with the same rows', () => {
    const text = out(run(world, '--remote 192.168.56.11 --report json --log none'))
    const data = JSON.parse(text[0]!) as { vulnerabilities: readonly { vid: string; avd_reference: string }[] }
    expect(text[0]).toContain(
      '{"nodes": [{"type": "Node/Master", "location": "192.168.56.11"}], "services": [{"service": "Kubelet API"',
    )
    expect(data.vulnerabilities[0]).toMatchObject({
      vid: 'KHV036',
      avd_reference: 'https://avd.aquasec.com/kube-hunter/khv036/',
      severity: 'high',
      hunter: 'Kubelet Secure Ports Hunter',
    })
    const yaml = out(run(world, '--remote 192.168.56.11 --report yaml --log none'))
    expect(yaml.slice(0, 4)).toEqual(['nodes:', '- type: Node/Master', '  location: 192.168.56.11', 'services:'])
    expect(yaml.filter((line) => line.startsWith('  vid:'))).toHaveLength(data.vulnerabilities.length)
  })

  test('finds nothing where nothing answers', () => {
    expect(out(run(world, '--remote 198.51.100.1'))).toEqual(['', "Kube Hunter couldn't find any clusters"])
    expect(out(run(world, '--list --active'))).toContain('* Kubelet Secure Ports Hunter')
  })

  test('has a blank line behind each table, and hunters in falling order of their names', () => {
    const outline = (command: string) =>
      out(run(world, command))
        .map((line) => (/^[+|]/.test(line) ? '|' : line))
        .filter((line, index, all) => line !== '|' || all[index - 1] !== '|')
    expect(outline('--remote 192.168.56.11 --mapping')).toEqual(['', 'Nodes', '|', ''])
    expect(outline('--remote 192.168.56.11')).toEqual([
      '',
      'Nodes',
      '|',
      '',
      'Detected Services',
      '|',
      '',
      'Vulnerabilities',
      'For further information about a vulnerability, search its ID in: ',
      'https://avd.aquasec.com/',
      '|',
      '',
    ])
    expect(outline('--remote 192.168.56.11 --statistics').slice(-4)).toEqual(['', 'Hunter Statistics', '|', ''])
    const names = out(run(world, '--remote 192.168.56.11 --statistics'))
      .join('\n')
      .split('Hunter Statistics')[1]!
      .split('\n')
      .flatMap((line, index, all) =>
        all[index - 1]?.startsWith('+') && line.startsWith('|') ? [line.split('|')[1]!.trim()] : [],
      )
      .slice(1)
    expect(names.length).toBeGreaterThan(10)
    expect(names).toEqual([...names].sort().reverse())
    const closed = openWorld({ documents: [{ name: 'cluster', text: cluster }] })
    const quiet = out(run(closed, '--remote 192.168.56.11 --statistics'))
    expect(
      quiet.slice(
        quiet.indexOf('No vulnerabilities were found') - 1,
        quiet.indexOf('No vulnerabilities were found') + 2,
      ),
    ).toEqual(['', 'No vulnerabilities were found', 'Hunter Statistics'])
    expect(out(run(closed, '--remote 192.168.56.11')).at(-1)).toBe('No vulnerabilities were found')
  })

  test.each([
    ['--frobnicate', 'kube-hunter: error: unrecognized arguments: --frobnicate', 2],
    ['--remote', 'kube-hunter: error: argument --remote: expected at least one argument', 2],
    ['--cidr 10.0.0/8', 'Unable to parse CIDR 10.0.0/8', 0],
  ] as const)('complains about %s', (command, complaint, exitCode) => {
    expect(run(world, command)).toMatchObject({ lines: [{ to: 'stderr', text: complaint }], exitCode })
  })
})

test('a version is open to the flaws that its own minor, or all that mend them, came after', () => {
  const ids = (version: string, patched = false) => flawsOf(version, patched).map((kind) => FINDINGS[kind].id)
  expect(ids('v1.12.2')).toEqual(['KHV022', 'KHV023', 'KHV025', 'KHV024', 'KHV026'])
  expect(ids('v1.14.5')).toEqual(['KHV025', 'KHV024'])
  expect(ids('v1.15.3')).toEqual([])
  expect(ids('v1.12.2-gke.1')).toEqual([])
  expect(ids('v1.12.2-gke.1', true)).toHaveLength(5)
  expect(['1.2-3', '1.2+k3s1', '1.2~1', 'v1.2'].map(isPatched)).toEqual([true, true, true, false])
  expect([isBefore('v1.9.0', ['1.10.11', '1.11.5']), isBefore('v1.13.0', ['1.10.11', '1.11.5'])]).toEqual([true, false])
})

describe('a table', () => {
  test('wraps at twenty characters, cuts long words, and sorts downwards', () => {
    expect(
      printTable(
        ['A', 'B'],
        [
          ['1', 'a word-like-this-one and more'],
          ['2', 'x'.repeat(25)],
        ],
        0,
      ),
    ).toEqual([
      '+---+----------------------+',
      '| A | B                    |',
      '+---+----------------------+',
      '| 2 | xxxxxxxxxxxxxxxxxxxx |',
      '|   | xxxxx                |',
      '+---+----------------------+',
      '| 1 | a word-like-this-one |',
      '|   | and more             |',
      '+---+----------------------+',
    ])
  })

  test('no line is longer than it may be, and no letter is lost', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), fc.integer({ min: 1, max: 30 }), (text, width) => {
        const lines = wrap(text, width)
        const letters = (of: string) => of.replace(/\s/g, '')
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width)
        expect(letters(lines.join(''))).toBe(letters(text))
      }),
      bounded(300),
    )
  })
})

test('a command line never throws', () => {
  const world = openWorld({ documents: [{ name: 'a', text: (fixtures['hunts'] as { cluster: string }).cluster }] })
  const word = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom(
      '--remote',
      '--cidr',
      '--pod',
      '--active',
      '0.0.0.0/0',
      '!10.0.0.0/8',
      '192.168.56.11',
      '--report',
      'yaml',
      '--service-account-token',
      'simulated.shop.default',
      '--interface',
      '--enable-cve-hunting',
      '--statistics',
    ),
  )
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 6 }),
      fc.constantFrom('internet', 'shop/web', 'node:n1', 'nowhere'),
      (args, at) => {
        kubeHunter.run(args, workplaceOf(world, [], null, 0, at))
      },
    ),
    bounded(200),
  )
})
