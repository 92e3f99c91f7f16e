import { fieldAt, listAt } from '../../manifests/fields.ts'
import type { Cluster, Pod, Service, Workload } from '../../model/cluster.ts'
import type { CniSetting } from '../cni/choice.ts'
import { cniAdd, journeyPod, podText, type CniExchange } from './cni-add.ts'
import { callSteps, notCalled } from './cni-journey.ts'
import { hasKubeProxy } from './component.ts'
import { connectionsOf } from './connection.ts'
import { hostPorts } from './excerpt.ts'
import { PLUGIN_FOLDER, type CniCall } from './exchange/exchange.ts'
import { json, stepMaker, type Journey, type ObjectRef, type StepFacts } from './journey.ts'
import { collectionPath, etcdKey, objectPath, type Addressed } from './kubernetes-api.ts'
import { isPlaced, middleObject, podObject, workloadObject, type Made } from './owners.ts'

const API = 'https://kubernetes.io/docs/reference/using-api/api-concepts/'
const CRI = 'https://github.com/kubernetes/cri-api/blob/master/pkg/apis/runtime/v1/api.proto'
const CONTROLLERS = 'https://kubernetes.io/docs/concepts/architecture/controller/'

/**
 * From `kubectl apply` of a workload until its first pod has an address and Services lead to it. Whatever the user's own text
 * decides is followed: a pod that names its node passes the scheduler by, one on its node's network passes the plugin by.
 */
export function deploymentJourney(cluster: Cluster, workload: Workload, setting: CniSetting): Journey {
  const pod = workload.pods.find(({ finished }) => !finished) ?? null
  const followed = pod && journeyPod(cluster, pod)
  const services = pod ? cluster.services.filter((service) => leadsTo(service, pod)) : []
  const node = followed?.node ?? null
  const isHomeless = pod !== null && pod.node === null && pod.addresses.length === 0
  const facts = [
    ...madeSteps(workload, pod),
    ...(pod ? placingSteps(pod, node, isHomeless) : []),
    ...(pod && !isHomeless ? runningSteps(cluster, pod, node, setting, services) : []),
  ]
  return {
    node,
    steps: facts.map(stepMaker(connectionsOf(setting))),
    about: {
      journey: 'deployment',
      cni: setting.name,
      workload: refOf(workloadObject(workload)),
      pods: workload.pods.length,
      pod: followed,
      services: services.map(({ name }) => name),
    },
  }
}

function leadsTo({ backends }: Service, pod: Pod): boolean {
  return backends.some(({ endpoint }) => endpoint === pod.endpoint)
}

function refOf({ kind, namespace, name }: Addressed): ObjectRef {
  return { kind, namespace, name }
}

/** From the file to the pod's object, which nobody runs yet. */
function madeSteps(workload: Workload, pod: Pod | null): readonly StepFacts[] {
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

function podRef(pod: Pod): ObjectRef {
  return { kind: 'Pod', namespace: pod.namespace.name, name: pod.name }
}

/** How the pod gets its node; `isHomeless`: none takes it. */
function placingSteps(pod: Pod, node: string | null, isHomeless: boolean): readonly StepFacts[] {
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

/** Stands where the cluster has no node, and JSON needs a name. */
const SOME_NODE = 'NODE'

/** On the node, until the address is written down and Services know of it. */
function runningSteps(
  cluster: Cluster,
  pod: Pod,
  node: string | null,
  setting: CniSetting,
  services: readonly Service[],
): readonly StepFacts[] {
  const object = podRef(pod)
  const exchange = cniAdd(cluster, pod, setting)
  return [
    {
      id: 'kubelet-sees',
      from: 'api-server',
      to: 'kubelet',
      node: 'one',
      source: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/',
      object,
      message: { verb: 'ADDED', target: `/api/v1/pods?watch=1&fieldSelector=spec.nodeName=${node ?? SOME_NODE}` },
    },
    {
      id: 'prepare',
      from: 'kubelet',
      node: 'one',
      source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/',
      object,
      after: [{ of: object, field: 'status.containerStatuses[].state.waiting.reason', value: 'ContainerCreating' }],
    },
    {
      id: 'run-sandbox',
      from: 'kubelet',
      to: 'cri-runtime',
      node: 'one',
      source: CRI,
      object,
      message: { verb: 'RunPodSandbox', target: 'runtime.v1.RuntimeService' },
      payloads: [{ is: 'request', name: null, text: json(sandboxConfig(pod)) }],
    },
    ...(exchange
      ? [
          {
            id: 'make-netns' as const,
            from: 'cri-runtime' as const,
            to: 'kernel' as const,
            node: 'one' as const,
            source: 'https://www.cni.dev/docs/spec/#lifecycle--ordering',
            payloads: [
              {
                is: 'commands' as const,
                name: null,
                text: [`ip netns add ${exchange.madeUp.netns.split('/').at(-1)}`, 'ip -n POD link set lo up'].join(
                  '\n',
                ),
              },
            ],
          },
          ...mainPlugin(exchange),
        ]
      : [notCalled(pod)]),
    {
      id: 'start-sandbox',
      from: 'cri-runtime',
      to: 'oci-runtime',
      node: 'one',
      source: 'https://github.com/opencontainers/runtime-spec/blob/main/runtime.md#lifecycle',
      message: { verb: 'create, start', target: 'pause' },
    },
    {
      id: 'sandbox-ready',
      from: 'cri-runtime',
      to: 'kubelet',
      node: 'one',
      source: CRI,
      message: { verb: 'PodSandboxStatus', target: 'runtime.v1.RuntimeService' },
      payloads: [
        {
          is: 'reply',
          name: null,
          text: json({
            status: { state: 'SANDBOX_READY', network: { ip: pod.hostNetwork ? '' : (pod.addresses[0]?.text ?? '') } },
          }),
        },
      ],
    },
    {
      id: 'start-containers',
      from: 'kubelet',
      to: 'cri-runtime',
      node: 'one',
      source: CRI,
      message: { verb: 'PullImage, CreateContainer, StartContainer', target: 'runtime.v1.RuntimeService' },
    },
    reportStep(pod),
    ...readySteps(pod),
    ...serviceSteps(pod, node, setting, services),
  ]
}

/** The first plugin of the list, and of what it does the calls that leave it. */
function mainPlugin({ execs, environment }: CniExchange): readonly StepFacts[] {
  const main = execs[0]!
  return [
    {
      id: 'cni-exec',
      from: 'cri-runtime',
      to: 'cni-plugin',
      node: 'one',
      actor: main.plugin,
      source: 'https://www.cni.dev/docs/spec/#section-2-execution-protocol',
      message: { verb: 'ADD', target: `${PLUGIN_FOLDER}/${main.plugin}` },
      payloads: [
        { is: 'environment', name: null, text: environment.map(([name, value]) => `${name}=${value}`).join('\n') },
        { is: 'stdin', name: main.plugin, text: json(main.stdin) },
      ],
    },
    ...leaving(main.inside).flatMap((call) => callSteps(call, main.plugin)),
    {
      id: 'cni-answer',
      from: 'cni-plugin',
      to: 'cri-runtime',
      node: 'one',
      actor: main.plugin,
      source: main.source,
      message: { verb: 'exit 0', target: main.plugin },
      payloads: [{ is: 'stdout', name: main.plugin, text: json(main.stdout) }],
    },
  ]
}

/** Calls of other plugins are looked into; what only looks something up is left to the exchange's own journey. */
function leaving(calls: readonly CniCall[]): readonly CniCall[] {
  return calls.flatMap((call) =>
    call.call === 'exec'
      ? leaving(call.inside)
      : LOOK_UPS.includes(call.call === 'kernel' ? 'plumb' : call.id)
        ? []
        : [call],
  )
}

const LOOK_UPS = ['calico-ready', 'calico-pod', 'calico-lock', 'cilium-config']

/** Source: the message PodSandboxConfig of the CRI, in JSON; on the wire it is protobuf. */
function sandboxConfig(pod: Pod): object {
  const ports = hostPorts(podText(pod).spec)
  return {
    config: {
      metadata: { name: pod.name, namespace: pod.namespace.name, attempt: 0 },
      hostname: pod.name,
      labels: { ...pod.labels },
      ...(ports.length > 0 && {
        port_mappings: ports.map(({ hostPort, containerPort, protocol }) => ({
          protocol: protocol.toUpperCase(),
          container_port: containerPort,
          host_port: hostPort,
        })),
      }),
      linux: {
        security_context: {
          namespace_options: { network: pod.hostNetwork ? 'NODE' : 'POD', pid: 'CONTAINER', ipc: 'POD' },
        },
      },
    },
  }
}

function reportStep(pod: Pod): StepFacts {
  const object = podRef(pod)
  const addresses = pod.addresses.map(({ text }) => text)
  return {
    id: 'report-address',
    from: 'kubelet',
    to: 'api-server',
    node: 'one',
    source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/',
    object,
    message: { verb: 'PATCH', target: `${objectPath({ apiVersion: 'v1', ...object })}/status` },
    after: [
      { of: object, field: 'status.podIP', value: addresses[0] ?? null },
      { of: object, field: 'status.phase', value: 'Running' },
    ],
    payloads: [
      {
        is: 'request',
        name: null,
        text: json({ status: { phase: 'Running', podIP: addresses[0], podIPs: addresses.map((ip) => ({ ip })) } }),
      },
    ],
  }
}

/** A pod without a readiness probe is ready as soon as its containers run. */
function readySteps(pod: Pod): readonly StepFacts[] {
  const object = podRef(pod)
  const source = 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'
  const probe = listAt(podText(pod).spec, 'containers')
    .map((container) => fieldAt(container, 'readinessProbe'))
    .find((each) => each !== undefined)
  return [
    ...(probe === undefined
      ? []
      : [
          {
            id: 'probe' as const,
            from: 'kubelet' as const,
            to: 'pod' as const,
            node: 'one' as const,
            source,
            object,
            payloads: [{ is: 'object' as const, name: 'readinessProbe', text: json(probe) }],
          },
        ]),
    {
      id: 'ready',
      from: 'kubelet',
      to: 'api-server',
      node: 'one',
      source,
      object,
      message: { verb: 'PATCH', target: `${objectPath({ apiVersion: 'v1', ...object })}/status` },
      after: [{ of: object, field: 'status.conditions[Ready]', value: pod.ready ? 'True' : 'False' }],
    },
  ]
}

/** Only where a Service leads to the pod. */
function serviceSteps(
  pod: Pod,
  node: string | null,
  setting: CniSetting,
  services: readonly Service[],
): readonly StepFacts[] {
  const service = services[0]
  if (!service) return []
  const namespace = pod.namespace.name
  const source = 'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/'
  const slice = { kind: 'EndpointSlice', namespace, name: service.name }
  const watcher = hasKubeProxy(setting) ? 'kube-proxy' : 'cni-agent'
  const path = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`
  return [
    {
      id: 'endpoints',
      from: 'controller-manager',
      to: 'api-server',
      source,
      object: slice,
      message: { verb: 'PUT', target: `${path}/${service.name}-…` },
      after: [{ of: slice, field: 'endpoints[].conditions.ready', value: String(pod.ready) }],
      payloads: [
        {
          is: 'request',
          name: null,
          text: json({
            apiVersion: 'discovery.k8s.io/v1',
            kind: 'EndpointSlice',
            metadata: { namespace, labels: { 'kubernetes.io/service-name': service.name } },
            endpoints: [
              {
                addresses: pod.addresses.map(({ text }) => text).slice(0, 1),
                conditions: { ready: pod.ready },
                ...(node !== null && { nodeName: node }),
                targetRef: podRef(pod),
              },
            ],
          }),
        },
      ],
    },
    {
      id: 'services-see',
      from: 'api-server',
      to: watcher,
      node: 'each',
      source,
      object: slice,
      message: { verb: 'MODIFIED', target: '/apis/discovery.k8s.io/v1/endpointslices?watch=1' },
    },
    {
      id: 'program-services',
      from: watcher,
      to: 'kernel',
      node: 'each',
      source: 'https://kubernetes.io/docs/reference/networking/virtual-ips/',
      object: { kind: 'Service', namespace, name: service.name },
    },
  ]
}
