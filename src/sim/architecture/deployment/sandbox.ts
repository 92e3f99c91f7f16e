import type { Cluster, Pod } from '../../../model/cluster.ts'
import type { CniSetting } from '../../cni/choice.ts'
import { cniAdd, podText, type CniExchange } from '../cni-add.ts'
import { callSteps, notCalled } from '../cni-journey.ts'
import { hostPorts } from '../excerpt.ts'
import { PLUGIN_FOLDER, type CniCall } from '../exchange/exchange.ts'
import { json, type StepFacts } from '../journey.ts'
import { podRef, SOME_NODE } from './object-ref.ts'

const CRI = 'https://github.com/kubernetes/cri-api/blob/master/pkg/apis/runtime/v1/api.proto'

/** On the node, from the kubelet that sees the pod until its containers are started in their sandbox. */
export function sandboxSteps(
  cluster: Cluster,
  pod: Pod,
  node: string | null,
  setting: CniSetting,
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
