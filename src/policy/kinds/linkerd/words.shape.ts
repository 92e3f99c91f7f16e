import * as Type from '../../../manifests/type.ts'
import type { TSchema, TSchemaOptions } from '../../../manifests/type.ts'
import { ObjectMetaShape } from '../../../manifests/metadata.ts'
import { described } from '../../../manifests/shape.ts'

/** The group of Linkerd's policies. */
export const LINKERD_GROUP = 'policy.linkerd.io'

/** Where Linkerd describes its policies. */
export const REFERENCE = 'https://linkerd.io/2-edge/reference/authorization-policy/'

/** A text that is required. `about` is shown in the editor; `more`: further rules of the schema. */
export const text = (about: string, more: TSchemaOptions = {}) => Type.String(described(about, REFERENCE, more))
/** A boolean that may be absent. */
export const flag = (about: string) => Type.Optional(Type.Boolean(described(about, REFERENCE)))
/** A list that is required. */
export const list = <Items extends TSchema>(items: Items, about: string, more: TSchemaOptions = {}) =>
  Type.Array(items, { ...more, ...described(about, REFERENCE) })

/** An object with `spec`, as the CustomResourceDefinitions have them all. */
export function resource(apiVersion: string, kind: string, spec: TSchema, about: string) {
  return Type.Object(
    {
      apiVersion: Type.Literal(apiVersion),
      kind: Type.Literal(kind),
      metadata: ObjectMetaShape,
      spec,
      status: Type.Optional(Type.Object({})),
    },
    { title: kind, additionalProperties: false, ...described(about, REFERENCE) },
  )
}

const GROUP_PATTERN = '^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'
const KIND_PATTERN = '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$'

/** `group`, `kind` and `name` of another object; `namespaced`: it may live elsewhere. */
export function reference(about: string, kinds: string, namespaced: boolean, title: string) {
  return Type.Object(
    {
      group: Type.Optional(
        text('The API group; the Kubernetes core when it is absent.', { maxLength: 253, pattern: GROUP_PATTERN }),
      ),
      kind: text(kinds, { maxLength: 63, pattern: KIND_PATTERN }),
      name: text('The name of the object.', { maxLength: 253 }),
      ...(namespaced
        ? {
            namespace: Type.Optional(
              text('Where it lives; the namespace of this object when it is absent.', { maxLength: 253 }),
            ),
          }
        : {}),
    },
    { title, additionalProperties: false, ...described(about, REFERENCE) },
  )
}

/** A block of addresses with exceptions. */
export const NetworkShape = Type.Object(
  {
    cidr: text('A block of addresses, or one address. What counts is who opens the connection to the proxy.'),
    except: Type.Optional(list(Type.String(), 'Parts of the block that are not meant.')),
  },
  { title: 'Network', additionalProperties: false },
)

/** A mesh identity, or the end of one behind `*`, as the definition's pattern has it. */
export const IdentityPattern = '^(\\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?)(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'
