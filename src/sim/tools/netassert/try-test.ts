import { parseAddress } from '../../../ground/ip.ts'
import { sha1 } from '../../../ground/sha1.ts'
import type { Cluster, Pod } from '../../../model/cluster.ts'
import { namespacedName } from '../../../model/namespaced-name.ts'
import type { Contact, LineSubject, Probe, Reach } from '../tool.ts'
import { injectionRefused, type Injected } from './inject.ts'
import type { LogField, LogLevel } from './log.ts'
import type { Options } from './options.ts'
import { pickPod } from './pick.ts'
import type { NetassertTest } from './test.ts'

/** What one test logs and how it ends. `after`: milliseconds from the test's own start. */
export interface Tried {
  readonly entries: readonly TriedEntry[]
  readonly pass: boolean
  readonly failureReason: string
  readonly took: number
}

/** A line of the log. `after`: milliseconds from the start of the test. */
export interface TriedEntry {
  readonly after: number
  readonly level: LogLevel
  readonly message: string
  readonly fields: readonly LogField[]
  readonly about?: LineSubject
}

/**
 * A request to the API server, and a container that starts, in milliseconds. Ours: they are about what a small cluster
 * needs.
 */
const LOOKUP = 130
const START = 1000
/**
 * One connection begins every so often, and is given up after so long. Source:
 * https://github.com/controlplaneio/netassertv2-l4-client
 */
const PERIOD = 5000
const GIVE_UP = 2000
/**
 * Seconds that UDP tests get on top of their time-out, and packets that are sent for each that is wanted. Source:
 * internal/engine/run_udp.go
 */
const EXTRA = 23
const MULTIPLIER = 3

/** Runs one test. Source: https://github.com/controlplaneio/netassert/tree/main/internal/engine */
export function tryTest(test: NetassertTest, cluster: Cluster, reach: Reach, options: Options): Tried {
  const run = new Run(test, cluster, reach, options)
  const failureReason = test.protocol === 'tcp' ? run.tcp() : run.udp()
  if (failureReason !== null)
    run.log('ERROR', 'Test execution failed', [
      ['Name', test.name],
      ['error', failureReason],
    ])
  return {
    entries: run.entries,
    pass: test.pass || failureReason === null,
    failureReason: failureReason ?? test.failureReason,
    took: run.now,
  }
}

class Run {
  readonly entries: TriedEntry[] = []
  now = 0

  constructor(
    readonly test: NetassertTest,
    readonly cluster: Cluster,
    readonly reach: Reach,
    readonly options: Options,
  ) {}

  /** Null: it passed. */
  tcp(): string | null {
    const { name, src, dst, attempts, timeoutSeconds, exitCode, targetPort } = this.test
    if (dst === null) return 'both Dst.Host and Dst.K8sResource are nil'
    this.log('INFO', '🟢 Running TCP test', [['Name', name]])
    const source = this.#pick(src)
    if (typeof source === 'string') return source
    const target = 'host' in dst ? dst.host.name : this.#pick(dst.k8sResource)
    if (typeof target === 'string' && !('host' in dst)) return target
    const probe: Probe = {
      from: namespacedName(source),
      to: typeof target === 'string' ? hostRef(target, source) : namespacedName(target),
      port: targetPort,
      protocol: 'TCP',
    }
    const container = this.#patch(source, 'scanner')
    const refused = injectionRefused(source, 'scanner', container)
    if (refused !== null) return `ephemeral container launch failed for test ${name}: ${refused}`
    const contact = this.reach(probe)
    const ends = this.now + START + PERIOD * (attempts - 1) + (waits(contact) ? GIVE_UP : 0)
    const deadline = this.now + timeoutSeconds * 1000
    if (ends >= deadline) {
      this.now = deadline
      return `failed to get exit code of the ephemeral container ${container} for test ${name}: ${notEnded(container, timeoutSeconds)}`
    }
    this.now = ends
    const code = isServed(contact) && !isBracketless(target) ? 0 : 1
    this.#finished(container)
    this.log(
      'INFO',
      'Got exit code from ephemeral container',
      [
        ['testName', name],
        ['exitCode', code],
        ['container', container],
      ],
      { about: 'probe', probe },
    )
    if (code === exitCode) return null
    this.log(
      'ERROR',
      'Got exit code from ephemeral container',
      [
        ['testName', name],
        ['exitCode', code],
        ['expectedExitCode', exitCode],
        ['container', container],
      ],
      { about: 'probe', probe },
    )
    return `ephemeral container ${container} exit code for test ${name} is ${code} instead of ${exitCode}`
  }

  /** Null: it passed. What counts is whether the destination's sniffer saw the packets; nobody has to listen. */
  udp(): string | null {
    const { name, src, dst, attempts, timeoutSeconds, exitCode, targetPort } = this.test
    if (dst === null || 'host' in dst) return `${JSON.stringify(name)}: dst should contain non-nil k8sResource object`
    this.log('INFO', '🟢 Running UDP test', [['Name', name]])
    const source = this.#pick(src)
    if (typeof source === 'string') return `unable to get source pod for test ${name}: ${source}`
    const target = this.#pick(dst.k8sResource)
    if (typeof target === 'string') return target
    const probe: Probe = { from: namespacedName(source), to: namespacedName(target), port: targetPort, protocol: 'UDP' }
    const sniffer = this.#patch(target, 'sniffer')
    const noSniffer = injectionRefused(target, 'sniffer', sniffer)
    if (noSniffer !== null) return `sniffer ephermal container launch failed for test ${name}: ${noSniffer}`
    const scanner = this.#patch(source, 'scanner')
    const noScanner = injectionRefused(source, 'scanner', scanner)
    if (noScanner !== null) return `scanner ephemeral container launch failed for test ${name}: ${noScanner}`
    const started = this.now + START
    const patience = (timeoutSeconds + EXTRA) * 1000
    const enough = PERIOD * (attempts - 1)
    const isLost = isBracketless(target)
    const isSeen = !isLost && isDelivered(this.reach(probe)) && enough < timeoutSeconds * 1000
    this.now = started + (isSeen ? enough : timeoutSeconds * 1000)
    const code = isSeen ? 0 : 1
    this.#finished(sniffer)
    this.log(
      'INFO',
      'Got exit code from ephemeral sniffer container',
      [
        ['testName', name],
        ['exitCode', code],
        ['containerName', sniffer],
      ],
      { about: 'probe', probe },
    )
    if (code !== exitCode)
      return `ephemeral sniffer container ${sniffer} exit code for test ${name} is ${code} instead of ${exitCode}`
    const scanned = started + PERIOD * (attempts * MULTIPLIER - 1)
    if (scanned >= this.now + patience) {
      this.now += patience
      return `failed to get exit code of the scanner ephemeral container ${scanner} for test ${name}: ${notEnded(scanner, timeoutSeconds + EXTRA)}`
    }
    this.now = Math.max(this.now, scanned)
    this.#finished(scanner)
    this.log('INFO', 'Got exit code from ephemeral scanner container', [
      ['testName', name],
      ['exitCode', isLost ? 1 : 0],
      ['containerName', scanner],
    ])
    return isLost ? `ephemeral scanner container ${scanner} exit code for test ${name} is 1 instead of 0` : null
  }

  log(level: LogLevel, message: string, fields: readonly LogField[], about?: LineSubject): void {
    this.entries.push({ after: this.now, level, message, fields, ...(about && { about }) })
  }

  /** A pod, or why there is none. */
  #pick(resource: NetassertTest['src']): Pod | string {
    const { pod, log } = pickPod(resource, this.cluster)
    this.now += LOOKUP
    for (const { level, message, fields } of log) this.log(level, message, fields)
    return pod.ok ? pod.value : pod.problem
  }

  /**
   * The name of the container that is put into the pod. The real one ends in random characters; ours are made from the
   * test's name.
   */
  #patch(pod: Pod, role: Injected): string {
    const container = `${role === 'scanner' ? this.options.scannerPrefix : this.options.snifferPrefix}-${suffix(`${role} of ${this.test.name}`, this.options.suffixLength)}`
    this.log('INFO', 'Patching Pod', [
      ['Pod', pod.name],
      ['Namespace', pod.namespace.name],
      ['Container', container],
    ])
    return container
  }

  #finished(container: string): void {
    this.log('INFO', 'Ephemeral container has finished executing', [['name', container]])
  }
}

function notEnded(container: string, seconds: number): string {
  return `container ${container} did not reach termination state in ${seconds} seconds`
}

/** What a pod finds under a name: short ones are completed with its own namespace. */
function hostRef(host: string, source: Pod): string {
  if (parseAddress(host)) return `ip:${host}`
  return `name:${host.includes('.') ? host : `${host}.${source.namespace.name}.svc.cluster.local`}`
}

/** The scanner writes `host:port` without brackets, so that it never reaches an IPv6 address. */
function isBracketless(target: Pod | string): boolean {
  return (typeof target === 'string' ? target : (target.addresses[0]?.text ?? '')).includes(':')
}

/** A connection that a proxy accepts counts: the scanner only has to connect and write. */
function isServed(contact: Contact): boolean {
  switch (contact.contact) {
    case 'connected':
      return contact.listens
    case 'rejected':
    case 'cut':
      return true
    case 'depends':
      return contact.ways.every(isServed)
    default:
      return false
  }
}

function isDelivered(contact: Contact): boolean {
  return contact.contact === 'connected' || (contact.contact === 'depends' && contact.ways.every(isDelivered))
}

/**
 * Until its own time-out: a served connection is read from, a dropped one is waited for; what is refused comes back at
 * once.
 */
function waits(contact: Contact): boolean {
  return (
    contact.contact !== 'refused' &&
    contact.contact !== 'unknown-name' &&
    contact.contact !== 'no-route' &&
    !(contact.contact === 'connected' && !contact.listens)
  )
}

const SUFFIX_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz123456789'

function suffix(of: string, length: number): string {
  let digits = ''
  for (let round = 0; digits.length < length * 2; round++) digits += sha1(`${of} ${round}`)
  return Array.from(
    { length: Math.max(0, length) },
    (_, at) => SUFFIX_CHARACTERS[parseInt(digits.slice(at * 2, at * 2 + 2), 16) % SUFFIX_CHARACTERS.length],
  ).join('')
}
