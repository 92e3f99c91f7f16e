import { fieldAt, labelsAt } from '../../manifests/fields.ts'
import type { Cluster, Pod } from '../../model/cluster.ts'
import { podTemplate } from '../../model/workloads.ts'
import { branchOf } from '../cni/aws-vpc-cni/branches.ts'
import { elasticInterfaces, interfaceOf } from '../cni/aws-vpc-cni/interfaces.ts'
import { awsNetwork } from '../cni/aws-vpc-cni/ipam.ts'
import type { CniSetting } from '../cni/choice.ts'
import { sandboxEvent } from '../cni/sandbox-event.ts'
import { hostPorts } from './excerpt.ts'
import { awsExchange, type AwsLink } from './exchange/aws.ts'
import { calicoExchange } from './exchange/calico.ts'
import { ciliumExchange } from './exchange/cilium.ts'
import type { AddFor, CniResult, PluginExchange } from './exchange/exchange.ts'
import { flannelExchange } from './exchange/flannel.ts'
import { referenceExchange } from './exchange/reference.ts'
import { madeUpFor, type MadeUp } from './identifiers.ts'
import type { JourneyPod } from './journey.ts'

/** The whole exchange between the container runtime and the network plugin when a pod's sandbox is made. */
export interface CniExchange extends PluginExchange {
  readonly pod: JourneyPod
  readonly madeUp: MadeUp
  /** The variables that every plugin of this ADD is started with. */
  readonly environment: readonly (readonly [name: string, value: string])[]
  /** What the last plugin answered, and the runtime keeps. */
  readonly result: CniResult
  /** The plugins in the order in which DEL runs them. */
  readonly del: readonly string[]
  /** What the failing plugin prints, and what is then seen on the pod. */
  readonly error: {
    readonly stdout: { readonly cniVersion: string; readonly code: number; readonly msg: string }
    readonly event: string
  }
}

/** Null: the plugin is not called, because the pod is on its node's own network, or nothing gave it an address. */
export function cniAdd(cluster: Cluster, pod: Pod, setting: CniSetting): CniExchange | null {
  if (pod.hostNetwork || pod.addresses.length === 0) return null
  const about = journeyPod(cluster, pod)
  const madeUp = madeUpFor(about.namespace, about.name)
  const add: AddFor = {
    pod: about,
    annotations: annotationsOf(pod),
    madeUp,
    nodeRange: cluster.nodes.find(({ name }) => name === about.node)?.podRange ?? null,
    capabilities: capabilitiesOf(pod),
  }
  const exchange = exchangeOf(add, setting, () => awsLink(cluster, pod, setting))
  const { conflist, failure, execs } = exchange
  return {
    ...exchange,
    pod: about,
    madeUp,
    environment: environmentOf(about, madeUp),
    result: execs.at(-1)!.stdout,
    del: conflist.plugins.map(({ type }) => type).reverse(),
    error: {
      stdout: { cniVersion: conflist.cniVersion, code: INTERNAL, msg: failure.msg },
      event: sandboxEvent(madeUp.sandbox, failure.plugin, conflist.name, failure.msg),
    },
  }
}

function exchangeOf(add: AddFor, setting: CniSetting, link: () => AwsLink): PluginExchange {
  switch (setting.name) {
    case 'reference':
      return referenceExchange(add)
    case 'flannel':
      return flannelExchange(add, setting)
    case 'calico':
      return calicoExchange(add, setting)
    case 'cilium':
      return ciliumExchange(add)
    case 'aws-vpc-cni':
      return awsExchange(add, setting, link())
  }
}

/** The network interface that has the pod's address. */
function awsLink(cluster: Cluster, pod: Pod, setting: CniSetting): AwsLink {
  const network = awsNetwork(setting, cluster)
  const branch = branchOf(pod, setting, cluster)
  return {
    device: interfaceOf(pod, elasticInterfaces(network, cluster).get(pod.node ?? '') ?? [])?.number ?? 0,
    branch: branch && {
      ...branch,
      gateway: network.nodes.get(pod.node ?? '')?.gateway.text ?? '',
      isStrict: setting.options.podSecurityGroups === 'strict',
    },
  }
}

/**
 * A pod as a journey follows it. Where nothing says on which node it runs we take the cluster's first, unless no node
 * has room for it.
 */
export function journeyPod(
  { nodes }: Pick<Cluster, 'nodes'>,
  { namespace, name, node, nodeAssumed, addresses, hostNetwork }: Pod,
): JourneyPod {
  const first = addresses.length > 0 ? (nodes[0]?.name ?? null) : null
  return {
    namespace: namespace.name,
    name,
    node: node ?? first,
    nodeAssumed: nodeAssumed || node === null,
    addresses: addresses.map(({ text }) => text),
    hostNetwork,
  }
}

/** The pod an address is wanted for, as its text has it: the pod itself, or the template that it is made from. */
export function podText(pod: Pod): { readonly metadata: unknown; readonly spec: unknown } {
  const source = pod.object.kind === 'Pod' ? pod.object.value : podTemplate(pod.object)
  return { metadata: fieldAt(source, 'metadata'), spec: fieldAt(source, 'spec') }
}

function annotationsOf(pod: Pod): Readonly<Record<string, string>> {
  return labelsAt(podText(pod).metadata, 'annotations')
}

/** Source: https://github.com/containerd/containerd/blob/main/internal/cri/server/sandbox_run.go (cniNamespaceOpts) */
function capabilitiesOf(pod: Pod): Readonly<Record<string, unknown>> {
  const ports = hostPorts(podText(pod).spec)
  return {
    'io.kubernetes.cri.pod-annotations': { ...annotationsOf(pod), 'kubernetes.io/config.source': 'api' },
    ...(ports.length > 0 && { portMappings: ports }),
  }
}

/**
 * Source: https://www.cni.dev/docs/spec/#parameters; the keys of CNI_ARGS: containerd's `sandbox_run.go` (toCNILabels).
 */
function environmentOf({ namespace, name }: JourneyPod, { sandbox, netns, uid }: MadeUp): CniExchange['environment'] {
  return [
    ['CNI_COMMAND', 'ADD'],
    ['CNI_CONTAINERID', sandbox],
    ['CNI_NETNS', netns],
    ['CNI_IFNAME', 'eth0'],
    ['CNI_PATH', '/opt/cni/bin'],
    [
      'CNI_ARGS',
      `IgnoreUnknown=1;K8S_POD_NAMESPACE=${namespace};K8S_POD_NAME=${name};K8S_POD_INFRA_CONTAINER_ID=${sandbox};K8S_POD_UID=${uid}`,
    ],
  ]
}

/**
 * What Go plugins report when they say nothing more precise. Source:
 * https://github.com/containernetworking/cni/blob/main/pkg/types/types.go (ErrInternal)
 */
const INTERNAL = 999
