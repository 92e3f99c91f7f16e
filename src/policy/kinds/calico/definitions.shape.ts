import { ObjectMetaShape } from '../../../manifests/metadata.ts'
import { described } from '../../../manifests/shape.ts'
import * as Type from '../../../manifests/type.ts'
import { RuleShape } from './calico-policy.shape.ts'

const REFERENCE = 'https://docs.tigera.io/calico/latest/reference/resources/'

function shape(
  kind: string,
  spec: Type.TProperties,
  text: string,
  { page, isOpen = false }: { readonly page: string; readonly isOpen?: boolean },
) {
  return Type.Object(
    {
      apiVersion: Type.String(),
      kind: Type.Literal(kind),
      metadata: ObjectMetaShape,
      spec: Type.Optional(Type.Object(spec, { title: `${kind}Spec`, ...(!isOpen && { additionalProperties: false }) })),
    },
    { title: kind, ...described(text, `${REFERENCE}${page}`) },
  )
}

const about =
  (page: string) =>
  (text: string, more: Type.TSchemaOptions = {}) =>
    described(text, `${REFERENCE}${page}`, more)
const tier = about('tier')
const endpoint = about('hostendpoint')
const felix = about('felixconfig')
const profile = about('profile')
const controllers = about('kubecontrollersconfig')

const nets = (page: string) =>
  Type.Optional(
    Type.Array(
      Type.String(),
      described(
        'Blocks of addresses, or addresses. Policies find them by the labels of the set.',
        `${REFERENCE}${page}`,
      ),
    ),
  )
const rules = (text: string) => Type.Optional(Type.Array(RuleShape, { maxItems: 1024, ...profile(text) }))

const EndpointPortShape = Type.Object(
  {
    name: Type.String(endpoint('What rules call it.')),
    protocol: Type.Unknown(endpoint('`TCP`, `UDP` or `SCTP`.')),
    port: Type.Integer(endpoint('Its number.', { minimum: 1, maximum: 65535 })),
  },
  { title: 'EndpointPort', additionalProperties: false },
)

const FailsafeShape = Type.Object(
  {
    protocol: Type.Optional(Type.String(felix('`TCP` when absent.'))),
    port: Type.Integer(felix('Its number.')),
    net: Type.Optional(Type.String(felix('Only for these addresses; absent: for everybody.'))),
  },
  { title: 'ProtoPort', additionalProperties: false },
)

const failsafes = (text: string) => Type.Optional(Type.Array(FailsafeShape, felix(text)))

/**
 * The objects that Calico's policies speak of, by kind. Of the two configurations only what changes verdicts is
 * described; they have many more fields.
 */
export const CalicoDefinitionShapes = {
  Tier: shape(
    'Tier',
    {
      order: Type.Optional(Type.Number(tier('The smaller number is asked first; without one, last.'))),
      defaultAction: Type.Optional(
        Type.String(
          tier(
            'What happens to what no rule of the tier decides, where one of its policies is for the endpoint. `Deny` when absent.',
            { enum: ['Pass', 'Deny'] },
          ),
        ),
      ),
    },
    'A step in which policies are asked, before or after other tiers.',
    { page: 'tier' },
  ),
  NetworkSet: shape(
    'NetworkSet',
    { nets: nets('networkset') },
    'Addresses under labels, for the policies of its namespace and those that name it.',
    { page: 'networkset' },
  ),
  GlobalNetworkSet: shape(
    'GlobalNetworkSet',
    { nets: nets('globalnetworkset') },
    'Addresses under labels, in no namespace. A policy of a namespace finds them with `namespaceSelector: global()`.',
    { page: 'globalnetworkset' },
  ),
  HostEndpoint: shape(
    'HostEndpoint',
    {
      node: Type.Optional(Type.String(endpoint('Whose interface it is.'))),
      interfaceName: Type.Optional(
        Type.String(endpoint('The interface; `*` is every one. Absent: the one with an expected address.')),
      ),
      expectedIPs: Type.Optional(
        Type.Array(
          Type.String(),
          endpoint('Its addresses, by which selectors of rules find it.', { uniqueItems: true }),
        ),
      ),
      profiles: Type.Optional(
        Type.Array(
          Type.String(),
          endpoint('Asked after all policies; `projectcalico-default-allow` lets everything pass.', {
            uniqueItems: true,
          }),
        ),
      ),
      ports: Type.Optional(Type.Array(EndpointPortShape, endpoint('Ports that rules may call by name.'))),
    },
    'An interface of a node, which Calico then polices as it does a pod’s.',
    { page: 'hostendpoint' },
  ),
  Profile: shape(
    'Profile',
    {
      ingress: rules('Rules for what comes in, after all policies.'),
      egress: rules('Rules for what goes out, after all policies.'),
      labelsToApply: Type.Optional(Type.TextRecord(profile('Labels that endpoints with this profile wear too.'))),
    },
    'Rules and labels for the endpoints that name it. Calico makes one for each namespace and service account.',
    { page: 'profile' },
  ),
  FelixConfiguration: shape(
    'FelixConfiguration',
    {
      failsafeInboundHostPorts: failsafes('Ports of nodes that no policy closes, in place of the usual ones.'),
      failsafeOutboundHostPorts: failsafes('Ports that nodes reach whatever policies say, in place of the usual ones.'),
      defaultEndpointToHostAction: Type.Optional(
        Type.String(
          felix(
            'What happens to what a pod sends to its own node, after its policies. Manifests and the operator set `Accept`.',
            { enum: ['Drop', 'Accept', 'Return'] },
          ),
        ),
      ),
    },
    'How Calico’s agent works on each node.',
    { page: 'felixconfig', isOpen: true },
  ),
  KubeControllersConfiguration: shape(
    'KubeControllersConfiguration',
    {
      controllers: Type.Optional(
        Type.Object(
          {},
          controllers(
            'Which of them run, and how. `node.hostEndpoint.autoCreate: Enabled` makes a host endpoint for each node.',
          ),
        ),
      ),
    },
    'What Calico’s controllers do with the cluster’s objects.',
    { page: 'kubecontrollersconfig', isOpen: true },
  ),
}
