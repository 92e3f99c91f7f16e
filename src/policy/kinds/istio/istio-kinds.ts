import { checkCustomResource, type Rules } from '../../../manifests/structural.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { notEvaluated, type ObjectProblem } from '../../../manifests/problem.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { TSchema } from '../../../manifests/type.ts'
import type { AssumedField, PolicyKind } from '../../kind.ts'
import { fieldAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import { authorizationProblems } from './authorization-checks.ts'
import { attachmentRules, portModeRules, selectorRules, sourceRules, tokenRules, workloadRules } from './cel-rules.ts'
import {
  DestinationRuleSpec,
  GatewaySpec,
  ServiceEntrySpec,
  SidecarSpec,
  VirtualServiceSpec,
} from './networking.shape.ts'
import { AuthorizationPolicySpec, PeerAuthenticationSpec, RequestAuthenticationSpec } from './security.shape.ts'
import { destinationRuleProblems } from './destination-rule-checks.ts'
import { dryRunProblem } from './dry-run-check.ts'
import { fetchRules, poolRules, routeRules, trafficRules } from './duration-checks.ts'
import { entryRules } from './entry-rules.ts'
import { gatewayProblems } from './gateway-checks.ts'
import { entryProblems } from './service-entry-checks.ts'
import { sidecarProblems } from './sidecar-checks.ts'
import { keysProblems } from './token-checks.ts'
import { virtualServiceProblems } from './virtual-service-checks.ts'
import { NETWORKING, resource, SECURITY } from './words.shape.ts'

interface Checks {
  readonly rules?: Rules
  readonly webhook?: (object: KubernetesObject) => readonly ObjectProblem[]
  readonly assumed?: (object: KubernetesObject) => readonly AssumedField[]
  /** Fields that proxies act on and nothing here does. */
  readonly unread?: (object: KubernetesObject) => readonly FieldPath[]
}

/**
 * A kind of Istio's, in every version that is served. By itself an object of it decides nothing: what proxies are told
 * is made of all of them together, so it comes to no policy here, and the mesh reads those that are accepted.
 */
function istioKind(
  versions: readonly string[],
  kind: string,
  spec: TSchema,
  about: string,
  url: string,
  { rules = () => [], webhook = () => [], assumed = () => [], unread = () => [] }: Checks = {},
): readonly PolicyKind[] {
  return versions.map((apiVersion): PolicyKind => {
    const shape = resource(apiVersion, kind, spec, about, url)
    return {
      apiVersion,
      kind,
      scope: 'Namespaced',
      mesh: 'istio',
      spec: { url, version: '1.31' },
      shape,
      assumed,
      read(object) {
        const refusals = checkCustomResource(shape, object, rules)
        const dryRun = dryRunProblem(object)
        const problems = refusals.length > 0 ? refusals : dryRun ? [dryRun] : webhook(object)
        return problems.length > 0
          ? { policies: null, problems }
          : { policies: [], problems: unread(object).map(notEvaluated) }
      },
    }
  })
}

/**
 * What of a Sidecar's listeners is not evaluated: proxies that listen by themselves, and TLS of one's own (for which
 * istiod needs ENABLE_TLS_ON_SIDECAR_INGRESS).
 * Source: pilot/pkg/networking/core/listener_inbound.go, getBindToPort
 */
function unreadListeners({ value }: KubernetesObject): readonly FieldPath[] {
  return (['ingress', 'egress'] as const).flatMap((section) =>
    listAt(value, 'spec', section).flatMap((listener, index) =>
      [
        ...(textAt(listener, 'captureMode') === 'NONE' ? ['captureMode'] : []),
        ...(section === 'ingress' ? ['tls'] : ['bind']).filter((field) => fieldAt(listener, field) !== undefined),
      ].map((field) => ['spec', section, index, field]),
    ),
  )
}

const SECURITY_VERSIONS = ['security.istio.io/v1', 'security.istio.io/v1beta1']
const NETWORKING_VERSIONS = ['networking.istio.io/v1', 'networking.istio.io/v1beta1', 'networking.istio.io/v1alpha3']

/**
 * Every kind of Istio that decides whether and where a request goes. Source:
 * https://istio.io/latest/docs/reference/config/
 */
export const ISTIO_KINDS: readonly PolicyKind[] = [
  ...istioKind(
    SECURITY_VERSIONS,
    'AuthorizationPolicy',
    AuthorizationPolicySpec,
    'Who may do what at workloads in the mesh.',
    `${SECURITY}/authorization-policy/`,
    {
      rules: (object) => [...attachmentRules(object), ...sourceRules(object)],
      webhook: authorizationProblems,
      assumed: ({ value }) =>
        objectAt(value, 'spec') && textAt(value, 'spec', 'action') === null
          ? [{ path: ['spec', 'action'], text: 'action: ALLOW', place: 'own-line' }]
          : [],
    },
  ),
  ...istioKind(
    SECURITY_VERSIONS,
    'PeerAuthentication',
    PeerAuthenticationSpec,
    'Whether servers ask for mutual TLS.',
    `${SECURITY}/peer_authentication/`,
    { rules: (object) => [...selectorRules(fieldAt(object.value, 'spec')), ...portModeRules(object)] },
  ),
  ...istioKind(
    SECURITY_VERSIONS,
    'RequestAuthentication',
    RequestAuthenticationSpec,
    'Which tokens proxies check.',
    `${SECURITY}/request_authentication/`,
    {
      rules: (object) => [...attachmentRules(object), ...tokenRules(object), ...fetchRules(object)],
      webhook: keysProblems,
    },
  ),
  ...istioKind(
    NETWORKING_VERSIONS,
    'VirtualService',
    VirtualServiceSpec,
    'Where requests for a host go.',
    `${NETWORKING}/virtual-service/`,
    { rules: routeRules, webhook: virtualServiceProblems },
  ),
  ...istioKind(
    NETWORKING_VERSIONS,
    'DestinationRule',
    DestinationRuleSpec,
    'How clients’ proxies treat a host.',
    `${NETWORKING}/destination-rule/`,
    { rules: trafficRules, webhook: destinationRuleProblems },
  ),
  ...istioKind(
    NETWORKING_VERSIONS,
    'Gateway',
    GatewaySpec,
    'What a proxy at the edge listens for.',
    `${NETWORKING}/gateway/`,
    { webhook: gatewayProblems },
  ),
  ...istioKind(
    NETWORKING_VERSIONS,
    'ServiceEntry',
    ServiceEntrySpec,
    'Hosts that the mesh knows beside its Services.',
    `${NETWORKING}/service-entry/`,
    { rules: entryRules, webhook: entryProblems },
  ),
  ...istioKind(
    NETWORKING_VERSIONS,
    'Sidecar',
    SidecarSpec,
    'What the proxies of some pods know.',
    `${NETWORKING}/sidecar/`,
    {
      rules: (object) => [...workloadRules(object), ...poolRules(object)],
      webhook: sidecarProblems,
      unread: unreadListeners,
    },
  ),
]
