import * as Type from '../../../manifests/type.ts'
import type { TSchema, TSchemaOptions } from '../../../manifests/type.ts'
import { ObjectMetaShape, TextMap } from '../../../manifests/metadata.ts'
import { described } from '../../../manifests/shape.ts'

/** Where Istio's reference describes the kinds of `security.istio.io`, without a final slash. */
export const SECURITY = 'https://istio.io/latest/docs/reference/config/security'
/** Where Istio's reference describes the kinds of `networking.istio.io`, without a final slash. */
export const NETWORKING = 'https://istio.io/latest/docs/reference/config/networking'

/** Fields of one page of Istio's reference. */
export const words = (url: string) => ({
  text: (about: string, more: TSchemaOptions = {}) => Type.Optional(Type.String(described(about, url, more))),
  number: (about: string, more: TSchemaOptions = {}) => Type.Optional(Type.Integer(described(about, url, more))),
  flag: (about: string) => Type.Optional(Type.Boolean(described(about, url))),
  texts: (about: string, more: TSchemaOptions = {}) =>
    Type.Optional(Type.Array(Type.String(), described(about, url, more))),
  list: (items: TSchema, about: string, more: TSchemaOptions = {}) =>
    Type.Optional(Type.Array(items, described(about, url, more))),
  labels: (about: string) => Type.Optional(TextMap(described(about, url))),
  /** `isOpen`: fields that are not described are let through, because they change no verdict. */
  object: (title: string, fields: Parameters<typeof Type.Object>[0], about: string, isOpen = false) =>
    Type.Object(fields, { title, ...(isOpen ? {} : { additionalProperties: false }), ...described(about, url) }),
})

/** An object with `spec` in one version of a group. */
export function resource(apiVersion: string, kind: string, spec: TSchema, about: string, url: string) {
  return Type.Object(
    {
      apiVersion: Type.Literal(apiVersion),
      kind: Type.Literal(kind),
      metadata: ObjectMetaShape,
      spec: Type.Optional(spec),
      status: Type.Optional(Type.Object({})),
    },
    { title: kind, additionalProperties: false, ...described(about, url) },
  )
}

/** Which workloads a policy is for, by the labels of their pods. */
export function selectorShape(url: string) {
  const { labels, object } = words(url)
  return Type.Optional(
    object(
      'WorkloadSelector',
      {
        matchLabels: labels('Labels that the pods must all have. Only whole values; none at all means every workload.'),
      },
      'The workloads that it is for, of its own namespace. In the root namespace: of every namespace. Without it: all.',
    ),
  )
}

const GROUP = '^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'

/** What a policy is attached to: a Service, a ServiceEntry, a Gateway, or the class of all waypoints. */
export function targetRefShapes(url: string) {
  const { text, list, object } = words(url)
  const ref = object(
    'PolicyTargetReference',
    {
      group: text('The API group; empty for the core one, of which Services are.', { maxLength: 253, pattern: GROUP }),
      kind: Type.String(
        described('`Service`, `ServiceEntry`, `Gateway` or `GatewayClass`.', url, {
          maxLength: 63,
          pattern: '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$',
        }),
      ),
      name: Type.String(described('Its name.', url, { maxLength: 253 })),
      namespace: text('Must be left out: only what lives in the namespace of the policy can be meant.', {
        maxLength: 63,
      }),
    },
    'What the policy is attached to. Waypoints and gateways enforce it; sidecars and the proxies of nodes ignore it.',
  )
  return {
    targetRef: Type.Optional(ref),
    targetRefs: list(
      ref,
      'What the policy is attached to. Waypoints and gateways enforce it; sidecars and the proxies of nodes ignore it.',
      { maxItems: 16 },
    ),
  }
}
