import { isCidr } from '../../../../ground/ip.ts'
import { readPodManifest } from '../../../walls/pod-manifest.ts'
import type { MeshFinding } from '../../mesh.ts'
import { pastInbound } from '../capture.ts'
import type { Known, View } from './view.ts'

/** Annotations that take connections past a sidecar. */
export function captureFindings(view: View): readonly MeshFinding[] {
  const once = new Map(view.pods.filter(({ member }) => member === 'sidecar').map((known) => [known.pod.object, known]))
  return [...once.values()].flatMap((known) => [...unreadableFindings(known), ...unguardedFindings(known, view)])
}

const PREFIX = 'traffic.sidecar.istio.io/'
const PORTS = ['includeInboundPorts', 'excludeInboundPorts', 'includeOutboundPorts', 'excludeOutboundPorts']
const RANGES = ['includeOutboundIPRanges', 'excludeOutboundIPRanges']
/** Of these a star means all. */
const STARRED = ['includeInboundPorts', 'includeOutboundIPRanges']

/**
 * The webhook reads these before it makes anything of a pod, and refuses the pod when it cannot.
 * Source: https://istio.io/latest/docs/reference/config/analysis/ist0125/; pkg/kube/inject/validate.go,
 * AnnotationValidation
 */
function unreadableFindings({ pod: { object } }: Known): readonly MeshFinding[] {
  const { annotations, annotationsPath } = readPodManifest(object)
  return [...PORTS, ...RANGES].flatMap((name): readonly MeshFinding[] => {
    const key = PREFIX + name
    const value = annotations[key]
    if (value === undefined || value === '' || (STARRED.includes(name) && value === '*')) return []
    const isPort = (text: string) => /^\d+$/.test(text) && Number(text) <= 65535
    const bad = value
      .split(',')
      .map((each) => each.trim())
      .find((each) => (PORTS.includes(name) ? !isPort(each) : !isCidr(each)))
    return bad === undefined
      ? []
      : [
          {
            facts: { code: 'istio-annotation-unreadable', annotation: key, value: bad },
            severity: 'warning',
            object,
            path: [...annotationsPath, key],
          },
        ]
  })
}

/** Source: https://istio.io/latest/docs/ops/best-practices/security/#understand-traffic-capture-limitations */
function unguardedFindings(known: Known, view: View): readonly MeshFinding[] {
  const { pod } = known
  for (const { port, protocol } of pod.ports) {
    const past = protocol === 'TCP' ? pastInbound(pod, port) : null
    if (!past?.ground) continue
    const policies = view.attached('authorizationPolicies', known).length
    const isStrict = view.istio.mode(pod, port).mode === 'STRICT'
    if (policies > 0 || isStrict)
      return [
        {
          facts: { code: 'istio-port-unguarded', port, policies, isStrict },
          severity: 'note',
          object: pod.object,
          path: past.ground.path,
        },
      ]
  }
  return []
}
