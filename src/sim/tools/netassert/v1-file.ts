import { isObject } from '../../../ground/json-object.ts'
import { failure, success, type Result } from '../../../ground/result.ts'
import { readData } from '../../../manifests/data.ts'
import { printScalar } from '../../../manifests/print-yaml.ts'

/**
 * A file of netassert's first version: who tries whom, and which ports must be open or closed.
 * Source: https://github.com/controlplaneio/netassert/tree/v0.1.0
 */
export interface V1File {
  /** Names or addresses, and what the results call them instead. */
  readonly alias: Readonly<Record<string, string>>
  readonly sources: readonly V1Source[]
}

/**
 * `host`: a machine that is reached over SSH, or this one. `deployment`: `namespace` is `default` where the file names
 * none.
 */
export interface V1Source {
  readonly source:
    | { readonly kind: 'host'; readonly name: string }
    | { readonly kind: 'deployment'; readonly namespace: string; readonly name: string }
  /** As the file writes it. */
  readonly written: string
  readonly targets: readonly { readonly target: string; readonly ports: readonly V1Port[] }[]
}

/** `port` as it is handed to nmap: nearly always a number. */
export interface V1Port {
  readonly protocol: 'TCP' | 'UDP'
  readonly port: string
  readonly open: boolean
}

/** The problem is the tool's own message where it has one. */
export function readV1(text: string): Result<V1File, string> {
  const data = readData(text)
  if (!data.ok) return failure(`line ${data.problem.line}: ${data.problem.reason}`)
  const file = recordOf(data.value.value)
  if (!file || (!recordOf(file.k8s) && !recordOf(file.host)))
    return failure('neither host nor k8s: there is nothing to test')
  const sources: V1Source[] = []
  for (const [section, written, targets] of [
    ...entriesOf(file.host).map((entry) => ['host', ...entry] as const),
    ...entriesOf(recordOf(file.k8s)?.deployment).map((entry) => ['k8s', ...entry] as const),
  ]) {
    const read: { target: string; ports: readonly V1Port[] }[] = []
    for (const [target, value] of entriesOf(targets)) {
      const ports = portsOf(value)
      if (!ports.ok) return ports
      read.push({ target, ports: ports.value })
    }
    const [namespace, name] = written.includes(':')
      ? [written.slice(0, written.indexOf(':')), written.slice(written.indexOf(':') + 1)]
      : ['default', written]
    sources.push({
      written,
      targets: read,
      source: section === 'host' ? { kind: 'host', name: written } : { kind: 'deployment', namespace, name },
    })
  }
  return success({
    alias: Object.fromEntries(entriesOf(file.alias).map(([key, value]) => [key, String(value)])),
    sources,
  })
}

/** A file that the first version reads. */
export function writeV1({ alias, sources }: V1File): string {
  const of = (kind: V1Source['source']['kind']) => sources.filter(({ source }) => source.kind === kind)
  const block = (own: readonly V1Source[], depth: string) =>
    own.flatMap(({ written, targets }) => [
      `${depth}${printScalar(written)}:`,
      ...targets.map(
        ({ target, ports }) =>
          `${depth}  ${printScalar(target)}: [${ports.map((port) => printScalar(specOf(port))).join(', ')}]`,
      ),
    ])
  return [
    ...(Object.keys(alias).length > 0
      ? ['alias:', ...Object.entries(alias).map(([key, value]) => `  ${printScalar(key)}: ${printScalar(value)}`)]
      : []),
    ...(of('host').length > 0 ? ['host:', ...block(of('host'), '  ')] : []),
    ...(of('deployment').length > 0 ? ['k8s:', '  deployment:', ...block(of('deployment'), '    ')] : []),
    '',
  ].join('\n')
}

/** `-UDP:53` */
function specOf({ protocol, port, open }: V1Port): string {
  return `${open ? '' : '-'}${protocol}:${port}`
}

/**
 * A number, a text of specs with commas or blanks between them, or a list of these. TCP comes before UDP, as it is
 * tried.
 */
function portsOf(value: unknown): Result<readonly V1Port[], string> {
  const ports: V1Port[] = []
  for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
    const text = String(item ?? '')
    const specs = text.split(/[\s,]+/)
    if (specs.includes('')) return failure(`Invalid spec, empty port(s) found [${text}]`)
    for (const spec of specs) {
      const open = !spec.startsWith('-')
      const rest = open ? spec : spec.slice(1)
      // ICMP is dropped without a word; a prefix in lower case is not known, so that what is behind it is a TCP port.
      if (rest.startsWith('ICMP:')) continue
      ports.push({
        protocol: rest.startsWith('UDP:') ? 'UDP' : 'TCP',
        port: rest.slice(rest.lastIndexOf(':') + 1),
        open,
      })
    }
  }
  return success([
    ...ports.filter(({ protocol }) => protocol === 'TCP'),
    ...ports.filter(({ protocol }) => protocol === 'UDP'),
  ])
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return isObject(value) ? value : null
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return Object.entries(recordOf(value) ?? {})
}
