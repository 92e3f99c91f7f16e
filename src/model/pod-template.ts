import type { ContainerPort, PortProtocol } from '../ground/ports.ts'
import { isPortProtocol } from '../ground/ports.ts'
import { fieldAt, flagAt, listAt, numberAt, textAt } from '../manifests/fields.ts'
import { heldPorts, type HeldPort } from './host-ports.ts'
import { readNodeWish, type NodeWish } from './node-fit.ts'

/** What of a pod's spec matters here. */
export interface PodSpecFacts {
  readonly ports: readonly ContainerPort[]
  readonly hostPorts: readonly HostPort[]
  /** What no other pod of its node may have. */
  readonly heldPorts: readonly HeldPort[]
  readonly node: string | null
  readonly wish: NodeWish
  readonly hostNetwork: boolean
  readonly serviceAccount: string
}

/**
 * A port of the node that leads to one of the pod's, as the kubelet asks for it: of init containers and sidecars it asks
 * for none. Source: kubernetes, pkg/kubelet/kuberuntime/kuberuntime_sandbox.go, generatePodSandboxConfig. `address`: on this address of the node alone; null: on all. On the
 * host network there are none: the pod listens there itself.
 */
export interface HostPort {
  readonly hostPort: number
  readonly port: number
  readonly protocol: PortProtocol
  readonly address: string | null
}

/** Reads `spec` of a pod or of a pod template. */
export function readPodSpec(spec: unknown): PodSpecFacts {
  return {
    ports: [
      ...listAt(spec, 'containers').flatMap(portsIn),
      ...listAt(spec, 'initContainers').flatMap((container) =>
        textAt(container, 'restartPolicy') === 'Always'
          ? portsIn(container)
          : portsIn(container).map((port) => ({ ...port, hasEnded: true as const })),
      ),
    ],
    hostPorts: flagAt(spec, 'hostNetwork')
      ? []
      : listAt(spec, 'containers').flatMap((container) => listAt(container, 'ports').flatMap(readHostPort)),
    heldPorts: heldPorts(spec),
    node: textAt(spec, 'nodeName') || null,
    wish: readNodeWish(spec),
    hostNetwork: flagAt(spec, 'hostNetwork'),
    serviceAccount: textAt(spec, 'serviceAccountName') ?? textAt(spec, 'serviceAccount') ?? 'default',
  }
}

function portsIn(container: unknown): readonly ContainerPort[] {
  return listAt(container, 'ports').flatMap(readContainerPort)
}

function readContainerPort(entry: unknown): ContainerPort[] {
  const port = numberAt(entry, 'containerPort')
  const protocol = textAt(entry, 'protocol') ?? 'TCP'
  return port !== null && isPortProtocol(protocol) ? [{ name: textAt(entry, 'name'), port, protocol }] : []
}

function readHostPort(entry: unknown): HostPort[] {
  const hostPort = numberAt(entry, 'hostPort') ?? 0
  const address = textAt(entry, 'hostIP') ?? ''
  return hostPort === 0
    ? []
    : readContainerPort(entry).map(({ port, protocol }) => ({
        hostPort,
        port,
        protocol,
        address: ['', '0.0.0.0', '::'].includes(address) ? null : address,
      }))
}

/** The condition of this type, null when it is not reported. */
export function conditionStatus(status: unknown, type: string): boolean | null {
  const condition = listAt(status, 'conditions').find((entry) => fieldAt(entry, 'type') === type)
  return condition === undefined ? null : textAt(condition, 'status') === 'True'
}
