import type { Pod } from '../../../model/cluster.ts'
import { json, type ObjectRef, type StepFacts } from '../journey.ts'
import { objectPath } from '../kubernetes-api.ts'
import { isPlaced } from '../owners.ts'
import { podRef, SOME_NODE } from './object-ref.ts'

/** How the pod gets its node; `isHomeless`: none takes it, or the one that its text names refuses it. */
export function schedulingSteps(pod: Pod, node: string | null, isHomeless: boolean): readonly StepFacts[] {
  const object = podRef(pod)
  const path = objectPath({ apiVersion: 'v1', ...object })
  const source = 'https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/'
  if (isPlaced(pod))
    return [
      {
        id: 'already-placed',
        from: 'scheduler',
        source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename',
        object,
      },
      ...(isHomeless ? [refusal(object, path)] : []),
    ]
  const sees: StepFacts = {
    id: 'scheduler-sees',
    from: 'api-server',
    to: 'scheduler',
    source,
    object,
    message: { verb: 'ADDED', target: '/api/v1/pods?watch=1' },
  }
  if (isHomeless)
    return [
      sees,
      {
        id: 'no-room',
        from: 'scheduler',
        source,
        object,
        after: [{ of: object, field: 'status.conditions[PodScheduled]', value: 'False' }],
      },
    ]
  return [
    sees,
    {
      id: 'bind',
      from: 'scheduler',
      to: 'api-server',
      source,
      object,
      message: { verb: 'POST', target: `${path}/binding` },
      payloads: [
        {
          is: 'request',
          name: null,
          text: json({
            apiVersion: 'v1',
            kind: 'Binding',
            metadata: { name: pod.name, namespace: object.namespace },
            target: { apiVersion: 'v1', kind: 'Node', name: node ?? SOME_NODE },
          }),
        },
      ],
      after: [
        { of: object, field: 'spec.nodeName', value: node },
        { of: object, field: 'status.conditions[PodScheduled]', value: 'True' },
      ],
    },
  ]
}

/** Source: kubernetes/pkg/kubelet/kubelet.go, rejectPod */
function refusal(object: ObjectRef, path: string): StepFacts {
  return {
    id: 'kubelet-refuses',
    from: 'kubelet',
    to: 'api-server',
    node: 'one',
    source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename',
    object,
    message: { verb: 'PATCH', target: `${path}/status` },
    after: [{ of: object, field: 'status.phase', value: 'Failed' }],
  }
}
