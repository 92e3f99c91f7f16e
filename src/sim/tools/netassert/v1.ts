import { parseAddress } from '../../../ground/ip.ts'
import {
  ended,
  atOnce,
  type Contact,
  type Probe,
  type TestTool,
  type Transcript,
  type TranscriptLine,
  type Workplace,
} from '../tool.ts'
import { readV1, type V1File, type V1Port, type V1Source } from './v1-file.ts'
import { namespacedName } from '../../../model/namespaced-name.ts'

/**
 * NetAssert as it was from 2018 to 2020: a shell script that ran nmap beside a pod's container, one port after the
 * other. Typed as `./netassert test.yaml`. The lines before the results, about machines and images, are left out.
 * Source: https://github.com/controlplaneio/netassert/tree/v0.1.0
 */
export const netassertV1: TestTool = {
  name: './netassert',
  run(args, place) {
    if (args.includes('-h') || args.includes('--help')) return ended(atOnce('stdout', USAGE.split('\n')), 2)
    const wanted = words(args)[0] ?? 'test/test.yaml'
    const file = place.files.find(({ path }) => path === wanted.replace(/^\.\//, ''))
    const started = stamped(0, place, `Using test file '${wanted}'`)
    if (!file) return ended([started, stamped(0, place, `File '${wanted}' not found`)], 3)
    const read = readV1(file.text)
    if (!read.ok) return ended([started, stamped(0, place, read.problem)], 1)
    return runFile(read.value, started, place)
  },
}

/** Options with a value of their own. */
const VALUED = [
  '--image',
  '--timeout',
  '--ssh-user',
  '--ssh-options',
  '--gcloud-ssh-options',
  '--known-hosts',
  '--results-dir',
]

const USAGE = `Usage: ./netassert [options] [filename]

  --image IMAGE   --no-pull, --offline   --timeout SECONDS   --ssh-user NAME   --ssh-options OPTIONS
  --known-hosts FILE   --results-dir FOLDER   --verbose   --debug   -h`

function words(args: readonly string[]): readonly string[] {
  return args.filter((word, index) => !word.startsWith('-') && !VALUED.includes(args[index - 1] ?? ''))
}

const RULE = '='.repeat(140)
/** Seconds that one try takes: nmap is told to wait long for what does not answer. */
const ANSWERED = 1
const SILENT = 30

function runFile({ sources, alias }: V1File, started: TranscriptLine, place: Workplace): Transcript {
  const lines: TranscriptLine[] = [started, stamped(0, place, `${sources.length} tests expected`)]
  let now = 0
  let failed = 0
  for (const source of sources) {
    const from = sourceRef(source, place)
    const name = source.source.kind === 'host' ? source.source.name : `${source.source.namespace}:${source.source.name}`
    lines.push(
      { to: 'stdout', text: RULE, after: now },
      stamped(now, place, `Results: ${name}`),
      ...(from === null ? [] : [{ to: 'stdout' as const, text: 'TAP version 13', after: now }]),
    )
    let tests = 0
    let fails = 0
    for (const { target, ports } of from === null ? [] : source.targets) {
      for (const port of ports) {
        const probe: Probe = {
          from: from!,
          to: targetRef(target, source),
          protocol: port.protocol,
          ...(Number.isInteger(Number.parseInt(port.port, 10)) && { port: Number.parseInt(port.port, 10) }),
        }
        const isOpen = probe.port !== undefined && answers(place.reach(probe))
        now += (isOpen ? ANSWERED : SILENT) * 1000
        const held = isOpen === port.open
        const title = titleOf(alias[target] ?? target, port)
        tests++
        if (!held) fails++
        const print = (text: string): TranscriptLine => ({
          to: 'stdout',
          text,
          after: now,
          about: { about: 'probe', probe },
        })
        lines.push(
          print(`# ${title}`),
          print(`${held ? 'ok' : 'not ok'} ${tests} - ${title}`),
          ...(held
            ? []
            : ['  ---', `    message: ${JSON.stringify(complaint(target, port, isOpen))}`, '  ...'].map(print)),
        )
      }
    }
    if (from !== null)
      lines.push(
        ...['', `1..${tests}`, `# tests ${tests}`, `# pass ${tests - fails}`, `# fail ${fails}`, ''].map(
          (text): TranscriptLine => ({ to: 'stdout', text, after: now }),
        ),
      )
    const passed = from !== null && fails === 0
    if (!passed) failed++
    lines.push(stamped(now, place, `${name} ${passed ? 'pass' : 'fail'}`))
  }
  lines.push(
    { to: 'stdout', text: RULE, after: now },
    stamped(now, place, `${failed === 0 ? 'Pass' : `${failed} failed`} (${Math.round(now / 1000)}s)`),
  )
  return ended(lines, sources.length === 0 ? 3 : failed === 0 ? 0 : 1)
}

/** `db TCP:5432 closed` */
export function titleOf(target: string, { protocol, port, open }: V1Port): string {
  return `${target} ${protocol}:${port} ${open ? 'open' : 'closed'}`
}

/** What a failed assertion says. */
function complaint(target: string, { protocol, port, open }: V1Port, isOpen: boolean): string {
  const number = Number.parseInt(port, 10)
  return `${target}: expected ${protocol.toLowerCase()}:${number} to be ${open ? 'open' : 'closed'}, found [${isOpen ? number : ''}]`
}

/**
 * nmap calls open what answers: a port that is dropped or refused is not, nor one of UDP that says nothing. A proxy
 * that refuses what is said has answered.
 */
function answers(contact: Contact): boolean {
  switch (contact.contact) {
    case 'connected':
      return contact.listens
    case 'rejected':
    case 'cut':
      return true
    case 'depends':
      return contact.ways.every(answers)
    default:
      return false
  }
}

/**
 * The first pod whose name contains the Deployment's, as the script looks for it; null: there is none. A machine stands
 * outside the cluster.
 */
function sourceRef({ source }: V1Source, { cluster }: Workplace): string | null {
  if (source.kind === 'host') return parseAddress(source.name) ? `ip:${source.name}` : 'internet'
  const pod = cluster.pods.find(
    ({ namespace, name, endpoint }) =>
      namespace.name === source.namespace && name.includes(source.name) && endpoint !== null,
  )
  return pod ? namespacedName(pod) : null
}

/** What the source finds under a name. */
function targetRef(target: string, { source }: V1Source): string {
  if (parseAddress(target)) return `ip:${target}`
  return `name:${source.kind === 'deployment' && !target.includes('.') ? `${target}.${source.namespace}` : target}`
}

function stamped(after: number, { startedAt }: Workplace, message: string): TranscriptLine {
  return {
    to: 'stdout',
    text: `[${new Date(startedAt + after).toISOString().replace('Z', '+0000')}] ./netassert: ${message}`,
    after,
  }
}
