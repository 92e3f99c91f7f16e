import type { ClusterView, EntryView, ServiceView, WorkloadView } from '../../worker/snapshot.ts'
import { entryName, entryRequests } from './entry.ts'
import { GATE, meshText } from './graph.ts'
import { code, count, join, list, say, type Sentence } from './sentence.ts'

/** What the popover says about something in the graph. `rows` have a word on the left. */
export interface StationFacts {
  readonly name: string
  readonly kind: string
  readonly rows: readonly { readonly word: string; readonly text: Sentence }[]
}

/** Facts about a workload, a Service, a node, a place outside or a namespace; null when the cluster has no such thing. */
export function factsOf(id: string, cluster: ClusterView): StationFacts | null {
  const workload = cluster.workloads.find((each) => each.id === id)
  if (workload) return workloadFacts(workload, cluster)
  const service = cluster.services.find((each) => each.id === id)
  if (service) return serviceFacts(service, cluster)
  const node = cluster.nodes.find((each) => each.id === id)
  if (node) {
    const on = cluster.workloads.flatMap(({ pods }) => pods).filter((pod) => pod.node === node.name).length
    return { name: node.name, kind: node.implied ? 'node, named by its pods' : 'node', rows: [{ word: 'address', text: mono(node.addresses) }, { word: 'runs', text: say`${count(on, 'pod')}` }] }
  }
  const external = cluster.externals.find((each) => each.id === id)
  if (external) return { name: external.label, kind: 'outside the cluster', rows: [...(external.detail ? [{ word: 'is', text: say`${external.detail}` }] : []), ...(id === 'internet' ? entryRows(cluster.entries, (entry) => say` to Service ${code(entry.service.slice('svc:'.length))}`) : []), { word: 'gates', text: say`none: policies select pods only` }] }
  const namespace = cluster.namespaces.find(({ name }) => `ns:${name}` === id)
  if (!namespace) return null
  const inside = cluster.workloads.filter((each) => each.namespace === namespace.name)
  return { name: namespace.name, kind: 'namespace', rows: [{ word: 'labels', text: labels(namespace.labels) }, { word: 'runs', text: say`${count(inside.length, 'workload')}` }, { word: 'policies', text: say`${namespace.policies}` }] }
}

/** Longer lists end in a count. */
const SHOWN = 3

function workloadFacts(workload: WorkloadView, cluster: ClusterView): StationFacts {
  const { namespace, name, kind, pods, isolated, hostNetwork } = workload
  const services = cluster.services.filter(({ backends }) => backends.includes(workload.id))
  const rest = pods.length - SHOWN
  return {
    name: `${namespace}/${name}`, kind: kind === 'Pod' ? 'Pod' : `${kind}, ${count(pods.length, 'pod')}`,
    rows: [
      { word: 'labels', text: labels(workload.labels) },
      { word: 'gates', text: hostNetwork ? say`none: it uses its node’s network` : say`ingress ${GATE[isolated.ingress]}, egress ${GATE[isolated.egress]}` },
      ...(cluster.mesh === null ? [] : [{ word: 'mesh', text: meshText(workload.mesh) }]),
      ...pods.slice(0, SHOWN).map((pod) => ({ word: 'pod', text: join([mono([pod.name, ...pod.addresses], ' '), ...(pod.node ? [say`on ${code(pod.node)}`] : []), ...(pod.ready ? [] : [say`not ready`])]) })),
      ...(rest > 0 ? [{ word: '', text: say`and ${count(rest, 'more pod')}` }] : []),
      ...(services.length > 0 ? [{ word: 'behind', text: list(services.map((service) => code(`${service.name}${service.ports[0] ? `:${service.ports.map(({ port }) => port).join(' ')}` : ''}`)).map((phrase) => [phrase])) }] : []),
      ...entryRows(cluster.entries.filter((entry) => services.some(({ id }) => id === entry.service)), () => []),
    ],
  }
}

function serviceFacts({ id, namespace, name, type, headless, ports, backends }: ServiceView, cluster: ClusterView): StationFacts {
  const behind = backends.map((id) => cluster.workloads.find((each) => each.id === id)?.name ?? id)
  return {
    name: `${namespace}/${name}`, kind: `Service, ${headless ? 'headless' : type}`,
    rows: [
      { word: 'ports', text: ports.length === 0 ? say`none` : list(ports.slice(0, SHOWN).map(({ port, targetPort }) => say`${code(`${port}→${targetPort}`)}`)) },
      { word: 'leads to', text: type === 'ExternalName' ? say`a name outside` : behind.length === 0 ? say`nobody: no ready pod has its labels` : mono(behind) },
      ...entryRows(cluster.entries.filter((entry) => entry.service === id), () => []),
    ],
  }
}

/** How somebody outside gets there. The controller's pods forward it, so it says nothing about what policies allow. */
function entryRows(entries: readonly EntryView[], target: (entry: EntryView) => Sentence): StationFacts['rows'] {
  const rest = entries.length - SHOWN
  return [
    ...entries.slice(0, SHOWN).map((entry) => ({ word: 'entry', text: say`from outside by ${entryName(entry)}, ${entryRequests(entry)}${target(entry)}` })),
    ...(rest > 0 ? [{ word: '', text: say`and ${count(rest, 'more entry', 'more entries')}` }] : []),
    ...(entries.length > 0 ? [{ word: '', text: say`its controller’s pods make the connection; policies see them as the source` }] : []),
  ]
}

function labels(of: Readonly<Record<string, string>>): Sentence {
  const all = Object.entries(of)
  return all.length === 0 ? say`none` : mono(all.map(([key, value]) => `${key}=${value}`))
}

function mono(texts: readonly string[], separator = ', '): Sentence {
  return texts.length === 0 ? say`–` : join(texts.map((text) => [code(text)]), separator)
}
