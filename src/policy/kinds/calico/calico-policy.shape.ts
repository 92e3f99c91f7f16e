import * as Type from '../../../manifests/type.ts'
import { ObjectMetaShape } from '../../../manifests/metadata.ts'
import { described } from '../../../manifests/shape.ts'

const REFERENCE = 'https://docs.tigera.io/calico/latest/reference/resources/'

const action = Type.String({
  enum: ['Allow', 'Deny', 'Log', 'Pass'],
  ...described(
    '`Allow` and `Deny` decide, `Pass` leaves the tier, `Log` writes a line and goes on.',
    `${REFERENCE}networkpolicy#rule`,
  ),
})
const text = (about: string, page = 'networkpolicy#rule') =>
  Type.Optional(Type.String(described(about, `${REFERENCE}${page}`)))
/** Lists of which the same value may not be in twice. */
const texts = (about: string, more: Type.TSchemaOptions = {}) =>
  Type.Optional(
    Type.Array(Type.String(), {
      uniqueItems: true,
      ...more,
      ...described(about, `${REFERENCE}networkpolicy#entityrule`),
    }),
  )
const selectorText = (about: string, page = 'networkpolicy#entityrule') =>
  Type.Optional(Type.String({ maxLength: 1024, ...described(about, `${REFERENCE}${page}`) }))

const entity = (about: string) =>
  Type.Optional(
    Type.Object(
      {
        nets: texts('Blocks of addresses; the end must have one of them. With a selector, both must hold.', {
          maxItems: 256,
        }),
        notNets: texts('Blocks that the end must not be in.', { maxItems: 256 }),
        selector: selectorText(
          'Endpoints and network sets by their labels. In a namespaced policy those of its own namespace, unless `namespaceSelector` says otherwise.',
        ),
        notSelector: selectorText('Whoever fits this is not meant.'),
        namespaceSelector: selectorText(
          'In which namespaces, in place of the policy’s own; `global()` means whoever is in none.',
        ),
        ports: Type.Optional(
          Type.Array(Type.Unknown(), {
            maxItems: 50,
            ...described('Numbers, ranges as `"8000:8100"`, or names of ports.', `${REFERENCE}networkpolicy#ports`),
          }),
        ),
        notPorts: Type.Optional(
          Type.Array(Type.Unknown(), {
            maxItems: 50,
            ...described('Ports that are not meant.', `${REFERENCE}networkpolicy#ports`),
          }),
        ),
        serviceAccounts: Type.Optional(
          Type.Object(
            { names: texts('Names of service accounts.'), selector: text('Service accounts by their labels.') },
            {
              title: 'ServiceAccountMatch',
              additionalProperties: false,
              ...described('Pods by their service account.', `${REFERENCE}networkpolicy#serviceaccountmatch`),
            },
          ),
        ),
        services: Type.Optional(
          Type.Object(
            { name: text('The Service.'), namespace: text('Its namespace.') },
            {
              title: 'ServiceMatch',
              additionalProperties: false,
              ...described(
                'Whoever is behind a Service, on its target ports.',
                `${REFERENCE}networkpolicy#servicematch`,
              ),
            },
          ),
        ),
      },
      { title: 'EntityRule', additionalProperties: false, ...described(about, `${REFERENCE}networkpolicy#entityrule`) },
    ),
  )

const icmp = (about: string) =>
  Type.Optional(
    Type.Object(
      {
        type: Type.Optional(
          Type.Integer({ minimum: 0, maximum: 254, ...described('The ICMP type.', `${REFERENCE}networkpolicy#icmp`) }),
        ),
        code: Type.Optional(
          Type.Integer({
            minimum: 0,
            maximum: 255,
            ...described('The ICMP code; needs a type.', `${REFERENCE}networkpolicy#icmp`),
          }),
        ),
      },
      { title: 'ICMPFields', additionalProperties: false, ...described(about, `${REFERENCE}networkpolicy#icmp`) },
    ),
  )

const HTTP = `${REFERENCE}networkpolicy#httpmatch`
const pathText = (about: string) => Type.Optional(Type.String({ maxLength: 1024, ...described(about, HTTP) }))
const http = Type.Optional(
  Type.Object(
    {
      methods: Type.Optional(
        Type.Array(Type.String(), { maxItems: 20, ...described('Methods; `*` is every one.', HTTP) }),
      ),
      paths: Type.Optional(
        Type.Array(
          Type.Object(
            { exact: pathText('The whole path.'), prefix: pathText('Its beginning, whole segments.') },
            { title: 'HTTPPath', additionalProperties: false },
          ),
          { maxItems: 20, ...described('Paths; one must fit.', HTTP) },
        ),
      ),
    },
    {
      title: 'HTTPMatch',
      additionalProperties: false,
      ...described('Requests, read only on the way in and only with application layer policy.', HTTP),
    },
  ),
)

/** One rule of `ingress` or `egress`, alike in all of Calico's kinds. */
export const RuleShape = Type.Object(
  {
    action,
    ipVersion: Type.Optional(
      Type.Integer({ enum: [4, 6], ...described('Only IPv4, or only IPv6.', `${REFERENCE}networkpolicy#rule`) }),
    ),
    protocol: Type.Optional(
      Type.Unknown(
        described('A protocol by name or number; needed with numeric ports.', `${REFERENCE}networkpolicy#rule`),
      ),
    ),
    notProtocol: Type.Optional(
      Type.Unknown(described('Every protocol but this one.', `${REFERENCE}networkpolicy#rule`)),
    ),
    icmp: icmp('ICMP messages.'),
    notICMP: icmp('Every ICMP message but these.'),
    source: entity('Who opens the connection.'),
    destination: entity('Who is connected to.'),
    http,
    metadata: Type.Optional(
      Type.Object(
        {
          annotations: Type.Optional(
            Type.TextRecord(described('Notes for people and tools.', `${REFERENCE}networkpolicy#rule`)),
          ),
        },
        {
          title: 'RuleMetadata',
          additionalProperties: false,
          ...described('Annotations of the rule.', `${REFERENCE}networkpolicy#rule`),
        },
      ),
    ),
  },
  { title: 'Rule', additionalProperties: false },
)

const fields = {
  tier: Type.Optional(
    Type.String(described('The tier that the policy is in; `default` when it is absent.', `${REFERENCE}tier`)),
  ),
  order: Type.Optional(
    Type.Number(described('The smaller number is asked first; without one, last.', `${REFERENCE}networkpolicy#spec`)),
  ),
  selector: Type.Optional(
    Type.String({
      maxLength: 1024,
      ...described(
        'Which endpoints the policy is for, in Calico’s selector language. Empty: all.',
        `${REFERENCE}networkpolicy#selectors`,
      ),
    }),
  ),
  serviceAccountSelector: Type.Optional(
    Type.String({
      maxLength: 1024,
      ...described('Only endpoints whose service account has these labels.', `${REFERENCE}networkpolicy#spec`),
    }),
  ),
  types: Type.Optional(
    Type.Array(Type.String({ enum: ['Ingress', 'Egress'] }), {
      minItems: 1,
      maxItems: 2,
      uniqueItems: true,
      ...described(
        'The directions that the policy rules. Absent: those that it has rules for, else Ingress.',
        `${REFERENCE}networkpolicy#spec`,
      ),
    }),
  ),
  ingress: Type.Optional(
    Type.Array(RuleShape, {
      maxItems: 1024,
      ...described('Rules for what comes in; the first that fits decides.', `${REFERENCE}networkpolicy#rule`),
    }),
  ),
  egress: Type.Optional(
    Type.Array(RuleShape, {
      maxItems: 1024,
      ...described('Rules for what goes out; the first that fits decides.', `${REFERENCE}networkpolicy#rule`),
    }),
  ),
}

const global = {
  namespaceSelector: Type.Optional(
    Type.String({
      maxLength: 1024,
      ...described(
        'Only pods in namespaces with these labels; absent, host endpoints are meant too.',
        `${REFERENCE}globalnetworkpolicy#spec`,
      ),
    }),
  ),
  doNotTrack: Type.Optional(
    Type.Boolean(
      described(
        'For host endpoints, before connections are tracked, so that answers need rules too. Needs `applyOnForward`.',
        `${REFERENCE}globalnetworkpolicy#donottrack-policy`,
      ),
    ),
  ),
  preDNAT: Type.Optional(
    Type.Boolean(
      described(
        'For host endpoints, before Services are translated; ingress only. Needs `applyOnForward`.',
        `${REFERENCE}globalnetworkpolicy#spec`,
      ),
    ),
  ),
  applyOnForward: Type.Optional(
    Type.Boolean(
      described(
        'For what only passes through a host endpoint too, to and from pods of its node.',
        `${REFERENCE}globalnetworkpolicy#spec`,
      ),
    ),
  ),
}

const staged = {
  stagedAction: Type.Optional(
    Type.String({
      enum: ['Set', 'Delete', 'Learn', 'Ignore'],
      ...described('What it would do to the policy of its name.', `${REFERENCE}stagednetworkpolicy`),
    }),
  ),
}

function shape(kind: string, spec: Type.TProperties, text: string, page: string) {
  return Type.Object(
    {
      apiVersion: Type.String(),
      kind: Type.Literal(kind),
      metadata: ObjectMetaShape,
      spec: Type.Optional(
        Type.Object(
          {
            ...spec,
            performanceHints: Type.Optional(
              Type.Array(Type.String({ enum: ['AssumeNeededOnEveryNode'] }), {
                uniqueItems: true,
                ...described('Hints that change no verdict.', `${REFERENCE}${page}`),
              }),
            ),
          },
          { title: `${kind}Spec`, additionalProperties: false },
        ),
      ),
    },
    { title: kind, ...described(text, `${REFERENCE}${page}`) },
  )
}

const rules = (about: string) =>
  Type.Optional(Type.Array(Type.Unknown(), described(about, `${REFERENCE}stagedkubernetesnetworkpolicy`)))
const selector = Type.Optional(
  Type.Object(
    {
      matchLabels: Type.Optional(
        Type.TextRecord(described('Labels that a pod must have.', `${REFERENCE}stagedkubernetesnetworkpolicy`)),
      ),
      matchExpressions: rules('Requirements on labels.'),
    },
    {
      title: 'LabelSelector',
      additionalProperties: false,
      ...described(
        'The pods it would be for, as a NetworkPolicy says it.',
        `${REFERENCE}stagedkubernetesnetworkpolicy`,
      ),
    },
  ),
)

/** Calico's policies by kind. */
export const CalicoPolicyShapes = {
  NetworkPolicy: shape(
    'NetworkPolicy',
    fields,
    'Calico’s policy for one namespace: ordered rules that allow, deny or pass.',
    'networkpolicy',
  ),
  GlobalNetworkPolicy: shape(
    'GlobalNetworkPolicy',
    { ...fields, ...global },
    'Calico’s policy for the whole cluster and its hosts.',
    'globalnetworkpolicy',
  ),
  StagedNetworkPolicy: shape(
    'StagedNetworkPolicy',
    { ...fields, ...staged },
    'What a NetworkPolicy would do; it decides nothing.',
    'stagednetworkpolicy',
  ),
  StagedKubernetesNetworkPolicy: shape(
    'StagedKubernetesNetworkPolicy',
    {
      ...staged,
      podSelector: selector,
      policyTypes: fields.types,
      ingress: rules('As in a Kubernetes NetworkPolicy.'),
      egress: rules('As in a Kubernetes NetworkPolicy.'),
    },
    'What a Kubernetes NetworkPolicy would do; it decides nothing.',
    'stagedkubernetesnetworkpolicy',
  ),
  StagedGlobalNetworkPolicy: shape(
    'StagedGlobalNetworkPolicy',
    { ...fields, ...global, ...staged },
    'What a GlobalNetworkPolicy would do; it decides nothing.',
    'stagedglobalnetworkpolicy',
  ),
}
