import * as Type from '../../../manifests/type.ts'
import type { TObject, TSchemaOptions } from '../../../manifests/type.ts'
import { LabelSelectorRequirementShape } from '../../../manifests/kinds/label-selector.ts'
import { TextMap } from '../../../manifests/metadata.ts'
import { described } from '../../../manifests/shape.ts'

/** The reference of v1alpha2, which describes what v1alpha1 has in common with it too. */
export const REFERENCE = 'https://network-policy-api.sigs.k8s.io/reference/spec/'

/**
 * A selector as a CustomResourceDefinition has it: of an item, key and operator are required, and neither is looked
 * into.
 */
function SelectorShape(text: string) {
  return Type.Object(
    {
      matchLabels: Type.Optional(TextMap(described('Each label must be there with exactly this value.', REFERENCE))),
      matchExpressions: Type.Optional(
        Type.Array(
          Type.Object(
            {
              ...LabelSelectorRequirementShape.properties,
              key: Type.String(describedAs(LabelSelectorRequirementShape.properties.key)),
              operator: Type.String(describedAs(LabelSelectorRequirementShape.properties.operator)),
            },
            { title: 'LabelSelectorRequirement', additionalProperties: false },
          ),
          described('Conditions with an operator. All must hold, together with `matchLabels`.', REFERENCE),
        ),
      ),
    },
    { title: 'LabelSelector', additionalProperties: false, ...described(text, REFERENCE) },
  )
}

/**
 * The same hover text for a field that is declared anew. Without the enumeration, which the schema of a custom resource
 * has not.
 */
function describedAs(field: unknown): TSchemaOptions {
  const { description, markdownDescription } = field as {
    readonly description: string
    readonly markdownDescription: string
  }
  return { description, markdownDescription }
}

/** Exactly one of these fields. */
export const EXACTLY_ONE = { minProperties: 1, maxProperties: 1, additionalProperties: false } as const

/** Pods by label in namespaces by label. `isRequired`: v1alpha1 demands the namespace selector. */
function NamespacedPodShape(text: string, isRequired: boolean) {
  const namespaceSelector = SelectorShape(
    isRequired
      ? 'Namespaces by **their** labels. `{}` is every namespace.'
      : 'Namespaces by **their** labels. Absent or `{}`: every namespace.',
  )
  return Type.Object(
    {
      namespaceSelector: isRequired ? namespaceSelector : Type.Optional(namespaceSelector),
      podSelector: SelectorShape('Pods by their labels. `{}` is every pod of those namespaces.'),
    },
    { title: 'NamespacedPod', additionalProperties: false, ...described(text, REFERENCE) },
  )
}

const HOST_NETWORK = 'Pods on the network of their node are never meant.'

/** What `subject`, `from` and `to` have in common: pods by the labels of their namespace, alone or with their own. */
export function podPeers(isRequired: boolean) {
  return {
    namespaces: Type.Optional(
      SelectorShape(
        `Every pod of the namespaces with these labels. \`{}\` is every namespace, and nobody outside the cluster. ${HOST_NETWORK}`,
      ),
    ),
    pods: Type.Optional(
      NamespacedPodShape(
        `Pods with these labels in namespaces with those; both must match. ${HOST_NETWORK}`,
        isRequired,
      ),
    ),
  }
}

/** The `subject` of a policy. `isRequired`: its `pods` need a `namespaceSelector`, which else means every namespace. */
export function SubjectShape(title: string, isRequired: boolean): TObject {
  return Type.Object(podPeers(isRequired), {
    title,
    ...EXACTLY_ONE,
    ...described(
      `The pods this policy is about, in the whole cluster: exactly one of \`namespaces\` and \`pods\`. ${HOST_NETWORK}`,
      REFERENCE,
    ),
  })
}

/** Peers that only egress rules have, of all kinds of the API; BaselineAdminNetworkPolicy has no `domainNames`. */
export const nodes = Type.Optional(
  SelectorShape(
    'Nodes by label: their addresses, hence host processes and pods on the host network. `{}` is every node. Experimental channel.',
  ),
)

/** A peer's `networks`. */
export const networks = Type.Optional(
  Type.Array(Type.String({ maxLength: 43 }), {
    minItems: 1,
    maxItems: 25,
    uniqueItems: true,
    ...described(
      'Blocks such as `10.0.0.0/8` or `fd00::/8`. Meant for addresses outside, but **pods inside match as well**: put rules for pods first.',
      REFERENCE,
    ),
  }),
)

const NAMES = described(
  'DNS names; `*.` stands for one or more labels. Only for rules that allow, before a rule that denies the rest. An address is known by a name once the pod has looked it up. Experimental channel.',
  'https://network-policy-api.sigs.k8s.io/npeps/npep-133-fqdn-egress-selector/',
)

/** `first`: the letters that a label may begin with, which the kinds spell differently. `text`: what is told of it. */
export const domainNames = (first: string, text: TSchemaOptions = NAMES) =>
  Type.Optional(
    Type.Array(
      Type.String({
        pattern: `^(\\*\\.)?([${first}]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.)+[${first}]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.?$`,
      }),
      {
        minItems: 1,
        maxItems: 25,
        uniqueItems: true,
        ...text,
      },
    ),
  )

/** A rule's name, for people and logs. */
export const ruleName = Type.Optional(
  Type.String({ maxLength: 100, ...described('What people call this rule. It changes nothing.', REFERENCE) }),
)

/** A port's number. */
export function PortNumber(text: string) {
  return Type.Integer({ minimum: 1, maximum: 65535, ...described(text, REFERENCE) })
}
