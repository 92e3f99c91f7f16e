import { flagAt, listAt, numberAt, textAt } from '../manifests/fields.ts'

/**
 * A port of its node that a pod needs for itself. `address`: of the node, as written, since the scheduler compares the
 * letters; `0.0.0.0`: all of them.
 */
export interface HeldPort {
  readonly port: number
  readonly protocol: string
  readonly address: string
}

/**
 * What a pod's `spec` asks its node for: its containers, and init containers that stay. On the host network a port of a
 * container is one of the node. Empty: it asks for none, and gets along with everybody.
 * Source: kubernetes/pkg/scheduler/util/utils.go, GetHostPorts; pkg/apis/core/v1/defaults.go, defaultHostNetworkPorts
 */
export function heldPorts(spec: unknown): readonly HeldPort[] {
  const isOnHost = flagAt(spec, 'hostNetwork')
  const staying = listAt(spec, 'initContainers').filter((each) => textAt(each, 'restartPolicy') === 'Always')
  return [...staying, ...listAt(spec, 'containers')]
    .flatMap((container) => listAt(container, 'ports'))
    .map((entry) => ({
      port: numberAt(entry, 'hostPort') || (isOnHost && numberAt(entry, 'containerPort')) || 0,
      protocol: textAt(entry, 'protocol') || 'TCP',
      address: textAt(entry, 'hostIP') || ANY,
    }))
    .filter(({ port }) => port > 0)
}

const ANY = '0.0.0.0'

/**
 * Whether one of the ports that are wanted is among those that are held: a port of all addresses is one of each.
 * Source: kube-scheduler/framework/types.go, HostPortInfo.CheckConflict
 */
export function isHeld(wanted: readonly HeldPort[], held: readonly HeldPort[]): boolean {
  return wanted.some((want) =>
    held.some(
      (has) =>
        has.port === want.port &&
        has.protocol === want.protocol &&
        (has.address === want.address || has.address === ANY || want.address === ANY),
    ),
  )
}
