import * as Type from '../../../manifests/type.ts'
import { ObjectMetaShape } from '../../../manifests/metadata.ts'
import { described } from '../../../manifests/shape.ts'
import { domainNames, EXACTLY_ONE, networks, podPeers, PortNumber, ruleName, SubjectShape } from './peers.shape.ts'

/** AWS' page about both APIs. */
export const GUIDE = 'https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html'

const protocol = Type.Optional(
  Type.String(described('TCP when absent. A word that is none of TCP, UDP and SCTP fits nothing.', GUIDE)),
)

/** Several of these fields may stand side by side; each is a port of its own. */
const PortShape = Type.Object(
  {
    portNumber: Type.Optional(
      Type.Object(
        { protocol, port: PortNumber('One port of the destination **pod**.') },
        { title: 'CNPPort', additionalProperties: false, ...described('A port by its number.', GUIDE) },
      ),
    ),
    portRange: Type.Optional(
      Type.Object(
        {
          protocol,
          start: PortNumber('The first port; must be less than `end`.'),
          end: PortNumber('The last port, included.'),
        },
        {
          title: 'CNPPortRange',
          additionalProperties: false,
          ...described('From `start` to `end`, both included.', GUIDE),
        },
      ),
    ),
    namedPort: Type.Optional(
      Type.String(
        described('A TCP port by the name that a container of the destination pod gives it; never UDP or SCTP.', GUIDE),
      ),
    ),
  },
  { title: 'ClusterNetworkPolicyPort', additionalProperties: false },
)

const AUTO_MODE = described(
  'DNS names; `*.` stands for one or more labels. Only for rules that accept. **EKS Auto Mode alone** enforces them; the agent of the VPC CNI passes over them.',
  GUIDE,
)

const LIST = { minItems: 1, maxItems: 100 } as const

const rule = {
  name: ruleName,
  action: Type.String({
    enum: ['Accept', 'Deny', 'Pass'],
    ...described(
      '`Accept` and `Deny` decide. `Pass` skips the rest of this tier. Where rules of one priority disagree, `Deny` counts before `Accept`, and `Accept` before `Pass`, **whichever comes first**.',
      GUIDE,
    ),
  }),
  ports: Type.Optional(
    Type.Array(PortShape, {
      ...LIST,
      ...described('One of these must fit. Absent: every port of every protocol.', GUIDE),
    }),
  ),
}

const IngressRuleShape = Type.Object(
  {
    ...rule,
    from: Type.Array(Type.Object(podPeers(true), { title: 'ClusterNetworkPolicyIngressPeer', ...EXACTLY_ONE }), {
      ...LIST,
      ...described('Who comes in: one of these must fit. Pods only; nobody from outside can be meant.', GUIDE),
    }),
  },
  { title: 'ClusterNetworkPolicyIngressRule', additionalProperties: false },
)

const EgressRuleShape = Type.Object(
  {
    ...rule,
    to: Type.Array(
      Type.Object(
        { ...podPeers(true), networks, domainNames: domainNames('a-zA-z0-9', AUTO_MODE) },
        { title: 'ClusterNetworkPolicyEgressPeer', ...EXACTLY_ONE },
      ),
      { ...LIST, ...described('Who is reached: one of these must fit.', GUIDE) },
    ),
  },
  { title: 'ClusterNetworkPolicyEgressRule', additionalProperties: false },
)

const SpecShape = Type.Object(
  {
    tier: Type.String({
      enum: ['Admin', 'Baseline'],
      ...described(
        '`Admin` is asked before every NetworkPolicy. `Baseline` is asked only for pods that no NetworkPolicy selects at all.',
        GUIDE,
      ),
    }),
    priority: Type.Integer({
      minimum: 0,
      maximum: 1000,
      ...described(
        '0 to 1000; the **smaller** number counts first. All rules of a policy have this one priority.',
        GUIDE,
      ),
    }),
    subject: SubjectShape('ClusterNetworkPolicySubject', true),
    ingress: Type.Optional(
      Type.Array(IngressRuleShape, {
        maxItems: 100,
        ...described('Rules for what comes in. Their order does not matter.', GUIDE),
      }),
    ),
    egress: Type.Optional(
      Type.Array(EgressRuleShape, {
        maxItems: 100,
        ...described('Rules for what goes out. Their order does not matter.', GUIDE),
      }),
    ),
  },
  {
    title: 'ClusterNetworkPolicySpec',
    additionalProperties: false,
    ...described('Where the policy ranks, whom it is about, and what its rules say.', GUIDE),
  },
)

/**
 * Every field of `networking.k8s.aws/v1alpha1` ClusterNetworkPolicy.
 * Source: https://github.com/aws/amazon-network-policy-controller-k8s/blob/main/pkg/crd/crds.yaml
 */
export const AwsClusterNetworkPolicyShape = Type.Object(
  {
    apiVersion: Type.Literal('networking.k8s.aws/v1alpha1'),
    kind: Type.Literal('ClusterNetworkPolicy'),
    metadata: ObjectMetaShape,
    spec: SpecShape,
    status: Type.Optional(Type.Object({})),
  },
  {
    title: 'ClusterNetworkPolicy',
    additionalProperties: false,
    ...described(
      'Rules of the cluster’s administrators for the Amazon VPC CNI, before (`Admin`) or after (`Baseline`) those of the namespaces. It isolates nobody.',
      GUIDE,
    ),
  },
)
