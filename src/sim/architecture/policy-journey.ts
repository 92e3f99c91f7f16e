import type { Cluster, Pod } from '../../model/cluster.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import type { CniSetting } from '../cni/choice.ts'
import { componentsOf } from './component.ts'
import { connectionsOf } from './connection.ts'
import { excerptOf } from './excerpt.ts'
import { hashedInterface } from './host-interface.ts'
import type { JourneyPolicy } from './journey-policy.ts'
import { json, stepMaker, type Journey, type Payload, type StepFacts } from './journey.ts'
import { collectionPath, etcdKey, isCustom } from './kubernetes-api.ts'
import { policyEndpoint } from './policy-endpoint.ts'

/**
 * Who reads policies in a cluster with this plugin: the agent on every node, or a controller that prepares them; null:
 * nobody. Whether it reads a policy of some kind, the policy's fate says.
 */
function policyReader(setting: CniSetting): PolicyReader | null {
  if (setting.name !== 'flannel' && setting.name !== 'aws-vpc-cni') return 'cni-agent'
  const there = componentsOf(setting).map(({ id }) => id)
  return there.includes('policy-controller')
    ? 'policy-controller'
    : there.includes('policy-agent')
      ? 'policy-agent'
      : null
}

/** The component that watches policies at the API server. */
export type PolicyReader = 'cni-agent' | 'policy-agent' | 'policy-controller'

/** From `kubectl apply` of a policy until it is enforced, or until it is clear that it never will be. */
export function policyJourney(cluster: Cluster, policy: JourneyPolicy, setting: CniSetting): Journey {
  const reader = policy.fate === 'enforced' ? policyReader(setting) : null
  const { selected } = policy
  const nodes = [...new Set(selected.flatMap(({ node }) => (node === null ? [] : [node])))].sort()
  const node = reader === null ? null : (nodes[0] ?? cluster.nodes[0]?.name ?? null)
  const facts = [
    ...writtenSteps(policy),
    ...(isKept(policy) ? keptSteps({ cluster, policy, setting, node }, reader) : []),
  ]
  return {
    node,
    steps: facts.map(stepMaker(connectionsOf(setting))),
    about: {
      journey: 'policy',
      cni: setting.name,
      policy: { kind: policy.object.kind, namespace: policy.namespace, name: policy.name },
      reader,
      selected: {
        pods: selected.length,
        nodes,
        names: selected.slice(0, NAMED).map(namespacedName),
      },
    },
  }
}

const NAMED = 3
const API = 'https://kubernetes.io/docs/reference/using-api/api-concepts/'

function isKept({ fate }: JourneyPolicy): boolean {
  return fate === 'enforced' || fate === 'not-enforced'
}

function addressed({ object: { apiVersion, kind }, namespace, name }: JourneyPolicy) {
  return { apiVersion, kind, namespace, name }
}

/** From the file to the API server's answer. */
function writtenSteps(policy: JourneyPolicy): readonly StepFacts[] {
  const own = addressed(policy)
  const { apiVersion } = policy.object
  const text = json(excerptOf({ ...policy.object, namespace: policy.namespace }))
  const read: StepFacts = {
    id: 'read',
    from: 'kubectl',
    source: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_apply/',
    payloads: [{ is: 'object', name: null, text }],
  }
  if (policy.fate === 'not-served')
    return [
      read,
      {
        id: 'policy-unknown',
        from: 'kubectl',
        to: 'api-server',
        source: 'https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api',
        message: { verb: 'GET', target: `/apis/${apiVersion}` },
        payloads: [
          { is: 'reply', name: null, text: json({ kind: 'Status', status: 'Failure', reason: 'NotFound', code: 404 }) },
        ],
      },
    ]
  const write: StepFacts = {
    id: 'write',
    from: 'kubectl',
    to: 'api-server',
    source: `${API}#resource-uris`,
    message: { verb: 'POST', target: collectionPath(own) },
    payloads: [{ is: 'request', name: null, text }],
  }
  if (policy.fate === 'rejected')
    return [
      read,
      write,
      {
        id: 'policy-refused',
        from: 'api-server',
        to: 'kubectl',
        source: 'https://kubernetes.io/docs/concepts/security/controlling-access/',
        message: { verb: '422', target: 'Unprocessable Entity' },
        payloads: [
          {
            is: 'reply',
            name: null,
            text: json({
              kind: 'Status',
              status: 'Failure',
              reason: 'Invalid',
              details: { name: policy.name, kind: policy.object.kind },
              code: 422,
            }),
          },
        ],
      },
    ]
  const object = { kind: own.kind, namespace: own.namespace, name: own.name }
  return [
    read,
    write,
    { id: 'admit', from: 'api-server', source: 'https://kubernetes.io/docs/concepts/security/controlling-access/' },
    {
      id: 'store',
      from: 'api-server',
      to: 'etcd',
      isCustom: isCustom(own),
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
}

interface Kept {
  readonly cluster: Cluster
  readonly policy: JourneyPolicy
  readonly setting: CniSetting
  readonly node: string | null
}

/** What happens to a policy that the API server has taken. */
function keptSteps(kept: Kept, reader: PolicyReader | null): readonly StepFacts[] {
  if (reader === null)
    return [
      {
        id: 'policy-nobody',
        from: 'api-server',
        source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#prerequisites',
      },
    ]
  const own = addressed(kept.policy)
  const source = SOURCES[kept.setting.name]
  const seen: StepFacts = {
    id: 'policy-seen',
    from: 'api-server',
    to: reader,
    node: reader === 'policy-controller' ? null : 'each',
    actor: ACTORS[kept.setting.name] ?? null,
    isCustom: isCustom(own),
    source,
    message: { verb: 'ADDED', target: `${collectionPath({ ...own, namespace: null })}?watch=1` },
  }
  return reader === 'policy-controller'
    ? [seen, ...preparedSteps(kept, source)]
    : [
        seen,
        { id: 'policy-resolve', from: reader, node: 'each', actor: ACTORS[kept.setting.name] ?? null, source },
        ...localSteps(kept, reader, source),
      ]
}

/** The program of the agent that reads policies, where the agent has several. */
const ACTORS: Readonly<Partial<Record<CniSetting['name'], string>>> = { calico: 'Felix' }

const SOURCES: Readonly<Record<CniSetting['name'], string>> = {
  reference: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  flannel: 'https://github.com/kubernetes-sigs/kube-network-policies',
  calico: 'https://docs.tigera.io/calico/latest/reference/architecture/overview#felix',
  cilium: 'https://docs.cilium.io/en/stable/network/ebpf/intro/',
  'aws-vpc-cni': 'https://github.com/aws/amazon-network-policy-controller-k8s',
}

/** A controller finds out once which addresses are meant, and every node's agent only reads that. */
function preparedSteps(kept: Kept, source: string): readonly StepFacts[] {
  const { cluster, policy } = kept
  const endpoint = {
    apiVersion: 'networking.k8s.aws/v1alpha1',
    kind: 'PolicyEndpoint',
    namespace: policy.namespace,
    name: `${policy.name}-…`,
  }
  const object = { kind: endpoint.kind, namespace: endpoint.namespace, name: endpoint.name }
  const nodeAddress = (node: string) => cluster.nodes.find(({ name }) => name === node)?.addresses[0]?.text ?? ''
  return [
    { id: 'policy-resolve', from: 'policy-controller', source },
    {
      id: 'policy-publish',
      from: 'policy-controller',
      to: 'api-server',
      isCustom: true,
      source,
      object,
      message: { verb: 'POST', target: collectionPath(endpoint) },
      payloads: [{ is: 'request', name: null, text: json(policyEndpoint(cluster, policy, nodeAddress)) }],
    },
    {
      id: 'policy-publish-store',
      from: 'api-server',
      to: 'etcd',
      isCustom: true,
      source,
      object,
      message: { verb: 'Txn put', target: etcdKey(endpoint) },
      after: [{ of: object, field: 'metadata.resourceVersion', value: null }],
    },
    {
      id: 'policy-published-seen',
      from: 'api-server',
      to: 'policy-agent',
      node: 'each',
      isCustom: true,
      source: 'https://github.com/aws/aws-network-policy-agent',
      object,
      message: { verb: 'ADDED', target: `${collectionPath({ ...endpoint, namespace: null })}?watch=1` },
    },
    ...localSteps(kept, 'policy-agent', 'https://github.com/aws/aws-network-policy-agent'),
  ]
}

/** On each node: what is this node's, into the kernel, and the first packet that meets it. */
function localSteps(kept: Kept, agent: 'cni-agent' | 'policy-agent', source: string): readonly StepFacts[] {
  const actor = agent === 'cni-agent' ? (ACTORS[kept.setting.name] ?? null) : null
  return [
    { id: 'policy-local', from: agent, node: 'one', actor, source, payloads: localPods(kept) },
    { id: 'policy-program', from: agent, to: 'kernel', node: 'one', actor, source, payloads: entries(kept) },
    { id: 'policy-effect', from: 'kernel', node: 'one', source },
  ]
}

/** At most so many pods of a node are listed. */
const LISTED = 6

function podsHere({ policy: { selected }, node }: Kept): readonly Pod[] {
  return selected.filter((pod) => node === null || pod.node === node).slice(0, LISTED)
}

function localPods(kept: Kept): readonly Payload[] {
  const here = podsHere(kept)
  return here.length === 0
    ? []
    : [
        {
          is: 'entries',
          name: kept.node,
          text: here
            .map((pod) => `${namespacedName(pod)}  ${pod.addresses.map(({ text }) => text).join(' ')}`)
            .join('\n'),
        },
      ]
}

/**
 * What is written where, for the pods that the policy selects on this node; empty: nothing of which we know the name.
 */
function entries(kept: Kept): readonly Payload[] {
  const { setting, policy } = kept
  const here = podsHere(kept)
  const closed = policy.parts.filter(({ isolates }) => isolates).map(({ direction }) => direction)
  const text = here.flatMap((pod) => {
    switch (setting.name) {
      // `tw`: to the workload; `fw`: from it. Source: felix/rules/rule_defs.go
      case 'calico':
        return setting.options.dataplane === 'ebpf'
          ? closed.map(
              (direction) =>
                `${hashedInterface('cali', pod.namespace.name, pod.name)}  tc ${direction === 'ingress' ? 'egress' : 'ingress'}`,
            )
          : closed.map((direction) =>
              hashedInterface(direction === 'ingress' ? 'cali-tw-cali' : 'cali-fw-cali', pod.namespace.name, pod.name),
            )
      // Pods share their maps by what their names have in common. Source: pkg/utils/utils.go of the agent
      // (GetPodIdentifier)
      case 'aws-vpc-cni':
        return closed.map((direction) => `${direction}_map  ${podIdentifier(pod)}`)
      case 'flannel':
        return pod.addresses.map(({ text: address }) => address)
      case 'reference':
      case 'cilium':
        return []
    }
  })
  return text.length === 0 ? [] : [{ is: 'entries', name: kept.node, text: [...new Set(text)].join('\n') }]
}

function podIdentifier({ name, namespace }: Pod): string {
  return `${name.includes('-') ? name.slice(0, name.lastIndexOf('-')) : name}@${namespace.name}`
}
