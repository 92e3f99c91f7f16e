import type { Pod, Workload } from '../../../model/cluster.ts'
import { json, type StepFacts } from '../journey.ts'
import { collectionPath, etcdKey } from '../kubernetes-api.ts'
import { middleObject, podObject, workloadObject, type Made } from '../owners.ts'
import { podRef, refOf } from './object-ref.ts'

const API = 'https://kubernetes.io/docs/reference/using-api/api-concepts/'
const CONTROLLERS = 'https://kubernetes.io/docs/concepts/architecture/controller/'

/** From the file to the pod's object, which nobody runs yet. */
export function creationSteps(workload: Workload, pod: Pod | null): readonly StepFacts[] {
  const own = workloadObject(workload)
  const middle = middleObject(workload, pod)
  const object = refOf(own)
  const first: readonly StepFacts[] = [
    {
      id: 'read',
      from: 'kubectl',
      source: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_apply/',
      payloads: [{ is: 'object', name: null, text: json(own.shown) }],
    },
    {
      id: 'write',
      from: 'kubectl',
      to: 'api-server',
      source: `${API}#resource-uris`,
      message: { verb: 'POST', target: collectionPath(own) },
      payloads: [{ is: 'request', name: null, text: json(own.shown) }],
    },
    { id: 'admit', from: 'api-server', source: 'https://kubernetes.io/docs/concepts/security/controlling-access/' },
    {
      id: 'store',
      from: 'api-server',
      to: 'etcd',
      source: 'https://kubernetes.io/docs/concepts/overview/components/#etcd',
      message: { verb: 'Txn put', target: etcdKey(own) },
      after: [{ of: object, field: 'metadata.resourceVersion', value: null }],
    },
    {
      id: 'created',
      from: 'api-server',
      to: 'kubectl',
      source: `${API}#single-resource-api`,
      message: { verb: '201', target: 'Created' },
      after: [{ of: object, field: 'metadata.uid', value: null }],
    },
  ]
  // A pod of its own has no controller.
  if (workload.kind === 'Pod') return first
  const sees: StepFacts = {
    id: 'controller-sees',
    from: 'api-server',
    to: 'controller-manager',
    source: `${API}#efficient-detection-of-changes`,
    message: { verb: 'ADDED', target: `${collectionPath(own)}?watch=1` },
    object,
  }
  const madeMiddle = middle ? [{ ...made('make-owner', middle), source: CONTROLLERS }] : []
  if (!pod)
    return [...first, sees, ...madeMiddle, { id: 'nothing-to-run', from: 'controller-manager', source: CONTROLLERS }]
  return [
    ...first,
    sees,
    ...madeMiddle,
    {
      ...made('make-pod', podObject(pod, middle ?? own)),
      source: CONTROLLERS,
      after: [{ of: podRef(pod), field: 'status.phase', value: 'Pending' }],
    },
  ]
}

function made(id: 'make-owner' | 'make-pod', object: Made): StepFacts {
  return {
    id,
    from: 'controller-manager',
    to: 'api-server',
    source: CONTROLLERS,
    object: refOf(object),
    message: { verb: 'POST', target: collectionPath(object) },
    after: [{ of: refOf(object), field: 'metadata.uid', value: null }],
    payloads: [{ is: 'request', name: null, text: json(object.shown) }],
  }
}
