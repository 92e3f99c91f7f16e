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

const protocol = Type.Optional(
  Type.String(
    described(
      'TCP when absent. The schema takes any word; one that is none of TCP, UDP and SCTP fits nothing.',
      REFERENCE,
    ),
  ),
)

const PortShape = Type.Object(
  {
    portNumber: Type.Optional(
      Type.Object(
        { protocol, port: PortNumber('One port of the destination **pod**, never of a Service.') },
        { title: 'Port', additionalProperties: false, ...described('A port by its number.', REFERENCE) },
      ),
    ),
    portRange: Type.Optional(
      Type.Object(
        {
          protocol,
          start: PortNumber('The first port.'),
          end: PortNumber('The last port, included. Whether it is greater than `start` nobody checks.'),
        },
        {
          title: 'PortRange',
          additionalProperties: false,
          ...described('From `start` to `end`, both included.', REFERENCE),
        },
      ),
    ),
    namedPort: Type.Optional(
      Type.String(
        described(
          'A port by the name that a container of the destination pod gives it; number and protocol are the pod’s. Experimental channel.',
          REFERENCE,
        ),
      ),
    ),
  },
  { title: 'AdminNetworkPolicyPort', ...EXACTLY_ONE },
)

const LIST = { minItems: 1, maxItems: 100 } as const
const ports = Type.Optional(
  Type.Array(PortShape, {
    ...LIST,
    ...described('One of these must fit. Absent: every port of every protocol.', REFERENCE),
  }),
)

/** The rules of both kinds: they differ in their actions, and in domain names. */
function rules(
  kind: string,
  actions: readonly string[],
  text: string,
  egressPeers: Readonly<Record<string, ReturnType<typeof Type.Optional>>>,
) {
  const action = Type.String({ enum: [...actions], ...described(text, REFERENCE) })
  const order = 'from top to bottom: the first that fits decides. Without rules the policy changes nothing about'
  const from = Type.Array(Type.Object(podPeers(true), { title: 'AdminNetworkPolicyIngressPeer', ...EXACTLY_ONE }), {
    ...LIST,
    ...described(
      'Who comes in: one of these must fit. Pods only; nobody from outside the cluster can be meant.',
      REFERENCE,
    ),
  })
  const to = Type.Array(
    Type.Object({ ...podPeers(true), ...egressPeers }, { title: `${kind}EgressPeer`, ...EXACTLY_ONE }),
    { ...LIST, ...described('Who is reached: one of these must fit.', REFERENCE) },
  )
  return {
    ingress: Type.Optional(
      Type.Array(
        Type.Object(
          { name: ruleName, action, from, ports },
          { title: `${kind}IngressRule`, additionalProperties: false },
        ),
        { maxItems: 100, ...described(`Rules for what comes in, ${order} ingress.`, REFERENCE) },
      ),
    ),
    egress: Type.Optional(
      Type.Array(
        Type.Object({ name: ruleName, action, to, ports }, { title: `${kind}EgressRule`, additionalProperties: false }),
        { maxItems: 100, ...described(`Rules for what goes out, ${order} egress.`, REFERENCE) },
      ),
    ),
  }
}

const subject = SubjectShape('AdminNetworkPolicySubject', true)

const head = (kind: string) => ({
  apiVersion: Type.Literal('policy.networking.k8s.io/v1alpha1'),
  kind: Type.Literal(kind),
  metadata: ObjectMetaShape,
  status: Type.Optional(Type.Object({})),
})

/** Every field of `policy.networking.k8s.io/v1alpha1` AdminNetworkPolicy, experimental channel of release v0.1.7. */
export const AdminNetworkPolicyShape = Type.Object(
  {
    ...head('AdminNetworkPolicy'),
    spec: Type.Object(
      {
        priority: Type.Integer({
          minimum: 0,
          maximum: 1000,
          ...described(
            '0 to 1000; the **smaller** number is asked first. Which of two equal ones counts is left open.',
            REFERENCE,
          ),
        }),
        subject,
        ...rules(
          'AdminNetworkPolicy',
          ['Allow', 'Deny', 'Pass'],
          '`Allow` and `Deny` decide, and nothing after them is asked. `Pass` skips every later AdminNetworkPolicy and hands on to NetworkPolicy.',
          { nodes, networks, domainNames: domainNames('a-zA-z0-9') },
        ),
      },
      {
        title: 'AdminNetworkPolicySpec',
        additionalProperties: false,
        ...described('When the policy is asked, whom it is about, and what its rules say.', REFERENCE),
      },
    ),
  },
  {
    title: 'AdminNetworkPolicy',
    additionalProperties: false,
    ...described(
      'Rules of the cluster’s administrators, asked before every NetworkPolicy. ClusterNetworkPolicy took its place.',
      REFERENCE,
    ),
  },
)

/**
 * Every field of `policy.networking.k8s.io/v1alpha1` BaselineAdminNetworkPolicy, experimental channel of release
 * v0.1.7.
 */
export const BaselineAdminNetworkPolicyShape = Type.Object(
  {
    ...head('BaselineAdminNetworkPolicy'),
    spec: Type.Object(
      {
        subject,
        ...rules(
          'BaselineAdminNetworkPolicy',
          ['Allow', 'Deny'],
          '`Allow` and `Deny` decide, and nothing after them is asked.',
          { nodes, networks },
        ),
      },
      {
        title: 'BaselineAdminNetworkPolicySpec',
        additionalProperties: false,
        ...described('Whom the policy is about, and what its rules say.', REFERENCE),
      },
    ),
  },
  {
    title: 'BaselineAdminNetworkPolicy',
    additionalProperties: false,
    ...described(
      'The one policy that is asked last, for pods that no NetworkPolicy isolates in that direction. Its name is `default`. ClusterNetworkPolicy took its place.',
      REFERENCE,
    ),
  },
)
