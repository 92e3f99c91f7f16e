import { listAt, objectAt, textAt } from '../../../../manifests/fields.ts'
import type { FieldPath } from '../../../../ground/span.ts'
import type { KubernetesObject } from '../../../../manifests/piece.ts'
import { readRules } from '../authorization-rules.ts'
import { namespaceOf, targetRefs } from '../objects.ts'
import type { MeshFinding } from '../../mesh.ts'
import { actionOf } from '../authorization-rules.ts'
import { dialectOf, type Known, type View } from './view.ts'
import { namespacedName } from '../../../../model/namespaced-name.ts'

/** What policies say that is seldom meant. */
export function policyFindings(view: View): readonly MeshFinding[] {
  const { authorizationPolicies, requestAuthentications, peerAuthentications } = view.istio.objects
  return [
    ...authorizationPolicies.flatMap((policy) => [
      ...nobodyFindings(policy, view),
      ...negativeFindings(policy, view),
      ...providerFindings(policy, view),
    ]),
    ...requestAuthentications.flatMap((policy) => tokenFindings(policy, view)),
    ...authorizationPolicies.flatMap((policy) =>
      portFindings(policy, writtenPorts(policy), view.reached('authorizationPolicies', policy), view),
    ),
    ...peerAuthentications.flatMap((policy) =>
      portFindings(
        policy,
        Object.keys(objectAt(policy.value, 'spec', 'portLevelMtls') ?? {}).map((port) => ({
          port: Number(port),
          path: ['spec', 'portLevelMtls', port],
        })),
        view.selected(policy),
        view,
      ),
    ),
  ]
}

/** Source: https://istio.io/latest/docs/concepts/security/#allow-nothing-deny-all-and-allow-all-policy */
function nobodyFindings(object: KubernetesObject, view: View): readonly MeshFinding[] {
  if (actionOf(object) !== 'ALLOW' || listAt(object.value, 'spec', 'rules').length > 0) return []
  const reached = view.reached('authorizationPolicies', object)
  const closed = reached.filter((known) =>
    view.allowing(known).every((policy) => view.istio.rules(policy, dialectOf(known)).length === 0),
  )
  return closed.length === 0
    ? []
    : [
        {
          facts: { code: 'istio-lets-nobody-in', pods: closed.length, of: reached.length },
          severity: 'note',
          object,
          path: ['metadata', 'name'],
        },
      ]
}

const OF_TOKENS = ['request-principal', 'audience', 'presenter', 'claim']

/**
 * Source: https://istio.io/latest/docs/reference/config/security/request_authentication/ ("A request that does not
 * contain any authentication credentials will be accepted")
 */
function tokenFindings(object: KubernetesObject, view: View): readonly MeshFinding[] {
  const asksForToken = (policy: KubernetesObject) =>
    readRules(policy, 'requests', view.istio.settings).some(({ all }) =>
      all.some(({ anyOf }) =>
        anyOf.some((branch) => branch.all.some(({ attribute }) => OF_TOKENS.includes(attribute.kind))),
      ),
    )
  // What is attached to the same Service is asked by its waypoint.
  const beside = view.istio.objects.authorizationPolicies.filter(
    (policy) =>
      namespaceOf(policy) === namespaceOf(object) &&
      targetRefs(policy).some((ref) =>
        targetRefs(object).some((own) => own.kind === ref.kind && own.name === ref.name),
      ),
  )
  if (beside.some(asksForToken)) return []
  const open = view
    .reached('requestAuthentications', object)
    .filter((known) => !view.attached('authorizationPolicies', known).some(asksForToken))
  return open.length === 0
    ? []
    : [
        {
          facts: { code: 'istio-token-not-required', pods: open.length },
          severity: 'note',
          object,
          path: ['spec', 'jwtRules'],
        },
      ]
}

interface WrittenPort {
  readonly port: number
  readonly path: FieldPath
}

function writtenPorts({ value }: KubernetesObject): readonly WrittenPort[] {
  return listAt(value, 'spec', 'rules').flatMap((rule, index) =>
    listAt(rule, 'to').flatMap((to, place) =>
      ['ports', 'notPorts'].flatMap((field) =>
        listAt(objectAt(to, 'operation'), field).map((port, at) => ({
          port: Number(port),
          path: ['spec', 'rules', index, 'to', place, 'operation', field, at],
        })),
      ),
    ),
  )
}

/**
 * Proxies know the ports of pods. Source:
 * https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation ("ports");
 * https://istio.io/latest/docs/reference/config/security/peer_authentication/
 */
function portFindings(
  object: KubernetesObject,
  ports: readonly WrittenPort[],
  pods: readonly Known[],
  view: View,
): readonly MeshFinding[] {
  return ports.flatMap(({ port, path }): readonly MeshFinding[] => {
    if (pods.length === 0 || pods.some(({ pod }) => pod.ports.some((each) => each.port === port))) return []
    for (const service of new Set(pods.flatMap((known) => view.servicesOf(known)))) {
      const own = service.ports.find((each) => each.port === port && each.protocol === 'TCP')
      if (!own || own.targetPort === port) continue
      return [
        {
          facts: {
            code: 'istio-service-port',
            port,
            service: namespacedName(service),
            target: own.targetPort ?? port,
          },
          severity: 'warning',
          object,
          path,
        },
      ]
    }
    return []
  })
}

const POSITIVE = [
  'principals',
  'namespaces',
  'serviceAccounts',
  'trustDomains',
  'requestPrincipals',
  'ipBlocks',
  'remoteIpBlocks',
]
const NEGATIVE = ['notPrincipals', 'notNamespaces', 'notServiceAccounts', 'notTrustDomains']

/**
 * Who speaks plainly is nobody, and so is none of those that are named.
 * Source: https://istio.io/latest/docs/concepts/security/#authorization-policies (mutual TLS is needed for fields of
 * the peer); pilot/pkg/security/authz/builder/testdata/http
 */
function negativeFindings(object: KubernetesObject, view: View): readonly MeshFinding[] {
  if (actionOf(object) !== 'ALLOW') return []
  return listAt(object.value, 'spec', 'rules').flatMap((rule, index) =>
    listAt(rule, 'from').flatMap((entry, place): readonly MeshFinding[] => {
      const source = objectAt(entry, 'source') ?? {}
      const has = (field: string) => listAt(source, field).length > 0
      const fields = NEGATIVE.filter(has)
      if (fields.length === 0 || POSITIVE.some(has)) return []
      const pods = view
        .reached('authorizationPolicies', object)
        .filter(({ pod }) => view.istio.mode(pod, null).mode !== 'STRICT').length
      return pods === 0
        ? []
        : [
            {
              facts: { code: 'istio-not-takes-plain', fields, pods },
              severity: 'warning',
              object,
              path: ['spec', 'rules', index, 'from', place, 'source', fields[0]!],
            },
          ]
    }),
  )
}

/** Source: https://istio.io/latest/docs/tasks/security/authorization/authz-custom/#define-the-external-authorizer */
function providerFindings(object: KubernetesObject, { istio }: View): readonly MeshFinding[] {
  if (actionOf(object) !== 'CUSTOM' || istio.provider(object)) return []
  return [
    {
      facts: {
        code: 'istio-provider-unknown',
        provider: textAt(object.value, 'spec', 'provider', 'name') ?? '',
        known: istio.settings.providers.map(({ name }) => name),
      },
      severity: 'warning',
      object,
      path: ['spec', 'provider', 'name'],
    },
  ]
}
