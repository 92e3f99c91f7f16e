import * as Type from '../../../manifests/type.ts'
import type { TSchema, TSchemaOptions } from '../../../manifests/type.ts'
import { LabelSelectorShape } from '../../../manifests/kinds/label-selector.ts'
import { ObjectMetaShape } from '../../../manifests/metadata.ts'
import { described } from '../../../manifests/shape.ts'
import { PortRuleShapes } from './ports.shape.ts'

const LANGUAGE = 'https://docs.cilium.io/en/stable/security/policy/language/'

const list = (items: TSchema, text: string, more: TSchemaOptions = {}) =>
  Type.Optional(Type.Array(items, { ...more, ...described(text, LANGUAGE) }))
const flag = (text: string) => Type.Optional(Type.Boolean(described(text, LANGUAGE)))
const text = (about: string, more: TSchemaOptions = {}) => Type.Optional(Type.String(described(about, LANGUAGE, more)))

/** The words that stand for reserved identities. Source: the enumeration in the CustomResourceDefinition of 1.20 */
const ENTITIES = [
  'all',
  'world',
  'cluster',
  'cluster-mesh',
  'host',
  'init',
  'ingress',
  'unmanaged',
  'remote-node',
  'health',
  'none',
  'kube-apiserver',
]
const Entity = Type.String({ enum: ENTITIES })

const CidrSet = Type.Object(
  {
    cidr: text('A block of addresses outside the cluster. One of `cidr`, `cidrGroupRef` and `cidrGroupSelector`.'),
    cidrGroupRef: text('The name of a CiliumCIDRGroup that lists the blocks.', { maxLength: 253 }),
    cidrGroupSelector: Type.Optional(LabelSelectorShape('CiliumCIDRGroups by their labels.', LANGUAGE)),
    except: list(Type.String(), 'Parts of the block that are not meant.'),
  },
  { title: 'CIDRRule', additionalProperties: false },
)

const Service = Type.Object(
  {
    k8sService: Type.Optional(
      Type.Object(
        { serviceName: text('The name of the Service.'), namespace: text('Its namespace; any when it is absent.') },
        { title: 'K8sServiceNamespace', additionalProperties: false, ...described('A Service by name.', LANGUAGE) },
      ),
    ),
    k8sServiceSelector: Type.Optional(
      Type.Object(
        {
          selector: Type.Optional(LabelSelectorShape('Labels of the Service.', LANGUAGE)),
          namespace: text('Its namespace; any when it is absent.'),
        },
        {
          title: 'K8sServiceSelectorNamespace',
          additionalProperties: false,
          ...described('Services by their labels.', LANGUAGE),
        },
      ),
    ),
  },
  { title: 'Service', additionalProperties: false },
)

const Fqdn = Type.Object(
  {
    matchName: text('Exactly this name.', { maxLength: 255 }),
    matchPattern: text(
      'Names that fit: `*` is any run of letters inside a label, a leading `**.` one or more labels.',
      { maxLength: 255 },
    ),
  },
  { title: 'FQDNSelector', additionalProperties: false },
)

const { toPorts, deniedPorts, icmps } = PortRuleShapes
const authentication = Type.Optional(
  Type.Object(
    {
      mode: Type.String({
        enum: ['disabled', 'required', 'test-always-fail'],
        ...described(
          '`required`: traffic passes only after both ends have proven who they are; without mutual authentication in the cluster it changes nothing.',
          LANGUAGE,
        ),
      }),
    },
    {
      title: 'Authentication',
      additionalProperties: false,
      ...described('Whether both ends must have proven who they are.', LANGUAGE),
    },
  ),
)

const peers = (side: 'from' | 'to') => ({
  [`${side}Endpoints`]: list(
    LabelSelectorShape('Pods by their labels; in a namespace of its own unless the selector names another.', LANGUAGE),
    'Pods at the other end. An empty list means nobody; `[{}]` every pod of the policy’s namespace.',
  ),
  [`${side}Entities`]: list(
    Entity,
    'The other end by what it is: `world` outside, `host` the pod’s own node, `remote-node` others, `all` everybody.',
  ),
  [`${side}CIDR`]: list(
    Type.String(),
    'Blocks of addresses outside the cluster. They never match pods, nor nodes unless the agent is told so.',
  ),
  [`${side}CIDRSet`]: list(
    CidrSet,
    'Blocks of addresses outside the cluster, with exceptions, or lists of them by name.',
  ),
  [`${side}Nodes`]: list(
    LabelSelectorShape('Nodes by their labels.', LANGUAGE),
    'Other nodes by their labels; needs `enable-node-selector-labels`.',
  ),
  [`${side}Groups`]: list(Type.Object({}), 'Groups of a cloud provider, which an operator turns into blocks.'),
  [`${side}Requires`]: list(
    Type.Object({}),
    'Until 1.18: what every one of the peers must be as well. From 1.19 on it must be empty.',
  ),
})

const egressOnly = (isDeny: boolean) => ({
  toServices: list(Service, 'Services: the pods behind them, however they are reached.'),
  ...(isDeny
    ? {}
    : {
        toFQDNs: list(
          Fqdn,
          'Names outside the cluster. A name counts once the DNS proxy has seen it looked up, which needs a rule with `rules.dns`.',
        ),
      }),
})

const entry = (title: string, fields: Record<string, TSchema>) =>
  Type.Object(fields as Record<string, ReturnType<typeof Type.Optional>>, { title, additionalProperties: false })

const RuleFields = {
  endpointSelector: Type.Optional(
    LabelSelectorShape(
      'Which pods the rule is for; `{}` is all of the namespace, or for the whole cluster every pod.',
      LANGUAGE,
    ),
  ),
  nodeSelector: Type.Optional(
    LabelSelectorShape(
      'Which nodes the rule is for. Only in CiliumClusterwideNetworkPolicy, and only with the host firewall.',
      LANGUAGE,
    ),
  ),
  description: text('For people.'),
  labels: list(Type.Object({}), 'Labels of the rule itself.'),
  log: Type.Optional(
    Type.Object(
      { value: text('At most 32 characters.', { maxLength: 32 }) },
      described('A word that flow logs carry for this rule.', LANGUAGE),
    ),
  ),
  enableDefaultDeny: Type.Optional(
    Type.Object(
      {
        ingress: flag('`false`: the rule leaves ingress open for what it does not speak of.'),
        egress: flag('`false`: the rule leaves egress open for what it does not speak of.'),
      },
      {
        title: 'DefaultDenyConfig',
        additionalProperties: false,
        ...described(
          'Whether the rule closes its directions; a direction that has entries is closed unless this says `false`.',
          LANGUAGE,
        ),
      },
    ),
  ),
  ingress: list(
    entry('IngressRule', { ...peers('from'), toPorts: toPorts('ingress'), icmps, authentication }),
    'What may come in: one of the entries must fit. `[{}]` fits nobody and closes ingress.',
  ),
  ingressDeny: list(
    entry('IngressDenyRule', { ...peers('from'), toPorts: deniedPorts, icmps }),
    'What may not come in, whatever any policy allows.',
  ),
  egress: list(
    entry('EgressRule', { ...peers('to'), ...egressOnly(false), toPorts: toPorts('egress'), icmps, authentication }),
    'What may go out: one of the entries must fit. `[{}]` fits nobody and closes egress.',
  ),
  egressDeny: list(
    entry('EgressDenyRule', { ...peers('to'), ...egressOnly(true), toPorts: deniedPorts, icmps }),
    'What may not go out, whatever any policy allows.',
  ),
}

function shape(kind: string, about: string) {
  const rule = (more: TSchemaOptions) =>
    Type.Object(RuleFields, { title: 'Rule', additionalProperties: false, ...more })
  return Type.Object(
    {
      apiVersion: Type.Literal('cilium.io/v2'),
      kind: Type.Literal(kind),
      metadata: ObjectMetaShape,
      spec: Type.Optional(
        rule(described('One rule. There must be `spec` or `specs`, and there may be both.', LANGUAGE)),
      ),
      specs: Type.Optional(Type.Array(rule({}), described('Several rules in one object, each on its own.', LANGUAGE))),
      status: Type.Optional(Type.Object({})),
    },
    { title: kind, additionalProperties: false, ...described(about, LANGUAGE) },
  )
}

/** Every field of `cilium.io/v2` CiliumNetworkPolicy as of 1.20 that says who may talk to whom. */
export const CiliumNetworkPolicyShape = shape(
  'CiliumNetworkPolicy',
  'Cilium’s own policy for pods of one namespace: identities, names, requests, and denials.',
)
/** A CiliumClusterwideNetworkPolicy: the same fields, for all namespaces and for nodes. */
export const CiliumClusterwideNetworkPolicyShape = shape(
  'CiliumClusterwideNetworkPolicy',
  'Cilium’s own policy for the whole cluster, and for nodes.',
)
