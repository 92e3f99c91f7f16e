import * as Type from '../../../manifests/type.ts'
import { described } from '../../../manifests/shape.ts'
import { SECURITY, selectorShape, targetRefShapes, words } from './words.shape.ts'

const AUTHORIZATION = `${SECURITY}/authorization-policy/`
const { text, texts, list, object } = words(AUTHORIZATION)

/** A field and its `not…` twin, which holds where none of the values fits. */
const both = (name: string, about: string, more = {}) => ({
  [name]: texts(about, more),
  [`not${name[0]!.toUpperCase()}${name.slice(1)}`]: texts(
    `The opposite of \`${name}\`: none of these may fit. A caller without the attribute fits it.`,
    more,
  ),
})

const SourceShape = object(
  'Source',
  {
    ...both(
      'principals',
      'Whom the caller has proven to be, `cluster.local/ns/shop/sa/web`. Needs mutual TLS. A leading or trailing `*` stands for the rest.',
    ),
    ...both(
      'requestPrincipals',
      'The token of the request, `issuer/subject`. Needs a RequestAuthentication. `*`: any valid token.',
    ),
    ...both('namespaces', 'The caller’s namespace, out of its identity. Needs mutual TLS.'),
    ...both('ipBlocks', 'The address that opened the connection, which behind a gateway is the gateway’s.'),
    ...both('remoteIpBlocks', 'The first client’s address, as far as proxies at the edge are trusted to tell it.'),
    ...both(
      'serviceAccounts',
      'The caller’s service account: `name` in the namespace of the policy, or `namespace/name`. Not together with `principals` or `namespaces`.',
      { maxItems: 16 },
    ),
    ...both('trustDomains', 'The trust domain of the caller’s identity.'),
  },
  'The caller. All fields must hold, and of each field one value.',
)

const OperationShape = object(
  'Operation',
  {
    ...both('hosts', 'The Host header, without regard to capitals. HTTP only.'),
    ...both('ports', 'Ports of the **pod**, not of the Service, as text.'),
    ...both('methods', 'Methods such as `GET`. Of gRPC always `POST`. HTTP only.'),
    ...both('paths', 'Paths, normalised and without their query. `{*}` is one segment, `{**}` any number. HTTP only.'),
  },
  'What is asked for. All fields must hold, and of each field one value.',
)

const RuleShape = Type.Object(
  {
    from: list(
      Type.Object({ source: Type.Optional(SourceShape) }, { title: 'From', additionalProperties: false }),
      'Callers, of which one must fit. Anybody when it is absent.',
      { maxItems: 512 },
    ),
    to: list(
      Type.Object({ operation: Type.Optional(OperationShape) }, { title: 'To', additionalProperties: false }),
      'Operations, of which one must fit. Anything when it is absent.',
    ),
    when: list(
      Type.Object(
        {
          key: Type.String(
            described(
              'What is looked at: `request.headers[x-token]`, `source.ip`, `request.auth.claims[groups]` …',
              AUTHORIZATION,
            ),
          ),
          values: texts('One of these must fit.'),
          notValues: texts('None of these may fit.'),
        },
        { title: 'Condition', additionalProperties: false },
      ),
      'Conditions, all of which must hold.',
    ),
  },
  { title: 'Rule', additionalProperties: false },
)

/** The `spec` of an AuthorizationPolicy. */
export const AuthorizationPolicySpec = object(
  'AuthorizationPolicySpec',
  {
    selector: selectorShape(AUTHORIZATION),
    ...targetRefShapes(AUTHORIZATION),
    action: text(
      '`ALLOW` (default): the first such policy closes the workload for everything that no rule allows. `DENY`: beats every ALLOW. `AUDIT`: only marks. `CUSTOM`: asks an external authorizer first.',
      { enum: ['ALLOW', 'DENY', 'AUDIT', 'CUSTOM'] },
    ),
    provider: Type.Optional(
      object(
        'ExtensionProvider',
        { name: text('Its name in the mesh’s `extensionProviders`.') },
        'The external authorizer, for `CUSTOM` only.',
      ),
    ),
    rules: list(
      RuleShape,
      'Rules, of which one must fit. Without any an ALLOW policy allows nothing; `[{}]` fits everything.',
      { maxItems: 512 },
    ),
  },
  'Who may do what at these workloads.',
)

const PEER = `${SECURITY}/peer_authentication/`
const peer = words(PEER)
const MODE =
  'What the server takes. `STRICT`: mutual TLS only. `PERMISSIVE` (default): that and plain connections. `DISABLE`: plain ones. `UNSET`: as around it.'
const mode = () => peer.text(MODE, { enum: ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'] })

/** The `spec` of a PeerAuthentication. */
export const PeerAuthenticationSpec = peer.object(
  'PeerAuthenticationSpec',
  {
    selector: selectorShape(PEER),
    mtls: Type.Optional(peer.object('MutualTLS', { mode: mode() }, 'What holds for all ports.')),
    portLevelMtls: Type.Optional(
      Type.MapOf(Type.Object({ mode: mode() }, { title: 'MutualTLS', additionalProperties: false }), {
        minProperties: 1,
        ...described(
          'By port of the **pod**, not of the Service. Counts only where the policy selects workloads.',
          PEER,
        ),
      }),
    ),
  },
  'Which connections servers take.',
)

const REQUEST = `${SECURITY}/request_authentication/`
const request = words(REQUEST)

const JwtRuleShape = Type.Object(
  {
    issuer: request.text('Who must have issued the token; anybody when it is absent, and `jwksUri` is there.', {
      minLength: 1,
    }),
    audiences: request.list(
      Type.String({ minLength: 1 }),
      'One of these must be among the token’s audiences, else 403. Any when it is absent.',
    ),
    jwksUri: request.text('Where the issuer’s keys are fetched.', { maxLength: 2048, minLength: 1 }),
    jwks: request.text('The issuer’s keys themselves.'),
    jwks_uri: request.text('Older spelling of `jwksUri`.'),
    fromHeaders: request.list(
      Type.Object(
        {
          name: Type.String({ minLength: 1, ...described('The header.', REQUEST) }),
          prefix: request.text('What stands before the token, such as `Bearer `.'),
        },
        { title: 'JWTHeader', additionalProperties: false },
      ),
      'Headers that carry the token, in place of the usual ones.',
    ),
    fromParams: request.list(
      Type.String({ minLength: 1 }),
      'Parameters of the query that carry the token, in place of the usual one.',
    ),
    fromCookies: request.list(Type.String({ minLength: 1 }), 'Cookies that carry the token.'),
    outputPayloadToHeader: request.text(
      'A header in which the checked token is handed on. Whoever sends it himself has it taken away.',
    ),
    outputClaimToHeaders: request.list(
      Type.Object(
        {
          header: request.text('The header.', { minLength: 1, pattern: '^[-_A-Za-z0-9]+$' }),
          claim: request.text('The claim.', { minLength: 1 }),
        },
        { title: 'ClaimToHeader', additionalProperties: false },
      ),
      'Claims that are handed on in headers, which policies of the same proxy see too. Whoever sends such a header himself has it taken away.',
    ),
    forwardOriginalToken: request.flag('Whether the next proxy sees the token too. It is stripped by default.'),
    timeout: request.text('How long fetching the keys may take.'),
    spaceDelimitedClaims: request.list(
      Type.String({ minLength: 1 }),
      'Claims whose text is a list of words, beside `scope` and `permission`.',
      { maxItems: 64 },
    ),
    presence: request.text('Whether a token must be there. Not used by the proxy so far.', {
      enum: ['OPTIONAL', 'REQUIRED'],
    }),
  },
  { title: 'JWTRule', additionalProperties: false },
)

/** The `spec` of a RequestAuthentication. */
export const RequestAuthenticationSpec = request.object(
  'RequestAuthenticationSpec',
  {
    selector: selectorShape(REQUEST),
    ...targetRefShapes(REQUEST),
    jwtRules: request.list(
      JwtRuleShape,
      'Issuers and where their tokens stand. A request without a token passes; one with a bad token is refused with 401.',
      { maxItems: 4096 },
    ),
  },
  'Which tokens are checked. To ask for one, an AuthorizationPolicy is needed beside it.',
)
