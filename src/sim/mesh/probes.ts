import { fieldAt, listAt, numberAt, textAt } from '../../manifests/fields.ts'
import type { FieldPath } from '../../ground/span.ts'
import type { ContainerManifest, PodManifest } from '../walls/pod-manifest.ts'

/**
 * A probe that the kubelet makes over the network. `path`: of one over HTTP, with its query; null: it makes no request.
 */
export interface Probe {
  readonly by: 'httpGet' | 'tcpSocket' | 'grpc'
  readonly port: number
  readonly path: string | null
  readonly at: FieldPath
}

/**
 * The probes of a pod's containers, in the order of the text. Those whose port is nowhere to be found are left out: the
 * kubelet does not get anywhere with them.
 */
export function probesOf({ containers }: PodManifest): readonly Probe[] {
  return containers
    .filter(({ list }) => list !== 'ephemeralContainers')
    .flatMap((container) =>
      ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((field) => readProbe(container, field)),
    )
}

/** A port by name is looked up in the same container. */
function readProbe({ value, path: at }: ContainerManifest, field: string): readonly Probe[] {
  return (['httpGet', 'tcpSocket', 'grpc'] as const).flatMap((by): readonly Probe[] => {
    const probe = fieldAt(value, field, by)
    const port = fieldAt(probe, 'port')
    const number =
      typeof port === 'string'
        ? numberAt(
            listAt(value, 'ports').find(
              (each) =>
                (textAt(each, 'name') ?? '').toLowerCase() === port.toLowerCase() &&
                (textAt(each, 'protocol') ?? 'TCP') === 'TCP',
            ),
            'containerPort',
          )
        : typeof port === 'number'
          ? port
          : null
    const wanted = textAt(probe, 'path') ?? '/'
    return number === null
      ? []
      : [
          {
            by,
            port: number,
            path: by === 'httpGet' ? (wanted.startsWith('/') ? wanted : `/${wanted}`) : null,
            at: [...at, field, by],
          },
        ]
  })
}
