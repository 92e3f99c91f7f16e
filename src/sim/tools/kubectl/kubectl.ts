import type { KubernetesObject } from '../../../manifests/piece.ts'
import { fieldAt } from '../../../manifests/fields.ts'
import {
  ended,
  type LineSubject,
  type TestTool,
  type Transcript,
  type TranscriptLine,
  type Workplace,
} from '../tool.ts'
import { describePolicy, selectorText } from './describe-policy.ts'

/** Words that a terminal can offer while one types. */
export const OFFERED: readonly string[] = [
  'get',
  'describe',
  'netpol',
  'pods',
  'services',
  'nodes',
  'namespaces',
  '-n',
  '-A',
]

interface Table {
  readonly header: readonly string[]
  readonly rows: readonly {
    readonly namespace: string | null
    readonly cells: readonly string[]
    readonly object: KubernetesObject | null
  }[]
}

const KINDS: Readonly<Record<string, readonly string[]>> = {
  netpol: [
    'netpol',
    'networkpolicy',
    'networkpolicies',
    'networkpolicies.networking.k8s.io',
    'networkpolicy.networking.k8s.io',
  ],
  pods: ['pods', 'pod', 'po'],
  services: ['services', 'service', 'svc'],
  nodes: ['nodes', 'node', 'no'],
  namespaces: ['namespaces', 'namespace', 'ns'],
}

/**
 * `kubectl get` of a few kinds, and `kubectl describe netpol`. Ages are unknown: there is no clock. Source:
 * https://kubernetes.io/docs/reference/kubectl/
 */
export const kubectl: TestTool = {
  name: 'kubectl',
  run(args, place) {
    const request = readArguments(args, place)
    if (typeof request === 'string') return ended([{ to: 'stderr', text: request, after: 0 }], 1)
    return request.verb === 'get' ? get(request, place) : describe(request, place)
  },
}

interface Request {
  readonly verb: 'get' | 'describe'
  readonly kind: string
  readonly names: readonly string[]
  /** Null: all. */
  readonly namespace: string | null
}

function readArguments(args: readonly string[], { at, cluster }: Workplace): Request | string {
  const words: string[] = []
  let namespace: string | null = cluster.podByName.get(at)?.namespace.name ?? 'default'
  let isAll = false
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]!
    if (arg === '-A' || arg === '--all-namespaces') isAll = true
    else if (arg === '-n' || arg === '--namespace') {
      const next = args[++index]
      if (next === undefined) return `error: flag needs an argument: ${arg}`
      namespace = next
    } else if (/^(?:-n=?|--namespace=).+/.test(arg)) namespace = arg.replace(/^(?:-n=?|--namespace=)/, '')
    else if (arg.startsWith('-'))
      return `error: unknown ${arg.startsWith('--') ? `flag: ${arg}` : `shorthand flag: '${arg.slice(1, 2)}' in ${arg}`}`
    else words.push(arg)
  }
  const [verb, named, ...names] = words
  if (verb !== 'get' && verb !== 'describe')
    return verb === undefined
      ? 'This terminal knows kubectl get and kubectl describe netpol.'
      : `error: unknown command "${verb}" for "kubectl": this terminal knows get and describe netpol`
  if (named === undefined) return 'error: You must specify the type of resource to get.'
  const [wanted, attached] = named.split('/') as [string, string | undefined]
  const kind = Object.entries(KINDS).find(([, all]) => all.includes(wanted.toLowerCase()))?.[0]
  if (!kind) return `error: the server doesn't have a resource type "${wanted}"`
  if (verb === 'describe' && kind !== 'netpol') return 'error: this terminal describes NetworkPolicies only'
  return {
    verb,
    kind,
    names: attached === undefined ? names : [attached, ...names],
    namespace: isAll ? null : namespace,
  }
}

function policiesOf({ policies }: Workplace, { namespace, names }: Request): readonly KubernetesObject[] {
  return policies.filter(
    (object) =>
      (namespace === null || (object.namespace ?? 'default') === namespace) &&
      (names.length === 0 || names.includes(object.name)),
  )
}

function get(request: Request, place: Workplace): Transcript {
  const { header, rows } = TABLES[request.kind]!(place, request)
  const { kind, namespace, names } = request
  const hasNamespaces = kind !== 'nodes' && kind !== 'namespaces'
  const shown = rows.filter(
    (row) =>
      (!hasNamespaces || namespace === null || row.namespace === namespace) &&
      (names.length === 0 || names.includes(row.cells[0]!)),
  )
  const missing = names
    .filter((name) => !shown.some(({ cells }) => cells[0] === name))
    .map((name): TranscriptLine => ({
      to: 'stderr',
      text: `Error from server (NotFound): ${kind === 'netpol' ? 'networkpolicies.networking.k8s.io' : kind} "${name}" not found`,
      after: 0,
    }))
  if (shown.length === 0)
    return names.length > 0
      ? ended(missing, 1)
      : ended(
          [
            {
              to: 'stderr',
              text:
                hasNamespaces && namespace !== null
                  ? `No resources found in ${namespace} namespace.`
                  : 'No resources found',
              after: 0,
            },
          ],
          0,
        )
  const withNamespace = hasNamespaces && namespace === null
  const cells = [
    [...(withNamespace ? ['NAMESPACE'] : []), ...header],
    ...shown.map((row) => [...(withNamespace ? [row.namespace ?? ''] : []), ...row.cells]),
  ]
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)))
  const lines = cells.map((row, index): TranscriptLine => ({
    to: 'stdout',
    after: 0,
    text: row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column]! + 3))).join(''),
    ...aboutObject(index === 0 ? null : shown[index - 1]!.object, place),
  }))
  return ended([...lines, ...missing], missing.length > 0 ? 1 : 0)
}

function describe(request: Request, place: Workplace): Transcript {
  const found = policiesOf(place, request)
  const missing = request.names.find((name) => !found.some((object) => object.name === name))
  if (missing !== undefined)
    return ended(
      [
        {
          to: 'stderr',
          text: `Error from server (NotFound): networkpolicies.networking.k8s.io "${missing}" not found`,
          after: 0,
        },
      ],
      1,
    )
  if (found.length === 0)
    return ended(
      [{ to: 'stderr', text: `No resources found in ${request.namespace ?? 'any'} namespace.`, after: 0 }],
      0,
    )
  return ended(
    found.flatMap((object, index) =>
      [...(index > 0 ? ['', ''] : []), ...describePolicy(object)].map((text): TranscriptLine => ({
        to: 'stdout',
        text,
        after: 0,
        ...aboutObject(object, place),
      })),
    ),
    0,
  )
}

function aboutObject(object: KubernetesObject | null, { locate }: Workplace): { readonly about?: LineSubject } {
  const span = object && locate(object, ['metadata', 'name'], 'value')
  return span ? { about: { about: 'place', span } } : {}
}

const UNKNOWN = '<unknown>'

const TABLES: Readonly<Record<string, (place: Workplace, request: Request) => Table>> = {
  netpol: (place, request) => ({
    header: ['NAME', 'POD-SELECTOR', 'AGE'],
    rows: policiesOf(place, { ...request, names: [] }).map((object) => ({
      namespace: object.namespace ?? 'default',
      object,
      cells: [object.name, selectorText(fieldAt(object.value, 'spec', 'podSelector')) || '<none>', UNKNOWN],
    })),
  }),
  pods: ({ cluster }) => ({
    header: ['NAME', 'READY', 'STATUS', 'IP', 'NODE'],
    rows: cluster.pods.map((pod) => ({
      namespace: pod.namespace.name,
      object: pod.object,
      cells: [
        pod.name,
        pod.ready ? '1/1' : '0/1',
        pod.phase === 'Succeeded' ? 'Completed' : pod.phase,
        pod.addresses[0]?.text ?? '<none>',
        pod.node ?? '<none>',
      ],
    })),
  }),
  services: ({ cluster }) => ({
    header: ['NAME', 'TYPE', 'CLUSTER-IP', 'PORT(S)'],
    rows: cluster.services.map((service) => ({
      namespace: service.namespace.name,
      object: service.object,
      cells: [
        service.name,
        service.type,
        service.clusterAddresses[0]?.text ?? 'None',
        service.ports
          .map(({ port, nodePort, protocol }) => `${port}${nodePort === null ? '' : `:${nodePort}`}/${protocol}`)
          .join(',') || '<none>',
      ],
    })),
  }),
  nodes: ({ machines, cluster }) => ({
    header: ['NAME', 'VERSION', 'INTERNAL-IP'],
    rows: cluster.nodes.map(({ name, object, addresses }) => ({
      namespace: null,
      object,
      cells: [
        name,
        machines.find((machine) => machine.name === name)?.version ?? UNKNOWN,
        addresses[0]?.text ?? '<none>',
      ],
    })),
  }),
  namespaces: ({ cluster }) => ({
    header: ['NAME', 'STATUS', 'AGE'],
    rows: [...cluster.namespaces.values()].map(({ name, object }) => ({
      namespace: null,
      object,
      cells: [name, 'Active', UNKNOWN],
    })),
  }),
}
