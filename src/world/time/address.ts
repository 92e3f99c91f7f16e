import type { Pod } from '../../model/cluster.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import { reuseStages } from '../../sim/time/reuse.ts'
import type { EndpointRef, Question } from '../answer.ts'
import { NOBODY, podsAt, ruled, type TimeInput, type TimeResult } from './input.ts'
import { podText, stayingText, withObjects } from './pod-text.ts'
import { ABOUT_NOTHING } from './scenario.ts'

/**
 * A pod that sends is deleted, its workload starts another one in its place, and after a while a stranger without
 * labels gets its address. Each time the documents are opened with the pods that there are then. When that is, the
 * plugin's books tell.
 */
export function addressReuse(question: Question, wanted: EndpointRef | null, input: TimeInput): TimeResult {
  const { asked, network, keeper, setting, documents } = input
  const pods = podsAt(question.from, asked)
  const pod = pods.find((each) => namespacedName(each) === wanted) ?? pods[0]
  const address = pod?.addresses[0]
  if (!pod || !address) return null
  const node = asked.cluster.nodes.find(({ name }) => name === pod.node)
  const reuse = keeper.reuse(node ? keeper.nodes(network, asked.cluster, [node])[0]! : null, address.text)
  const namespace = strangersNamespace(input)
  const stranger = `${namespace}/stranger`
  const isReplaced = pod.workload.kind !== 'Pod'
  const replacement = `${pod.name}-again`
  const open = (has: 'pod' | 'nobody' | 'stranger') =>
    input.open(
      withObjects(documents, [
        ...stayingText(pod.workload.pods, (each) => each !== pod || has === 'pod'),
        ...(isReplaced && has !== 'pod'
          ? [podText({ like: pod, name: replacement, ip: null, node: null, ready: true })]
          : []),
        strangerText(namespace, has === 'stranger' ? address.text : null, has === 'stranger' ? pod.node : null),
      ]),
    )
  return {
    about: { ...ABOUT_NOTHING, pod: namespacedName(pod), address: address.text, node: pod.node, after: reuse.after },
    timeline: {
      setting,
      lanes: ['address', 'stranger', ...(isReplaced ? ['replacement' as const] : [])],
      moments: reuseStages(reuse).map(({ has, ...moment }) => {
        const opened = open(has)
        const from = (ref: EndpointRef) => ruled(opened.ask({ ...question, from: ref }))
        return {
          ...moment,
          pods: null,
          verdicts: [
            has === 'pod' ? from(namespacedName(pod)) : has === 'stranger' ? from(stranger) : NOBODY,
            from(stranger),
            ...(isReplaced ? [has === 'pod' ? NOBODY : from(`${pod.namespace.name}/${replacement}`)] : []),
          ],
        }
      }),
    },
  }
}

function strangersNamespace({ asked: { cluster } }: TimeInput): string {
  let name = 'strangers'
  while (cluster.namespaces.has(name)) name += '-too'
  return name
}

function strangerText(namespace: string, ip: string | null, node: Pod['node']): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'stranger', namespace },
    spec: {
      containers: [{ name: 'app', image: 'registry.example/stranger:1' }],
      ...(node !== null && { nodeName: node }),
    },
    status: { phase: 'Running', ...(ip !== null && { podIPs: [{ ip }] }) },
  })
}
