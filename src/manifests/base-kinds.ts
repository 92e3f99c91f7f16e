import * as Type from './type.ts'
import type { TSchema } from './type.ts'
import { checkDns1035Label, checkDnsLabel, checkSubdomain, type NameCheck } from '../ground/names.ts'
import { decodingProblems } from './decoding.ts'
import { misspelt } from './built-in-kinds.ts'
import { refusal, type FieldError } from './field-error.ts'
import { fieldAt, textAt } from './fields.ts'
import { CidrGroupSpecShape } from './kinds/cidr-group.ts'
import { GatewaySpecShape, HttpRouteSpecShape, OtherRouteSpecShape, ReferenceGrantSpecShape } from './kinds/gateway.ts'
import { IngressSpecShape, validateIngress } from './kinds/ingress.ts'
import { MACHINE_API, MachineSpecShape, validateMachine } from './kinds/machine.ts'
import { validateNamespace } from './kinds/namespace.ts'
import { ServiceSpecShape } from './kinds/service.ts'
import { validateService } from './kinds/service.validate.ts'
import { PodSpecShape, validatePodSpec } from './kinds/pod.ts'
import {
  validateCronJob,
  validateJob,
  validateReplicationController,
  validateSelectingWorkload,
  WORKLOAD_SPECS,
} from './kinds/workload.ts'
import { ObjectMetaShape, validateMetadata } from './metadata.ts'
import type { KubernetesObject } from './piece.ts'
import { notEvaluated, type ObjectProblem } from './problem.ts'

/**
 * A kind that makes the cluster. Its shape is the editor's schema too; fields outside it do not change who reaches
 * whom.
 */
export interface BaseKind {
  readonly apiVersion: string
  readonly kind: string
  readonly shape: TSchema
  readonly checkName: NameCheck
  readonly validate: (value: unknown, kind: string) => readonly FieldError[]
}

const nothing = () => []

function baseKind(
  apiVersion: string,
  kind: string,
  spec: TSchema | null,
  validate: BaseKind['validate'] = nothing,
  checkName: NameCheck = checkSubdomain,
): BaseKind {
  const shape = Type.Object(
    {
      apiVersion: Type.Literal(apiVersion),
      kind: Type.Literal(kind),
      metadata: Type.Optional(ObjectMetaShape),
      ...(spec && { spec: Type.Optional(spec) }),
    },
    { title: kind },
  )
  return { apiVersion, kind, shape, checkName, validate }
}

/** The kinds that the cluster is built from, one line each. */
export const BASE_KINDS: readonly BaseKind[] = [
  baseKind('v1', 'Namespace', null, validateNamespace, checkDnsLabel),
  baseKind('v1', 'Node', null),
  baseKind('v1', 'ServiceAccount', null),
  baseKind('v1', 'Secret', null),
  baseKind('v1', 'Pod', PodSpecShape, (value) => validatePodSpec(fieldAt(value, 'spec'), ['spec'])),
  baseKind('v1', 'Service', ServiceSpecShape, validateService, checkDns1035Label),
  baseKind('v1', 'Endpoints', null),
  baseKind('discovery.k8s.io/v1', 'EndpointSlice', null),
  baseKind('apps/v1', 'Deployment', WORKLOAD_SPECS.Deployment, validateSelectingWorkload),
  baseKind('apps/v1', 'StatefulSet', WORKLOAD_SPECS.StatefulSet, validateSelectingWorkload),
  baseKind('apps/v1', 'DaemonSet', WORKLOAD_SPECS.DaemonSet, validateSelectingWorkload),
  baseKind('apps/v1', 'ReplicaSet', WORKLOAD_SPECS.ReplicaSet, validateSelectingWorkload),
  baseKind('v1', 'ReplicationController', WORKLOAD_SPECS.ReplicationController, validateReplicationController),
  baseKind('batch/v1', 'Job', WORKLOAD_SPECS.Job, validateJob),
  baseKind('batch/v1', 'CronJob', WORKLOAD_SPECS.CronJob, validateCronJob),
  baseKind('networking.k8s.io/v1', 'Ingress', IngressSpecShape, validateIngress),
  baseKind('cilium.io/v2', 'CiliumCIDRGroup', CidrGroupSpecShape),
  baseKind('cilium.io/v2alpha1', 'CiliumCIDRGroup', CidrGroupSpecShape),
  baseKind(MACHINE_API, 'Machine', MachineSpecShape, validateMachine),
  ...['v1', 'v1beta1'].flatMap((version) => [
    baseKind(`gateway.networking.k8s.io/${version}`, 'Gateway', GatewaySpecShape),
    baseKind(`gateway.networking.k8s.io/${version}`, 'HTTPRoute', HttpRouteSpecShape),
  ]),
  ...[
    ['v1', 'GRPCRoute'],
    ['v1alpha2', 'GRPCRoute'],
    ['v1', 'TLSRoute'],
    ['v1alpha3', 'TLSRoute'],
    ['v1alpha2', 'TLSRoute'],
    ['v1alpha2', 'TCPRoute'],
  ].map(([version, kind]) => baseKind(`gateway.networking.k8s.io/${version}`, kind!, OtherRouteSpecShape)),
  baseKind('gateway.networking.k8s.io/v1', 'ReferenceGrant', ReferenceGrantSpecShape),
  baseKind('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', ReferenceGrantSpecShape),
]

/**
 * Groups whose kinds are all of the Kubernetes project: a kind of ours in another version of them is a mistake, not
 * somebody's extension.
 */
const OWN_GROUPS = new Set([
  '',
  'apps',
  'batch',
  'extensions',
  'discovery.k8s.io',
  'networking.k8s.io',
  'policy',
  'policy.networking.k8s.io',
])

/**
 * What the API server says of an object that makes the cluster. Null: it is of another kind.
 */
export function checkBaseObject(object: KubernetesObject): readonly ObjectProblem[] | null {
  const kind = BASE_KINDS.find((each) => each.apiVersion === object.apiVersion && each.kind === object.kind)
  if (!kind) return null
  const decoding = decodingProblems(kind.shape, object)
  if (decoding.length > 0) return decoding
  const refusals = [...validateMetadata(object, kind.checkName), ...kind.validate(object.value, kind.kind)]
  return refusals.length > 0 ? refusals.map(refusal) : unread(object)
}

/**
 * Of a Service: who of those behind it is preferred, by zone or node, is not weighed. Any of them may be chosen here.
 * Source: https://kubernetes.io/docs/concepts/services-networking/service/#traffic-distribution
 */
function unread({ kind, group, value }: KubernetesObject): readonly ObjectProblem[] {
  return kind === 'Service' && group === '' && textAt(value, 'spec', 'trafficDistribution')
    ? [notEvaluated(['spec', 'trafficDistribution'])]
    : []
}

/**
 * The problem of a kind that is served under another apiVersion, or that is spelt otherwise; null when there is none.
 */
export function checkServed(
  object: KubernetesObject,
  kinds: readonly { readonly apiVersion: string; readonly kind: string }[],
): ObjectProblem | null {
  const { apiVersion, kind } = object
  const all = [...BASE_KINDS, ...kinds]
  const served = OWN_GROUPS.has(object.group) ? all.find((each) => each.kind === kind) : undefined
  if (served) return noMatch(object, served.apiVersion)
  // Of other projects' groups we know only some kinds: what differs in capitals alone is one of them.
  const known = all.find((each) => each.apiVersion === apiVersion && each.kind.toLowerCase() === kind.toLowerCase())
  const meant = known ? known.kind : misspelt(apiVersion, kind)
  return meant === undefined
    ? null
    : { ...noMatch(object, meant === null ? null : `${apiVersion} ${meant}`), path: ['kind'] }
}

/** `served` null: the kind exists in this version, and this cluster does not serve it. */
export function noMatch({ apiVersion, kind }: KubernetesObject, served: string | null): ObjectProblem {
  return {
    facts: { code: 'no-match', apiVersion, kind, served },
    severity: 'error',
    layer: 'schema',
    path: ['apiVersion'],
    part: 'value',
  }
}
