import * as Type from '../../../manifests/type.ts'
import { ObjectMetaShape } from '../../../manifests/metadata.ts'
import { described } from '../../../manifests/shape.ts'
import {
  domainNames,
  EXACTLY_ONE,
  networks,
  nodes,
  podPeers,
  PortNumber,
  REFERENCE,
  ruleName,
  SubjectShape,
} from './peers.shape.ts'

const OVERVIEW = 'https://network-policy-api.sigs.k8s.io/api-overview/'

const PortShape = Type.Object(
  {
    number: Type.Optional(PortNumber('One port of the destination **pod**, never of a Service.')),
    range: Type.Optional(
      Type.Object(
        {
          start: PortNumber('The first port; must be less than `end`.'),
          end: PortNumber('The last port, included.'),
        },
        {
          title: 'PortRange',
          additionalProperties: false,
          ...described('From `start` to `end`, both included.', REFERENCE),
        },
      ),
    ),
  },
  {
    title: 'Port',
    ...EXACTLY_ONE,
    ...described(
      'The port that is connected to: exactly one of `number` and `range`. All ports are `range: {start: 1, end: 65535}`.',
      REFERENCE,
    ),
  },
)

/** An empty `tcp: {}` is refused, although the API's prose takes it for every port. */
const protocol = (name: string) =>
  Type.Optional(
    Type.Object(
      { destinationPort: Type.Optional(PortShape) },
      {
        title: `ClusterNetworkPolicyProtocol${name}`,
        minProperties: 1,
        additionalProperties: false,
        ...described(`Connections over ${name}.`, REFERENCE),
      },
    ),
  )

const ProtocolShape = Type.Object(
  {
    tcp: protocol('TCP'),
    udp: protocol('UDP'),
    sctp: protocol('SCTP'),
    destinationNamedPort: Type.Optional(
      Type.String(
        described(
          'A port by the name that a container of the destination pod gives it; number and protocol are the pod’s. Experimental channel.',
          REFERENCE,
        ),
      ),
    ),
  },
  { title: 'ClusterNetworkPolicyProtocol', ...EXACTLY_ONE },
)

const action = Type.String({
  enum: ['Accept', 'Deny', 'Pass'],
  ...described(
    '`Accept` and `Deny` decide, and nothing after them is asked. `Pass` skips the rest of this tier and hands on to the next one.',
    REFERENCE,
  ),
})
const protocols = Type.Optional(
  Type.Array(ProtocolShape, {
    minItems: 1,
    maxItems: 25,
    ...described('One of these must fit. Absent: every port of every protocol.', REFERENCE),
  }),
)

const IngressRuleShape = Type.Object(
  {
    name: ruleName,
    action,
    from: Type.Array(Type.Object(podPeers(false), { title: 'ClusterNetworkPolicyIngressPeer', ...EXACTLY_ONE }), {
      minItems: 1,
      maxItems: 25,
      ...described(
        'Who comes in: one of these must fit. Pods only; nobody from outside the cluster can be meant.',
        REFERENCE,
      ),
    }),
    protocols,
  },
  { title: 'ClusterNetworkPolicyIngressRule', additionalProperties: false },
)

const EgressRuleShape = Type.Object(
  {
    name: ruleName,
    action,
    to: Type.Array(
      Type.Object(
        { ...podPeers(false), nodes, networks, domainNames: domainNames('a-zA-Z0-9') },
        { title: 'ClusterNetworkPolicyEgressPeer', ...EXACTLY_ONE },
      ),
      { minItems: 1, maxItems: 25, ...described('Who is reached: one of these must fit.', REFERENCE) },
    ),
    protocols,
  },
  { title: 'ClusterNetworkPolicyEgressRule', additionalProperties: false },
)

const SpecShape = Type.Object(
  {
    tier: Type.String({
      enum: ['Admin', 'Baseline'],
      ...described(
        '`Admin` is asked before every NetworkPolicy, `Baseline` only for pods that no NetworkPolicy isolates in that direction.',
        OVERVIEW,
      ),
    }),
    priority: Type.Integer({
      minimum: 0,
      maximum: 1000,
      ...described(
        '0 to 1000; the **smaller** number is asked first. Which of two equal ones counts is left open.',
        REFERENCE,
      ),
    }),
    subject: SubjectShape('ClusterNetworkPolicySubject', false),
    ingress: Type.Optional(
      Type.Array(IngressRuleShape, {
        maxItems: 25,
        ...described(
          'Rules for what comes in, from top to bottom: the first that fits decides. Without rules the policy changes nothing about ingress.',
          REFERENCE,
        ),
      }),
    ),
    egress: Type.Optional(
      Type.Array(EgressRuleShape, {
        maxItems: 25,
        ...described(
          'Rules for what goes out, from top to bottom: the first that fits decides. Without rules the policy changes nothing about egress.',
          REFERENCE,
        ),
      }),
    ),
  },
  {
    title: 'ClusterNetworkPolicySpec',
    additionalProperties: false,
    ...described('Where the policy ranks, whom it is about, and what its rules say.', REFERENCE),
  },
)

/** Every field of ClusterNetworkPolicy in that version of policy.networking.k8s.io, experimental channel. */
export function clusterNetworkPolicyShape(apiVersion: string) {
  return Type.Object(
    {
      apiVersion: Type.Literal(apiVersion),
      kind: Type.Literal('ClusterNetworkPolicy'),
      metadata: ObjectMetaShape,
      spec: SpecShape,
      status: Type.Optional(Type.Object({})),
    },
    {
      title: 'ClusterNetworkPolicy',
      additionalProperties: false,
      ...described(
        'Rules of the cluster’s administrators, before (`Admin`) or after (`Baseline`) those of the namespaces. It isolates nobody: what none of its rules fits goes on.',
        OVERVIEW,
      ),
    },
  )
}
