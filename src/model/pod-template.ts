import type { Labels } from '../ground/labels.ts'
import type { ContainerPort } from '../ground/ports.ts'
import { isPortProtocol } from '../ground/ports.ts'
import { fieldAt, flagAt, labelsAt, listAt, numberAt, textAt } from '../manifests/fields.ts'

/** What of a pod's spec matters here. */
export interface PodSpecFacts {
  readonly ports: readonly ContainerPort[]
  readonly node: string | null
  readonly nodeSelector: Labels
  readonly hostNetwork: boolean
  readonly serviceAccount: string
}

/** Reads `spec` of a pod or of a pod template. */
export function readPodSpec(spec: unknown): PodSpecFacts {
  return {
    ports: [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')].flatMap((container) => listAt(container, 'ports').flatMap(readContainerPort)),
    node: textAt(spec, 'nodeName') || null,
    nodeSelector: labelsAt(spec, 'nodeSelector'),
    hostNetwork: flagAt(spec, 'hostNetwork'),
    serviceAccount: textAt(spec, 'serviceAccountName') ?? textAt(spec, 'serviceAccount') ?? 'default',
  }
}

function readContainerPort(entry: unknown): ContainerPort[] {
  const port = numberAt(entry, 'containerPort'), protocol = textAt(entry, 'protocol') ?? 'TCP'
  return port !== null && isPortProtocol(protocol) ? [{ name: textAt(entry, 'name'), port, protocol }] : []
}

/** The condition of this type, null when it is not reported. */
export function conditionStatus(status: unknown, type: string): boolean | null {
  const condition = listAt(status, 'conditions').find((entry) => fieldAt(entry, 'type') === type)
  return condition === undefined ? null : textAt(condition, 'status') === 'True'
}
