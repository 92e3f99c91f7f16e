import * as Type from '../../../manifests/type.ts'
import type { Static } from '../../../manifests/type.ts'
import { LabelSelectorShape } from '../../../manifests/kinds/label-selector.ts'
import { ObjectMetaShape } from '../../../manifests/metadata.ts'
import { described } from '../../../manifests/shape.ts'

const CONCEPT = 'https://kubernetes.io/docs/concepts/services-networking/network-policies/'
const REFERENCE = 'https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/'

const PortShape = Type.Object(
  {
    protocol: Type.Optional(
      Type.String(
        described('TCP when absent. In capitals.', REFERENCE, { title: 'Protocol', enum: ['TCP', 'UDP', 'SCTP'] }),
      ),
    ),
    port: Type.Optional(
      Type.Union(
        [Type.Integer(), Type.String()],
        described(
          "A port of the destination **pod**, never of a Service. A number, or a name that the pod's containers declare with the same protocol. Absent: every port of the protocol.",
          REFERENCE,
        ),
      ),
    ),
    endPort: Type.Optional(
      Type.Integer(
        described(
          'Makes a range from `port` to this one, both included. Needs a numeric `port`.',
          `${CONCEPT}#targeting-a-range-of-ports`,
        ),
      ),
    ),
  },
  { title: 'NetworkPolicyPort', additionalProperties: false },
)

const IpBlockShape = Type.Object(
  {
    cidr: Type.Optional(
      Type.String(
        described('Addresses such as `10.0.0.0/8` or `2001:db8::/32`. `0.0.0.0/0` holds IPv4 only.', REFERENCE),
      ),
    ),
    except: Type.Optional(
      Type.Array(
        Type.String(),
        described('Parts of `cidr` that this peer leaves out. Another rule may still allow them.', REFERENCE),
      ),
    ),
  },
  {
    title: 'IPBlock',
    additionalProperties: false,
    ...described(
      'Addresses, meant for those outside the cluster; a pod whose address lies inside matches as well. Stands alone in its peer.',
      `${CONCEPT}#behavior-of-to-and-from-selectors`,
    ),
  },
)

const PeerShape = Type.Object(
  {
    podSelector: Type.Optional(
      LabelSelectorShape(
        "Pods by label. Alone: in the policy's own namespace. Beside `namespaceSelector`: in those namespaces, and both must match.",
        `${CONCEPT}#behavior-of-to-and-from-selectors`,
      ),
    ),
    namespaceSelector: Type.Optional(
      LabelSelectorShape(
        'Namespaces by **their** labels. Alone: every pod in them. `{}` is every namespace, and nobody outside the cluster.',
        `${CONCEPT}#behavior-of-to-and-from-selectors`,
      ),
    ),
    ipBlock: Type.Optional(IpBlockShape),
  },
  { title: 'NetworkPolicyPeer', additionalProperties: false },
)

const ports = Type.Optional(
  Type.Array(
    PortShape,
    described('One of these ports must fit. Absent or empty: every port of every protocol.', REFERENCE),
  ),
)
const peers = (text: string) =>
  Type.Optional(Type.Array(PeerShape, described(text, `${CONCEPT}#behavior-of-to-and-from-selectors`)))

const IngressRuleShape = Type.Object(
  {
    from: peers(
      'Who may come in: one of these peers must fit. Absent or empty: anybody, also from outside the cluster. Selectors in one item must **both** match; items are alternatives.',
    ),
    ports,
  },
  { title: 'NetworkPolicyIngressRule', additionalProperties: false },
)

const EgressRuleShape = Type.Object(
  {
    to: peers(
      'Who may be reached: one of these peers must fit. Absent or empty: anybody, also outside the cluster. Selectors in one item must **both** match; items are alternatives.',
    ),
    ports,
  },
  { title: 'NetworkPolicyEgressRule', additionalProperties: false },
)

const SpecShape = Type.Object(
  {
    podSelector: Type.Optional(
      LabelSelectorShape(
        'The pods this policy is about, in its own namespace. `{}` or absent: all of them.',
        REFERENCE,
      ),
    ),
    policyTypes: Type.Optional(
      Type.Array(
        Type.String({ title: 'PolicyType', enum: ['Ingress', 'Egress'] }),
        described(
          'The directions in which the selected pods are isolated. Absent: `Ingress`, and `Egress` only when there are egress rules.',
          REFERENCE,
        ),
      ),
    ),
    ingress: Type.Optional(
      Type.Array(
        IngressRuleShape,
        described(
          'What may come in. A rule allows; none denies. Absent or empty: nothing may come in. One empty rule `{}`: everything may.',
          REFERENCE,
        ),
      ),
    ),
    egress: Type.Optional(
      Type.Array(
        EgressRuleShape,
        described(
          'What may go out. A rule allows; none denies. Forgetting DNS (port 53, UDP and TCP) breaks names.',
          REFERENCE,
        ),
      ),
    ),
  },
  {
    title: 'NetworkPolicySpec',
    additionalProperties: false,
    ...described('Whom the policy isolates, and what it lets through.', REFERENCE),
  },
)

/** Every field of `networking.k8s.io/v1` NetworkPolicy. */
export const NetworkPolicyShape = Type.Object(
  {
    apiVersion: Type.Literal('networking.k8s.io/v1'),
    kind: Type.Literal('NetworkPolicy'),
    metadata: Type.Optional(ObjectMetaShape),
    spec: Type.Optional(SpecShape),
  },
  {
    title: 'NetworkPolicy',
    additionalProperties: false,
    ...described(
      'Isolates pods, and allows them what its rules say. It never denies what another policy allows.',
      CONCEPT,
    ),
  },
)

/** What a decoded policy looks like. Every field may also be null, which is the same as absent. */
export type NetworkPolicy = Static<typeof NetworkPolicyShape>
