import type { Diagnostic } from '../ground/diagnostic.ts'
import type { FieldPath, SourceSpan } from '../ground/span.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { Pod, Service, ServicePort, Workload } from '../model/cluster.ts'
import type { Entry, EntryPath } from '../model/entries/entry.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import { backendPort } from '../model/service-port.ts'
import type { Matrix, World } from '../world/index.ts'
import { linkViews } from './link-view.ts'
import type { ClusterView, EntryView, NamespaceView, PodView, ServiceView, WorkloadView } from './snapshot.ts'

/**
 * In larger clusters the views do not link to the text: finding thousands of places costs more than reading the
 * documents did.
 */
const PLACED_WORKLOADS = 300
/** Ways from outside that are sent. */
const LISTED_ENTRIES = 500

/**
 * The cluster as the views need it: plain data, and nothing that was not in the world. What did not change is the same
 * object as before.
 */
export function clusterView(world: World, matrix: Matrix): ClusterView {
  const { cluster, policies } = world
  const small = cluster.workloads.length <= PLACED_WORKLOADS
  const place = (object: KubernetesObject | null, path: FieldPath = ['metadata', 'name']): SourceSpan | null =>
    small && object ? world.locate(object, path) : null
  const named = new Map(
    [...policies.policies, ...policies.rejected].map(({ object, namespace }) => [object, namespace]),
  )
  const policyCounts = new Map<string, number>()
  for (const namespace of named.values())
    if (namespace !== null) policyCounts.set(namespace, (policyCounts.get(namespace) ?? 0) + 1)
  const unenforced = policies.rejected.filter(({ why }) => why === 'not-enforced')
  const ends = new Map(matrix.ends.map((end, index) => [end.ref, index]))
  return {
    namespaces: [...cluster.namespaces.values()].map(({ name, labels, object }): NamespaceView => ({
      name,
      labels: withoutName(labels),
      implied: object === null,
      span: place(object),
      policies: policyCounts.get(name) ?? 0,
    })),
    workloads: cluster.workloads.map((workload) =>
      workloadView(
        workload,
        isolation(ends.get(workload.ref), matrix),
        place(workload.object),
        matrix.ends[ends.get(workload.ref) ?? -1]?.ports ?? [],
        meshView(workload, world.mesh),
      ),
    ),
    services: cluster.services.map((service) => serviceView(service, place(service.object))),
    nodes: cluster.nodes.map(({ name, addresses, object }) => ({
      id: `node:${name}`,
      name,
      addresses: addresses.map(({ text }) => text),
      implied: object === null,
    })),
    entries: cluster.entries.slice(0, LISTED_ENTRIES).map((entry) => entryView(entry, place(entry.object, entry.path))),
    externals: matrix.ends
      .filter(({ workload }) => workload === null)
      .map(({ ref, label }) => ({ id: ref, label, detail: null })),
    notEvaluated: world.notEvaluated.map(({ object }) => ({
      apiVersion: object.apiVersion,
      kind: object.kind,
      namespace: object.namespace,
      name: object.name,
      span: place(object, ['kind']),
    })),
    unenforced: unenforced.slice(0, LISTED_UNENFORCED).map(({ object, kind, namespace, name }) => ({
      group: object.group,
      kind,
      name: namespace === null ? name : `${namespace}/${name}`,
    })),
    mesh: world.mesh?.name ?? null,
    links: linkViews(world, matrix),
    counts: {
      pods: cluster.pods.length,
      workloads: cluster.workloads.length,
      policies: named.size,
      meshPolicies: world.mesh
        ? world.applied.filter(({ group, kind }) => MESH_POLICIES.has(`${group}/${kind}`)).length
        : 0,
      rejected: policies.rejected.length - unenforced.length,
      unenforced: unenforced.length,
    },
  }
}

/** What of a mesh's objects refuses or lets pass. */
const MESH_POLICIES: ReadonlySet<string> = new Set([
  ...['PeerAuthentication', 'RequestAuthentication', 'AuthorizationPolicy'].map((kind) => `security.istio.io/${kind}`),
  ...[
    'Server',
    'AuthorizationPolicy',
    'ServerAuthorization',
    'EgressNetwork',
    'HTTPLocalRateLimitPolicy',
    'HTTPLocalConcurrencyLimitPolicy',
  ].map((kind) => `policy.linkerd.io/${kind}`),
])

/** More names than these nobody reads in one line. */
const LISTED_UNENFORCED = 20

/** The label that every namespace has tells nobody anything. */
function withoutName(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => key !== 'kubernetes.io/metadata.name'))
}

const workloadViews = new WeakMap<Workload, WorkloadView>()

function workloadView(
  workload: Workload,
  isolated: WorkloadView['isolated'],
  span: SourceSpan | null,
  ports: WorkloadView['ports'],
  mesh: WorkloadView['mesh'],
): WorkloadView {
  const known = workloadViews.get(workload)
  if (
    known &&
    known.isolated.ingress === isolated.ingress &&
    known.isolated.egress === isolated.egress &&
    sameSpan(known.span, span) &&
    known.mesh?.membership === mesh?.membership &&
    known.mesh?.identity === mesh?.identity
  )
    return known
  const view: WorkloadView = {
    id: workload.ref,
    kind: workload.kind,
    namespace: workload.namespace.name,
    name: workload.name,
    labels: { ...workload.labels },
    pods: known?.pods ?? workload.pods.map(podView),
    mesh,
    ports,
    isolated,
    hostNetwork: workload.pods.some((pod) => pod.hostNetwork),
    span,
  }
  workloadViews.set(workload, view)
  return view
}

/** Pods of one workload have one template, so the first speaks for all. */
function meshView(workload: Workload, mesh: World['mesh']): WorkloadView['mesh'] {
  const endpoint = mesh && workload.pods.find((pod) => pod.endpoint)?.endpoint
  if (!mesh || !endpoint) return null
  const membership = mesh.member(endpoint)
  return membership === 'none' ? null : { membership, identity: mesh.identity(endpoint) }
}

function podView(pod: Pod): PodView {
  return {
    id: namespacedName(pod),
    name: pod.name,
    node: pod.node,
    addresses: pod.addresses.map(({ text }) => text),
    addressAssumed: pod.addressAssumed,
    phase: pod.phase,
    ready: pod.ready,
  }
}

/** Of pods that are alike one speaks for all. Without live pods nothing is closed. */
function isolation(end: number | undefined, { judge, reachability }: Matrix): WorkloadView['isolated'] {
  const kin = end === undefined ? [] : judge.kin[end]!
  const of = (direction: 'ingress' | 'egress') => {
    const closed = kin.filter(
      ({ classIndex }) =>
        reachability.classes.representatives[classIndex]!.kind === 'pod' &&
        reachability.isolated(classIndex, direction),
    ).length
    return closed === 0 ? 'no' : closed === kin.length ? 'yes' : 'part'
  }
  return { ingress: of('ingress'), egress: of('egress') }
}

const serviceViews = new WeakMap<Service, ServiceView>()

function serviceView(service: Service, span: SourceSpan | null): ServiceView {
  const known = serviceViews.get(service)
  if (known && sameSpan(known.span, span)) return known
  const behind = service.backends.flatMap(({ endpoint }) =>
    endpoint.kind === 'pod'
      ? [endpoint.pod.workload.ref]
      : endpoint.kind === 'host' && endpoint.process
        ? [endpoint.process.workload.ref]
        : [],
  )
  const view: ServiceView = {
    id: `svc:${namespacedName(service)}`,
    namespace: service.namespace.name,
    name: service.name,
    type: service.type,
    headless: service.headless,
    span,
    ports: service.ports.map(({ port, protocol, name, targetPort }) => ({
      port,
      protocol,
      name,
      targetPort: String(targetPort),
    })),
    backends: [...new Set(behind)].sort(),
  }
  serviceViews.set(service, view)
  return view
}

function entryView(
  { kind, namespace, name, through, hosts, paths, isNarrowed, service, port }: Entry,
  span: SourceSpan | null,
): EntryView {
  return {
    kind,
    namespace,
    name,
    through,
    hosts,
    paths: paths.map(pathText),
    isNarrowed,
    service: `svc:${namespacedName(service)}`,
    port: port.port,
    podPort: podPortOf(service, port),
    span,
  }
}

/** As controllers send to the pods themselves, behind a headless Service as well. */
function podPortOf({ backends }: Service, port: ServicePort): number | null {
  for (const backend of backends) {
    const number = backend.ready ? backendPort({ headless: false }, port, backend) : undefined
    if (number !== undefined) return number
  }
  return null
}

function pathText({ type, value }: EntryPath): string {
  return type === 'prefix'
    ? value
    : `${value} (${{ exact: 'exact', pattern: 'pattern', controller: 'as the controller reads it' }[type]})`
}

function sameSpan(a: SourceSpan | null, b: SourceSpan | null): boolean {
  if (a === null || b === null) return a === b
  return (
    a.document === b.document &&
    a.start.line === b.start.line &&
    a.start.column === b.start.column &&
    a.end.line === b.end.line &&
    a.end.column === b.end.column
  )
}

/** Whether a diagnosis means that its text is not what the cluster shows. */
export function breaks(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error' && diagnostic.layer !== 'finding' && diagnostic.layer !== 'question'
}
