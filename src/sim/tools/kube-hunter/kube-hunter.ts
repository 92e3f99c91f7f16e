import { ended, atOnce, type TestTool, type Transcript, type TranscriptLine, type Workplace } from '../tool.ts'
import { nameOf } from './finding.ts'
import { hunt } from './hunt.ts'
import type { Catch } from './hunter.ts'
import { HUNTERS, printHunters } from './hunters.ts'
import { readOptions, type Options } from './options.ts'
import { printPlain, printYaml, pythonJson, reportData, reportOf } from './report.ts'
import type { Scene } from './scene.ts'
import { scout } from './scout.ts'

/** What a closed or unreachable port costs the real tool, and what one answer does, in milliseconds. */
const CONNECT_LIMIT = 1500
const PER_ANSWER = 10

/**
 * kube-hunter: looks from outside, or from a pod, for what a cluster shows. Its project ended in 2024; it is here
 * because its numbers still stand in many reports. Source: https://github.com/aquasecurity/kube-hunter
 */
export const kubeHunter: TestTool = {
  name: 'kube-hunter',
  run(args, place) {
    const options = readOptions(args)
    if (!options.ok) return ended([{ to: 'stderr', text: options.problem, after: 0 }], 2)
    if (options.value.help) return said(HELP)
    if (options.value.list) return said(printHunters(options.value.active))
    if (!hasTarget(options.value)) return said(MENU)
    const scene = scout(options.value, place)
    if (!scene.ok) return ended([{ to: 'stderr', text: scene.problem, after: 0 }], 0)
    return report(options.value, scene.value, place)
  },
}

function hasTarget({ remote, cidr, interface: byInterface, pod, discoverNodes }: Options): boolean {
  return remote.length > 0 || cidr.length > 0 || byInterface || pod || discoverNodes
}

function report(options: Options, scene: Scene, { startedAt }: Workplace): Transcript {
  const caught = hunt(scene, options)
  const end = (scene.hosts.length > 0 ? CONNECT_LIMIT : 0) + caught.length * PER_ANSWER
  const logs = options.logs ? logLines(caught, startedAt) : []
  const found = reportOf(
    caught,
    options.statistics
      ? HUNTERS.filter(({ hunts }) => hunts === 'passive' || (hunts === 'active' && options.active))
      : null,
  )
  const text =
    options.report === 'json'
      ? [pythonJson(reportData(found))]
      : options.report === 'yaml'
        ? printYaml(reportData(found))
        : printPlain(found, options.mapping)
  return ended([...logs, ...text.map((line): TranscriptLine => ({ to: 'stdout', text: line, after: end }))], 0)
}

function logLines(caught: readonly Catch[], startedAt: number): readonly TranscriptLine[] {
  const log = (message: string, after: number): TranscriptLine => ({
    to: 'stderr',
    after,
    text: `${timeText(startedAt + after)} INFO kube_hunter.modules.report.collector ${message}`,
  })
  return [
    log('Started hunting', 0),
    log('Discovering Open Kubernetes Services', 0),
    ...caught.map((each, index) =>
      log(
        'service' in each
          ? `Found open service "${each.service.name}" at ${each.service.location.split('/')[0]}`
          : `Found vulnerability "${nameOf(each.finding)}" in ${each.finding.location}`,
        (index + 1) * PER_ANSWER,
      ),
    ),
  ]
}

/** As Python's logging writes a time, in UTC. */
function timeText(time: number): string {
  return new Date(time).toISOString().replace('T', ' ').replace('.', ',').replace('Z', '')
}

/** The exit code says nothing about what was found. */
function said(lines: readonly string[]): Transcript {
  return ended(atOnce('stdout', lines), 0)
}

const MENU = [
  'kube-hunter asks here what to scan; this terminal cannot ask back. Say one of:',
  '  --remote ADDRESS…       single machines',
  '  --interface             the network of the machine or pod that it runs on',
  '  --cidr BLOCK[,!BLOCK]   ranges of addresses',
  '  --pod                   what the pod that it runs in can see',
]

const HELP = [
  'usage: kube-hunter [options]',
  '',
  'Looks for what the simulated cluster shows.',
  '',
  'options:',
  ...MENU.slice(1),
  '  --k8s-auto-discover-nodes  the nodes that the API server lists',
  '  --active                also hunters that change things',
  '  --enable-cve-hunting    hold versions against known flaws',
  '  --include-patched-versions  versions with a suffix too',
  '  --service-account-token TOKEN',
  '  --mapping               only the nodes',
  '  --statistics            how much each hunter found',
  '  --list                  the hunters',
  '  --report plain|json|yaml',
  '  --log none              without log lines',
]
