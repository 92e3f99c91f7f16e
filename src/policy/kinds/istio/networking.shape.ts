import * as Type from '../../../manifests/type.ts'
import { described } from '../../../manifests/shape.ts'
import { NETWORKING, words } from './words.shape.ts'

/**
 * Of these kinds the fields are described that decide whether and where a request goes. Others are let through unread.
 */

const virtual = words(`${NETWORKING}/virtual-service/`)
const rule = words(`${NETWORKING}/destination-rule/`)
const gateway = words(`${NETWORKING}/gateway/`)
const entry = words(`${NETWORKING}/service-entry/`)
const sidecar = words(`${NETWORKING}/sidecar/`)

const EXPORT = 'Namespaces that may use it: `.` its own, `*` all, which is the default.'
const open = (about: string) => described(about, `${NETWORKING}/virtual-service/`)
const match = (about: string) =>
  Type.Optional(
    virtual.object(
      'StringMatch',
      {
        exact: virtual.text('The whole text.'),
        prefix: virtual.text('Its beginning.'),
        regex: virtual.text('A pattern in RE2’s grammar, for the whole text.'),
      },
      about,
    ),
  )

const destination = Type.Optional(
  virtual.object(
    'Destination',
    {
      host: virtual.text('A Service, short or whole, or a host of a ServiceEntry.'),
      subset: virtual.text('A subset of its DestinationRule.'),
      port: Type.Optional(
        virtual.object(
          'PortSelector',
          { number: virtual.number('A port of the Service.') },
          'The port; the one that was asked for when it is absent.',
        ),
      ),
    },
    'Where it goes.',
  ),
)
const targets = virtual.list(
  Type.Object({ destination, weight: virtual.number('Its share, in parts of the sum.') }),
  'Destinations, of which one is chosen by weight.',
)

/** The `spec` of a VirtualService, as far as it says who is led where. */
export const VirtualServiceSpec = virtual.object(
  'VirtualServiceSpec',
  {
    hosts: virtual.texts('The hosts whose requests it routes.'),
    gateways: virtual.texts('Where it applies: Gateways by name, or `mesh` for sidecars, which is the default.'),
    exportTo: virtual.texts(EXPORT),
    http: virtual.list(
      Type.Object({
        name: virtual.text('A name for logs.'),
        match: virtual.list(
          Type.Object({
            uri: match('The path.'),
            method: match('The method.'),
            authority: match('The Host header.'),
            scheme: match('The scheme.'),
            port: virtual.number('The port that was asked for.'),
            ignoreUriCase: virtual.flag('Whether capitals in the path count.'),
            headers: Type.Optional(Type.Object({}, open('Headers and how their values must look.'))),
            withoutHeaders: Type.Optional(Type.Object({}, open('Headers that must not be so.'))),
            queryParams: Type.Optional(Type.Object({}, open('Parameters of the query.'))),
            sourceLabels: virtual.labels('Labels of the client’s pod.'),
            sourceNamespace: virtual.text('The client’s namespace.'),
            gateways: virtual.texts('Only at these Gateways.'),
          }),
          'What a request must be like, one of these. Anything when it is absent. The first route that fits is taken.',
        ),
        route: targets,
        redirect: Type.Optional(Type.Object({}, open('The proxy answers where else to ask.'))),
        directResponse: Type.Optional(Type.Object({}, open('The proxy answers by itself.'))),
        rewrite: Type.Optional(
          virtual.object(
            'HTTPRewrite',
            {
              uri: virtual.text('The path, or of a prefix match its beginning, as the server gets it.'),
              authority: virtual.text('The Host header as the server gets it.'),
            },
            'What is changed on the way.',
            true,
          ),
        ),
        fault: Type.Optional(Type.Object({}, open('Failures to be tried out.'))),
        headers: Type.Optional(Type.Object({}, open('Headers that are changed on the way.'))),
      }),
      'Routes for HTTP, in order. What takes none of them is answered with 404.',
    ),
    tls: virtual.list(
      Type.Object({
        match: virtual.list(
          Type.Object({
            sniHosts: virtual.texts('Server names.'),
            port: virtual.number('The port that was asked for.'),
          }),
          'By server name.',
        ),
        route: targets,
      }),
      'Routes for TLS that is passed through.',
    ),
    tcp: virtual.list(
      Type.Object({
        match: virtual.list(Type.Object({ port: virtual.number('The port that was asked for.') }), 'By port.'),
        route: targets,
      }),
      'Routes for everything else.',
    ),
  },
  'Where clients’ proxies and gateways send what is for a host.',
  true,
)

const tls = Type.Optional(
  rule.object(
    'ClientTLSSettings',
    {
      mode: rule.text(
        'What clients’ proxies speak: `DISABLE` plain, `ISTIO_MUTUAL` the mesh’s TLS always, `SIMPLE` and `MUTUAL` TLS of one’s own. Without `tls` they speak the mesh’s where the other end has it.',
        { enum: ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'] },
      ),
    },
    'TLS towards the host.',
    true,
  ),
)
const traffic = () =>
  Type.Optional(
    rule.object(
      'TrafficPolicy',
      {
        tls,
        portLevelSettings: rule.list(
          Type.Object({
            port: Type.Optional(
              rule.object('PortSelector', { number: rule.number('A port of the **Service**.') }, 'Which port.'),
            ),
            tls,
          }),
          'By port of the Service, before the rest.',
        ),
      },
      'How clients’ proxies treat the host.',
      true,
    ),
  )

/** The `spec` of a DestinationRule, as far as it says how callers connect. */
export const DestinationRuleSpec = rule.object(
  'DestinationRuleSpec',
  {
    host: Type.String(
      described('The Service, short or whole, or a host of a ServiceEntry.', `${NETWORKING}/destination-rule/`),
    ),
    exportTo: rule.texts(EXPORT),
    trafficPolicy: traffic(),
    subsets: rule.list(
      Type.Object({
        name: rule.text('Its name, for VirtualServices.'),
        labels: rule.labels('Labels of the pods that are in it.'),
        trafficPolicy: traffic(),
      }),
      'Parts of the Service’s pods.',
    ),
  },
  'How clients’ proxies treat a host.',
  true,
)

/** The `spec` of Istio's Gateway. */
export const GatewaySpec = gateway.object(
  'GatewaySpec',
  {
    selector: gateway.labels('The pods that are this gateway, by label.'),
    servers: gateway.list(
      Type.Object({
        port: gateway.object(
          'Port',
          {
            number: Type.Integer({ ...described('The port.', `${NETWORKING}/gateway/`), minimum: 0 }),
            protocol: Type.String(described('`HTTP`, `HTTPS`, `TLS`, `TCP` …', `${NETWORKING}/gateway/`)),
            name: Type.String(described('Its name.', `${NETWORKING}/gateway/`)),
          },
          'Where it listens.',
          true,
        ),
        hosts: Type.Array(
          Type.String(),
          described('Hosts that it takes; others are answered with 404.', `${NETWORKING}/gateway/`),
        ),
        tls: Type.Optional(
          gateway.object(
            'ServerTLSSettings',
            {
              mode: gateway.text('`SIMPLE`, `MUTUAL`, or `PASSTHROUGH`, which goes on by server name.', {
                enum: ['PASSTHROUGH', 'SIMPLE', 'MUTUAL', 'AUTO_PASSTHROUGH', 'ISTIO_MUTUAL', 'OPTIONAL_MUTUAL'],
              }),
            },
            'TLS towards the client.',
            true,
          ),
        ),
      }),
      'Ports and the hosts on them.',
    ),
  },
  'What a proxy at the edge of the mesh listens for.',
  true,
)

/** The `spec` of a ServiceEntry. */
export const ServiceEntrySpec = entry.object(
  'ServiceEntrySpec',
  {
    hosts: Type.Array(
      Type.String(),
      described('The hosts that it brings into the mesh.', `${NETWORKING}/service-entry/`, {
        minItems: 1,
        maxItems: 256,
      }),
    ),
    addresses: entry.texts('Their addresses or blocks.', { maxItems: 256 }),
    exportTo: entry.texts(EXPORT),
    ports: entry.list(
      Type.Object({
        number: Type.Integer({ ...described('The port.', `${NETWORKING}/service-entry/`), minimum: 0 }),
        name: Type.String(described('Its name.', `${NETWORKING}/service-entry/`)),
        protocol: entry.text('What is spoken there.'),
        targetPort: entry.number('The port of the endpoint.'),
      }),
      'Their ports.',
    ),
    location: entry.text('Inside or outside the mesh.', { enum: ['MESH_EXTERNAL', 'MESH_INTERNAL'] }),
    resolution: entry.text('How addresses are found.', {
      enum: ['NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'],
    }),
  },
  'Hosts that the mesh knows beside its Services.',
  true,
)

/** The `spec` of a Sidecar, as far as it says what a proxy knows. */
export const SidecarSpec = sidecar.object(
  'SidecarSpec',
  {
    workloadSelector: Type.Optional(
      sidecar.object(
        'WorkloadSelector',
        { labels: sidecar.labels('Labels of the pods.') },
        'The pods that it is for; all of its namespace when it is absent.',
        true,
      ),
    ),
    ingress: sidecar.list(
      Type.Object({
        port: sidecar.object(
          'SidecarPort',
          {
            number: sidecar.number('The port of the **pod**.', { minimum: 0 }),
            protocol: sidecar.text('What is spoken on it, in place of what Services say: `HTTP`, `GRPC`, `TCP` …'),
            name: sidecar.text('A name for logs.'),
          },
          'The port that is listed.',
          true,
        ),
        bind: sidecar.text('The address of the listener. It counts only where the proxy itself listens on the port.'),
        captureMode: sidecar.text('`NONE`: the proxy itself listens on the port.', {
          enum: ['DEFAULT', 'IPTABLES', 'NONE'],
        }),
        defaultEndpoint: sidecar.text(
          'Where the proxy hands it to: `127.0.0.1:PORT`, `0.0.0.0:PORT` of the pod’s address, or `unix:///path`. The port itself when it is absent.',
        ),
        tls: Type.Optional(
          Type.Object(
            {},
            described(
              'TLS of one’s own, where mutual TLS is off. Counts only with a switch of istiod’s.',
              `${NETWORKING}/sidecar/`,
            ),
          ),
        ),
      }),
      'What the pods’ proxies take on some ports. Ports that are not listed are taken too, as what comes looks.',
    ),
    egress: sidecar.list(
      Type.Object({
        hosts: Type.Array(
          Type.String(),
          described(
            '`namespace/host`: what the pods may know. `.` is their own namespace, `*` any, `~` none.',
            `${NETWORKING}/sidecar/`,
          ),
        ),
      }),
      'What the pods’ proxies are told of.',
    ),
    outboundTrafficPolicy: Type.Optional(
      sidecar.object(
        'OutboundTrafficPolicy',
        {
          mode: sidecar.text('`ALLOW_ANY` lets pass what is not known, `REGISTRY_ONLY` does not.', {
            enum: ['REGISTRY_ONLY', 'ALLOW_ANY', 'ALLOW_ANY_DYNAMIC_DNS'],
          }),
        },
        'What happens to what they do not know.',
        true,
      ),
    ),
  },
  'What the proxies of some pods know of the mesh.',
  true,
)
