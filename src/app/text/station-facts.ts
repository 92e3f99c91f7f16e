import type { ClusterView, EntryView, ServiceView, WorkloadView } from '../../worker/snapshot.ts'
import { entryName, entryRequests } from './entry.ts'
import { GRAPH } from './catalogue/en/graph.ts'
import { STATION } from './catalogue/en/station.ts'
import { meshText } from './graph.ts'
import { code, join, list, say, type Sentence } from './sentence.ts'

/** What the popover says about something in the graph. `rows` have a word on the left. */
export interface StationFacts {
  readonly name: string
  readonly kind: string
  readonly rows: readonly { readonly word: string; readonly text: Sentence }[]
}

/**
 * Facts about a workload, a Service, a node, a place outside or a namespace; null when the cluster has no such thing.
 */
export function factsOf(id: string, cluster: ClusterView): StationFacts | null {
  const { kinds, words } = STATION
  const workload = cluster.workloads.find((each) => each.id === id)
  if (workload) return workloadFacts(workload, cluster)
  const service = cluster.services.find((each) => each.id === id)
  if (service) return serviceFacts(service, cluster)
  const node = cluster.nodes.find((each) => each.id === id)
  if (node) {
    const on = cluster.workloads.flatMap(({ pods }) => pods).filter((pod) => pod.node === node.name).length
    return {
      name: node.name,
      kind: node.implied ? kinds.impliedNode : kinds.node,
      rows: [
        { word: words.address, text: mono(node.addresses) },
        { word: words.runs, text: STATION.pods(on) },
      ],
    }
  }
  const external = cluster.externals.find((each) => each.id === id)
  if (external)
    return {
      name: external.label,
      kind: kinds.outside,
      rows: [
        ...(external.detail ? [{ word: words.is, text: say`${external.detail}` }] : []),
        ...(id === 'internet'
          ? entryRows(cluster.entries, (entry) => STATION.toService(entry.service.slice('svc:'.length)))
          : []),
        { word: words.gates, text: STATION.podsOnly },
      ],
    }
  const namespace = cluster.namespaces.find(({ name }) => `ns:${name}` === id)
  if (!namespace) return null
  const inside = cluster.workloads.filter((each) => each.namespace === namespace.name)
  return {
    name: namespace.name,
    kind: kinds.namespace,
    rows: [
      { word: words.labels, text: labels(namespace.labels) },
      { word: words.runs, text: STATION.workloads(inside.length) },
      { word: words.policies, text: say`${namespace.policies}` },
    ],
  }
}

/** Longer lists end in a count. */
const SHOWN = 3

function workloadFacts(workload: WorkloadView, cluster: ClusterView): StationFacts {
  const { namespace, name, kind, pods, isolated, hostNetwork } = workload
  const { words } = STATION
  const { gate } = GRAPH
  const services = cluster.services.filter(({ backends }) => backends.includes(workload.id))
  const rest = pods.length - SHOWN
  return {
    name: `${namespace}/${name}`,
    kind: kind === 'Pod' ? 'Pod' : STATION.kinds.workload(kind, pods.length),
    rows: [
      { word: words.labels, text: labels(workload.labels) },
      {
        word: words.gates,
        text: hostNetwork ? STATION.hostNetwork : STATION.gates(gate[isolated.ingress], gate[isolated.egress]),
      },
      ...(cluster.mesh === null ? [] : [{ word: words.mesh, text: meshText(workload.mesh) }]),
      ...pods.slice(0, SHOWN).map((pod) => ({
        word: words.pod,
        text: join([
          mono([pod.name, ...pod.addresses], ' '),
          ...(pod.node ? [STATION.onNode(code(pod.node))] : []),
          ...(pod.ready ? [] : [STATION.notReady]),
        ]),
      })),
      ...(rest > 0 ? [{ word: '', text: STATION.morePods(rest) }] : []),
      ...(services.length > 0
        ? [
            {
              word: words.behind,
              text: list(
                services
                  .map((service) =>
                    code(
                      `${service.name}${service.ports[0] ? `:${service.ports.map(({ port }) => port).join(' ')}` : ''}`,
                    ),
                  )
                  .map((phrase) => [phrase]),
                STATION.and,
              ),
            },
          ]
        : []),
      ...entryRows(
        cluster.entries.filter((entry) => services.some(({ id }) => id === entry.service)),
        () => [],
      ),
    ],
  }
}

function serviceFacts(
  { id, namespace, name, type, headless, ports, backends }: ServiceView,
  cluster: ClusterView,
): StationFacts {
  const { words } = STATION
  const behind = backends.map((id) => cluster.workloads.find((each) => each.id === id)?.name ?? id)
  return {
    name: `${namespace}/${name}`,
    kind: STATION.kinds.service(headless ? STATION.headless : type),
    rows: [
      {
        word: words.ports,
        text:
          ports.length === 0
            ? STATION.none
            : list(
                ports.slice(0, SHOWN).map(({ port, targetPort }) => say`${code(`${port}→${targetPort}`)}`),
                STATION.and,
              ),
      },
      {
        word: words.leadsTo,
        text: type === 'ExternalName' ? STATION.nameOutside : behind.length === 0 ? STATION.nobody : mono(behind),
      },
      ...entryRows(
        cluster.entries.filter((entry) => entry.service === id),
        () => [],
      ),
    ],
  }
}

/** How somebody outside gets there. The controller's pods forward it, so it says nothing about what policies allow. */
function entryRows(entries: readonly EntryView[], target: (entry: EntryView) => Sentence): StationFacts['rows'] {
  const rest = entries.length - SHOWN
  return [
    ...entries.slice(0, SHOWN).map((entry) => ({
      word: STATION.words.entry,
      text: STATION.byEntry(entryName(entry), entryRequests(entry), target(entry)),
    })),
    ...(rest > 0 ? [{ word: '', text: STATION.moreEntries(rest) }] : []),
    ...(entries.length > 0 ? [{ word: '', text: STATION.controller }] : []),
  ]
}

function labels(of: Readonly<Record<string, string>>): Sentence {
  const all = Object.entries(of)
  return all.length === 0 ? STATION.none : mono(all.map(([key, value]) => `${key}=${value}`))
}

function mono(texts: readonly string[], separator = ', '): Sentence {
  return texts.length === 0
    ? say`–`
    : join(
        texts.map((text) => [code(text)]),
        separator,
      )
}
