import * as Type from '../../../manifests/type.ts'
import type { TSchemaOptions } from '../../../manifests/type.ts'
import { described } from '../../../manifests/shape.ts'

const LANGUAGE = 'https://docs.cilium.io/en/stable/security/policy/language/#layer-4-examples'
const L7 = 'https://docs.cilium.io/en/stable/security/policy/language/#layer-7-examples'

const text = (about: string, url = L7, more: TSchemaOptions = {}) =>
  Type.Optional(Type.String(described(about, url, more)))

/** In the order of the CustomResourceDefinition of 1.20, which does not know ICMP here. */
const PROTOCOLS = ['TCP', 'UDP', 'SCTP', 'VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH', 'ANY']

const Port = Type.Object(
  {
    port: Type.Optional(
      Type.String(
        described(
          'A number or the name of a container’s port, as text; `"0"` is every port. Of the pod, never of a Service. Absent only for protocols without ports.',
          LANGUAGE,
        ),
      ),
    ),
    endPort: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 65535,
        ...described('Makes a range from `port` to this one, both included.', LANGUAGE),
      }),
    ),
    protocol: Type.Optional(
      Type.String({
        enum: PROTOCOLS,
        ...described('`ANY`, which it is when absent, means TCP, UDP and SCTP.', LANGUAGE),
      }),
    ),
  },
  { title: 'PortProtocol', additionalProperties: false },
)

const ports = Type.Optional(
  Type.Array(Port, {
    maxItems: 40,
    ...described('One of these must fit. A list without ports fits nothing.', LANGUAGE),
  }),
)

const SECRET = { name: Type.String(described('The Secret.', L7)), namespace: text('Its namespace.') }

const HeaderMatch = Type.Object(
  {
    name: Type.String({ minLength: 1, ...described('The header’s name.', L7) }),
    value: text('The value it must have; empty: any.'),
    mismatch: Type.Optional(
      Type.String({
        enum: ['LOG', 'ADD', 'DELETE', 'REPLACE'],
        ...described('What is done with a request that does not have it; absent: the rule does not fit.', L7),
      }),
    ),
    secret: Type.Optional(
      Type.Object(SECRET, {
        title: 'Secret',
        additionalProperties: false,
        ...described('The value is in a Secret.', L7),
      }),
    ),
  },
  { title: 'HeaderMatch', additionalProperties: false },
)

const Http = Type.Object(
  {
    method: text('A regular expression that the whole method must fit.'),
    path: text('A regular expression that the whole path must fit, with its query.'),
    host: text('A regular expression that the whole host must fit.'),
    headers: Type.Optional(
      Type.Array(Type.String(), described('Headers that must be there, each as `Name: value`.', L7)),
    ),
    headerMatches: Type.Optional(
      Type.Array(HeaderMatch, described('Headers that must be there, with what happens otherwise.', L7)),
    ),
  },
  { title: 'PortRuleHTTP', additionalProperties: false },
)

const Dns = Type.Object(
  { matchName: text('Exactly this name.'), matchPattern: text('Names that fit; `*` is every name.') },
  { title: 'PortRuleDNS', additionalProperties: false },
)

const Kafka = Type.Object(
  {
    role: Type.Optional(
      Type.String({
        enum: ['produce', 'consume'],
        ...described('What a producer or a consumer asks; instead of `apiKey`.', L7),
      }),
    ),
    apiKey: text('One kind of request, such as `produce` or `fetch`.'),
    apiVersion: text('The version of the request, as text.'),
    clientID: text('What the client calls itself.'),
    topic: text('The topic that a request is about, where it is about one.', L7, { maxLength: 255 }),
  },
  { title: 'PortRuleKafka', additionalProperties: false },
)

const rules = Type.Optional(
  Type.Object(
    {
      http: Type.Optional(Type.Array(Http, described('Requests that pass; `[{}]` is every request.', L7))),
      dns: Type.Optional(
        Type.Array(
          Dns,
          described('Names that may be looked up. Only with this does the proxy learn names for `toFQDNs`.', L7),
        ),
      ),
      kafka: Type.Optional(Type.Array(Kafka, described('Requests to Kafka that pass. Until 1.19.', L7))),
      l7proto: text('The name of another protocol, with its rules in `l7`. Until 1.19.'),
      l7: Type.Optional(Type.Array(Type.Object({}), described('Rules of the protocol in `l7proto`. Until 1.19.', L7))),
    },
    {
      title: 'L7Rules',
      additionalProperties: false,
      ...described('What is said on the connection, read by a proxy. What does not fit is answered, not dropped.', L7),
    },
  ),
)

const tls = (about: string) =>
  Type.Optional(
    Type.Object(
      {
        secret: Type.Object(SECRET, {
          title: 'Secret',
          additionalProperties: false,
          ...described('Where the certificates and the key are.', L7),
        }),
        certificate: text('The entry that has the certificate; `tls.crt` when absent.'),
        privateKey: text('The entry that has the key; `tls.key` when absent.'),
        trustedCA: text('The entry that has the authorities; `ca.crt` when absent.'),
      },
      { title: 'TLSContext', additionalProperties: false, ...described(about, L7) },
    ),
  )

const listener = Type.Optional(
  Type.Object(
    {
      envoyConfig: Type.Object(
        {
          kind: Type.Optional(
            Type.String({
              enum: ['CiliumEnvoyConfig', 'CiliumClusterwideEnvoyConfig'],
              ...described('The kind of the object that has the listener; of the policy’s own scope when absent.', L7),
            }),
          ),
          name: Type.String({ minLength: 1, ...described('Its name.', L7) }),
        },
        { title: 'EnvoyConfig', additionalProperties: false, ...described('The object that has the listener.', L7) },
      ),
      name: Type.String({ minLength: 1, ...described('The listener’s name.', L7) }),
      priority: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 100,
          ...described('Of several listeners for one connection, the lowest number has it.', L7),
        }),
      ),
    },
    {
      title: 'Listener',
      additionalProperties: false,
      ...described('Hands the connection to a listener of a CiliumEnvoyConfig. Egress only.', L7),
    },
  ),
)

const toPorts = (direction: 'ingress' | 'egress') =>
  Type.Optional(
    Type.Array(
      Type.Object(
        {
          ports,
          rules,
          serverNames: Type.Optional(
            Type.Array(Type.String(), {
              minItems: 1,
              uniqueItems: true,
              ...described('Server names that a TLS client may ask for.', L7),
            }),
          ),
          terminatingTLS: tls('TLS ends at the proxy, with this Secret’s certificate.'),
          originatingTLS: tls('The proxy speaks TLS to the destination, and trusts this Secret’s authorities.'),
          listener,
        },
        { title: 'PortRule', additionalProperties: false },
      ),
      described(
        `Ports, and what is said on them; one of the elements must fit. Absent: every port${direction === 'egress' ? ' of every protocol, ICMP too' : ' and protocol, ICMP too'}.`,
        LANGUAGE,
      ),
    ),
  )

const deniedPorts = Type.Optional(
  Type.Array(
    Type.Object({ ports }, { title: 'PortDenyRule', additionalProperties: false }),
    described('Ports that are denied. Absent: every one.', LANGUAGE),
  ),
)

const icmps = Type.Optional(
  Type.Array(
    Type.Object(
      {
        fields: Type.Optional(
          Type.Array(
            Type.Object(
              {
                family: Type.Optional(
                  Type.String({ enum: ['IPv4', 'IPv6'], ...described('IPv4 when absent.', LANGUAGE) }),
                ),
                type: Type.Unknown(described('The ICMP type, a number or a name such as `EchoRequest`.', LANGUAGE)),
              },
              { title: 'ICMPField', additionalProperties: false },
            ),
            { maxItems: 40, ...described('One of these must fit.', LANGUAGE) },
          ),
        ),
      },
      { title: 'ICMPRule', additionalProperties: false },
    ),
    described('ICMP messages, instead of ports.', LANGUAGE),
  ),
)

/** The fields of an entry that speak of ports, of messages, and of what is said. */
export const PortRuleShapes = { toPorts, deniedPorts, icmps }
