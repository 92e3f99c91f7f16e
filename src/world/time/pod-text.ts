import { fieldAt, objectAt } from '../../manifests/fields.ts'
import type { Labels } from '../../ground/labels.ts'
import type { DocumentText } from '../../manifests/read.ts'
import type { Pod } from '../../model/cluster.ts'
import { podTemplate, workloadKindOf } from '../../model/workloads.ts'

/**
 * A pod to be written down: like an existing one, in what is not said here. `ip` null: the plugin chooses; `ready`
 * false: it is not yet.
 */
export interface WrittenPod {
  readonly like: Pod
  readonly name: string
  readonly labels?: Labels
  readonly ip: string | null
  readonly node: string | null
  readonly ready: boolean
}

/**
 * The pod as `kubectl get -o yaml` would print it. With its owner's name, so that its workload has exactly the pods
 * that are written down.
 */
export function podText({ like, name, labels, ip, node, ready }: WrittenPod): string {
  const { object, namespace, workload } = like
  const spec = objectAt(workloadKindOf(object) ? podTemplate(object) : object.value, 'spec') ?? {}
  const { nodeName: _elsewhere, ...rest } = spec
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: namespace.name,
      labels: labels ?? like.labels,
      ...(workload.kind !== 'Pod' && {
        ownerReferences: [
          {
            apiVersion: fieldAt(workload.object.value, 'apiVersion') ?? 'apps/v1',
            kind: workload.kind,
            name: workload.name,
            controller: true,
          },
        ],
      }),
    },
    spec: { ...rest, ...(node !== null && { nodeName: node }) },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      ...(ip !== null && { podIPs: [{ ip }] }),
    },
  })
}

/** A pod of the documents as one that has ended: of two with a name the later counts. */
function endedText({ name, namespace }: Pod): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: namespace.name },
    spec: { containers: [] },
    status: { phase: 'Succeeded' },
  })
}

/** The pods of a workload that stay, with their addresses, and the end of those that go. */
export function stayingText(pods: readonly Pod[], isStaying: (pod: Pod) => boolean): readonly string[] {
  return pods.flatMap((pod) => {
    if (isStaying(pod))
      return [
        podText({ like: pod, name: pod.name, ip: pod.addresses[0]?.text ?? null, node: pod.node, ready: pod.ready }),
      ]
    return pod.object.kind === 'Pod' ? [endedText(pod)] : []
  })
}

/** The documents with these objects after them. */
export function withObjects(documents: readonly DocumentText[], objects: readonly string[]): readonly DocumentText[] {
  const names = new Set(documents.map(({ name }) => name))
  let name = 'as time passes'
  while (names.has(name)) name += ' on'
  return [...documents, { name, text: objects.join('\n---\n') }]
}
