import type { KubernetesObject } from '../../../../manifests/piece.ts'
import type { ProxyRule } from '../../../../policy/proxy/form.ts'
import { fitsProxyRule, fitsTest } from '../../../../policy/proxy/match.ts'
import type { Sight } from '../../../../policy/proxy/sight.ts'
import { backendPort } from '../../../../model/service-port.ts'
import { namespacedName } from '../../../../model/namespaced-name.ts'
import type { MeshFinding } from '../../mesh.ts'
import { actionOf, readRules } from '../authorization-rules.ts'
import { inboundProtocol, listedPorts } from '../inbound.ts'
import { appProtocolOf, declaredProtocol } from '../outbound.ts'
import { labelsAt } from '../../../../manifests/fields.ts'
import { waypointOf } from '../waypoints.ts'
import type { Known, View } from './view.ts'

/** What the proxies that a policy reaches cannot read of it, and whom they see. */
export function readingFindings(view: View): readonly MeshFinding[] {
  return [
    ...view.istio.objects.authorizationPolicies.flatMap((policy) => [
      ...nodeFindings(policy, view),
      ...bytesFindings(policy, view),
    ]),
    ...view.istio.objects.requestAuthentications.flatMap((policy) => tokenFindings(policy, view)),
    ...waypointFindings(view),
    ...sniffedFindings(view),
  ]
}

/**
 * A proxy of a node reads no requests.
 * Source: https://istio.io/latest/docs/ambient/usage/l4-policy/; pilot/pkg/serviceregistry/ambient/authorization.go,
 * convertAuthorizationPolicy
 */
function nodeFindings(object: KubernetesObject, view: View): readonly MeshFinding[] {
  const pods = view.reached('authorizationPolicies', object).filter(({ member }) => member === 'ambient')
  if (pods.length === 0) return []
  const action = actionOf(object)
  if (action === 'AUDIT' || action === 'CUSTOM')
    return [
      {
        facts: { code: 'istio-needs-waypoint', action, fields: [], effect: 'not-asked', pods: pods.length },
        severity: 'warning',
        object,
        path: ['spec', 'action'],
      },
    ]
  const rule = readRules(object, 'node', view.istio.settings).find(({ leftOut = [] }) => leftOut.length > 0)
  if (!rule) return []
  const effect =
    action === 'ALLOW'
      ? 'allows-nothing'
      : rule.all.some(({ anyOf }) => anyOf.length === 0)
        ? 'denies-nothing'
        : 'denies-more'
  return [
    {
      facts: { code: 'istio-needs-waypoint', action, fields: [...new Set(rule.leftOut)], effect, pods: pods.length },
      severity: 'warning',
      object,
      path: rule.path,
    },
  ]
}

/** Source: https://istio.io/latest/docs/ambient/usage/l7-features/: tokens are read by waypoints alone */
function tokenFindings(object: KubernetesObject, view: View): readonly MeshFinding[] {
  const pods = view.reached('requestAuthentications', object).filter(({ member }) => member === 'ambient').length
  return pods === 0
    ? []
    : [
        {
          facts: {
            code: 'istio-needs-waypoint',
            action: 'RequestAuthentication',
            fields: [],
            effect: 'not-asked',
            pods,
          },
          severity: 'warning',
          object,
          path: ['metadata', 'name'],
        },
      ]
}

/** What a proxy sees of a connection on a port before anybody says anything. */
const silent = (
  port: number | null,
  identity: string | null = null,
  sourceAddress: Sight['sourceAddress'] = null,
): Sight => ({
  identity,
  sourceAddress,
  remoteAddress: sourceAddress,
  destinationAddress: null,
  port,
  serverName: null,
  reads: 'bytes',
  request: null,
  hosts: [],
  path: null,
  tokens: [],
})

function isForPort({ all }: ProxyRule, port: number): boolean {
  return all.every(
    ({ anyOf }) =>
      anyOf.length === 0 ||
      anyOf.some((branch) =>
        branch.all.every((each) => each.attribute.kind !== 'port' || fitsTest(each, silent(port)) === 'yes'),
      ),
  )
}

/**
 * A port that a Service, or a Sidecar in its place, declares as TCP has no requests.
 * Source: https://istio.io/latest/docs/tasks/security/authorization/authz-tcp/;
 * pilot/pkg/security/authz/builder/testdata/tcp
 */
function bytesFindings(object: KubernetesObject, view: View): readonly MeshFinding[] {
  const { istio } = view
  const action = actionOf(object)
  if (action !== 'ALLOW' && action !== 'DENY') return []
  for (const known of view.reached('authorizationPolicies', object).filter(({ member }) => member === 'sidecar')) {
    for (const { port, by, name } of bytePorts(known, view)) {
      const rule = readRules(object, 'bytes', istio.settings).find(
        (each) => (each.leftOut?.length ?? 0) > 0 && isForPort(each, port),
      )
      if (
        !rule ||
        (action === 'ALLOW' &&
          view.allowing(known).some((policy) => istio.rules(policy, 'bytes').some((each) => isForPort(each, port))))
      )
        continue
      const isAll = rule.all.every(({ anyOf }) =>
        anyOf.some((branch) => branch.all.every(({ attribute }) => attribute.kind === 'port')),
      )
      return [
        {
          facts: {
            code: 'istio-requests-on-bytes',
            fields: [...new Set(rule.leftOut)],
            port,
            by,
            name,
            effect: action === 'ALLOW' ? 'allows-nothing' : isAll ? 'denies-all' : 'denies-more',
          },
          severity: 'warning',
          object,
          path: rule.path,
        },
      ]
    }
  }
  return []
}

/**
 * A port of which nothing tells what it carries: the proxy looks at the first bytes, and what is not HTTP it takes as
 * bytes. Told where a policy asks for requests.
 * Source: https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/;
 * https://istio.io/latest/docs/reference/config/analysis/ist0118/
 */
function sniffedFindings(view: View): readonly MeshFinding[] {
  const { istio } = view
  return istio.cluster.services.flatMap((service) =>
    service.ports.flatMap((port, index): readonly MeshFinding[] => {
      if (port.protocol !== 'TCP' || declaredProtocol(port, appProtocolOf(service, port)) !== 'sniffed') return []
      for (const backend of service.backends) {
        const known = view.at(backend.endpoint)
        const number = backendPort(service, port, backend)
        const policy =
          known?.member === 'sidecar' &&
          number !== undefined &&
          !listedPorts(istio, known.pod) &&
          view
            .attached('authorizationPolicies', known)
            .find((each) =>
              readRules(each, 'bytes', istio.settings).some(
                (rule) => (rule.leftOut?.length ?? 0) > 0 && isForPort(rule, number),
              ),
            )
        if (policy)
          return [
            {
              facts: { code: 'istio-port-protocol-unknown', port: port.port, name: port.name, policy: policy.name },
              severity: 'note',
              object: service.object,
              path: ['spec', 'ports', index, ...(port.name === null ? [] : ['name'])],
            },
          ]
      }
      return []
    }),
  )
}

/** A port of a pod that carries bytes, and whose word that is. */
interface BytePort {
  readonly port: number
  readonly by: 'Service' | 'Sidecar'
  readonly name: string
}

function bytePorts(known: Known, view: View): readonly BytePort[] {
  const { istio } = view
  const { pod } = known
  const listed = listedPorts(istio, pod)
  if (listed)
    return listed.ports
      .filter((port) => inboundProtocol(istio, pod, port) === 'bytes')
      .map((port) => ({ port, by: 'Sidecar', name: listed.name }))
  return view.servicesOf(known).flatMap((service) =>
    service.backends
      .filter(({ endpoint }) => endpoint === pod.endpoint)
      .flatMap((backend) =>
        service.ports.flatMap((port): readonly BytePort[] => {
          const number =
            port.protocol === 'TCP' && declaredProtocol(port, appProtocolOf(service, port)) === 'bytes'
              ? backendPort(service, port, backend)
              : undefined
          const name = namespacedName(service)
          return number === undefined ? [] : [{ port: number, by: 'Service', name }]
        }),
      ),
  )
}

/**
 * Behind a waypoint the caller is the waypoint, which policies for the pods have to let in.
 * Source: https://istio.io/latest/docs/ambient/usage/l7-features/#considerations
 */
function waypointFindings(view: View): readonly MeshFinding[] {
  const { istio } = view
  const found = new Map<KubernetesObject, MeshFinding>()
  if (istio.settings.autoAllowWaypoint) return []
  for (const service of istio.cluster.services) {
    const waypoint = waypointOf(
      istio,
      'service',
      labelsAt(service.object.value, 'metadata', 'labels'),
      service.namespace.name,
      service.object,
    )
    const identity = waypoint && istio.members.identity(waypoint.pod.endpoint!)
    if (!waypoint || identity === null) continue
    for (const known of service.backends
      .flatMap(({ endpoint }) => view.at(endpoint) ?? [])
      .filter(({ member }) => member === 'ambient')) {
      const rules = view.allowing(known).map((policy) => ({ policy, rules: istio.rules(policy, 'node') }))
      const ports = known.pod.ports.map(({ port }) => port)
      const isIn = rules.some((each) =>
        each.rules.some((rule) =>
          (ports.length > 0 ? ports : [null]).some(
            (port) => fitsProxyRule(rule, silent(port, identity, waypoint.pod.addresses[0] ?? null)) !== 'no',
          ),
        ),
      )
      // One that lets nobody in at all, or cannot be read, is told of elsewhere.
      const object = rules.find((each) => each.rules.length > 0)?.policy
      if (object && !isIn && !found.has(object))
        found.set(object, {
          facts: {
            code: 'istio-waypoint-not-allowed',
            waypoint: namespacedName(waypoint.pod),
            identity,
            service: namespacedName(service),
          },
          severity: 'warning',
          object,
          path: ['spec', 'rules'],
        })
    }
  }
  return [...found.values()]
}
