import * as Type from '../../../manifests/type.ts'
import type { TSchemaOptions } from '../../../manifests/type.ts'
import { fieldAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import { described } from '../../../manifests/shape.ts'
import { readPattern } from '../../../ground/patterns.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import type { PolicyKind } from '../../kind.ts'
import { linkerdKind } from './custom-resource.ts'
import { isTo } from './target-ref.ts'
import { denied } from './webhook.ts'
import { LINKERD_GROUP, resource } from './words.shape.ts'

const URL = 'https://linkerd.io/2-edge/reference/httproute/'

const text = (about: string, more: TSchemaOptions = {}) => Type.Optional(Type.String(described(about, URL, more)))
const ref = {
  group: text('The API group.'),
  kind: text('The kind of the object.'),
  name: Type.String(described('The name of the object.', URL)),
  namespace: text('Where it lives; the namespace of the route when it is absent.'),
}

const named = (title: string, about: string) =>
  Type.Optional(
    Type.Array(
      Type.Object(
        {
          name: Type.String(described('Its name.', URL)),
          value: Type.String(described('Its value.', URL)),
          type: text('`Exact` when it is absent.', { enum: ['Exact', 'RegularExpression'] }),
        },
        { title, additionalProperties: false },
      ),
      described(about, URL),
    ),
  )

const Match = Type.Object(
  {
    path: Type.Optional(
      Type.Object(
        {
          type: text('`PathPrefix` when it is absent: whole segments at the beginning.', {
            enum: ['Exact', 'PathPrefix', 'RegularExpression'],
          }),
          value: text('`/` when it is absent.', { maxLength: 1024 }),
        },
        { title: 'HTTPPathMatch', additionalProperties: false, ...described('The path, without its query.', URL) },
      ),
    ),
    headers: named('HTTPHeaderMatch', 'Headers that must all be there.'),
    queryParams: named('HTTPQueryParamMatch', 'Parameters in the query that must all be there.'),
    method: text('The method.', {
      enum: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'],
    }),
  },
  { title: 'HTTPRouteMatch', additionalProperties: false },
)

const Spec = Type.Object(
  {
    parentRefs: Type.Optional(
      Type.Array(
        Type.Object(
          {
            ...ref,
            sectionName: text('Not for Servers.'),
            port: Type.Optional(
              Type.Integer(described('For an EgressNetwork, which needs it; not for a Server.', URL)),
            ),
          },
          { title: 'ParentReference', additionalProperties: false },
        ),
        described(
          'What it is attached to: a **Server** of its own namespace for what comes in, an **EgressNetwork** for what goes out, or a Service.',
          URL,
        ),
      ),
    ),
    hostnames: Type.Optional(
      Type.Array(Type.String(), described('Hosts that it is for; `*.` before the end of a name. Absent: all.', URL)),
    ),
    rules: Type.Optional(
      Type.Array(
        Type.Object(
          {
            matches: Type.Optional(
              Type.Array(Match, described('One of these must fit; none: every request fits.', URL)),
            ),
            filters: Type.Optional(Type.Array(Type.Object({}), described('What is changed on the way.', URL))),
            backendRefs: Type.Optional(
              Type.Array(Type.Object({}), described('Where requests go on, on the way out.', URL)),
            ),
            timeouts: Type.Optional(Type.Object({}, described('How long an answer may take, on the way out.', URL))),
          },
          { title: 'HTTPRouteRule', additionalProperties: false },
        ),
        described('Which requests it is for.', URL),
      ),
    ),
  },
  { title: 'HTTPRouteSpec', additionalProperties: false, ...described('Where, and which requests.', URL) },
)

const ABOUT =
  'Some of the requests to a Server, so that policy can be made for them alone. As soon as a Server has one, requests that fit none of its routes are answered 404, and probes are no exception.'

/** Source: linkerd2, charts/linkerd-crds/templates/policy/httproute.yaml and policy-controller/src/admission.rs */
export const HTTP_ROUTE_KINDS: readonly PolicyKind[] = (['v1alpha1', 'v1beta1', 'v1beta2', 'v1beta3'] as const).map(
  (version) =>
    linkerdKind(
      `${LINKERD_GROUP}/${version}`,
      'HTTPRoute',
      resource(`${LINKERD_GROUP}/${version}`, 'HTTPRoute', Spec, ABOUT),
      { webhook: webhookProblems },
    ),
)

function webhookProblems({ value }: KubernetesObject): readonly ObjectProblem[] {
  const spec = fieldAt(value, 'spec')
  return [
    ...listAt(spec, 'parentRefs').flatMap((parent, index) =>
      isTo(parent, LINKERD_GROUP, 'EgressNetwork') && numberAt(parent, 'port') === null
        ? [denied('cannot target an EgressNetwork without specifying a port', ['spec', 'parentRefs', index])]
        : [],
    ),
    ...listAt(spec, 'rules').flatMap((rule, index) =>
      listAt(rule, 'matches').flatMap((match, each) => matchProblems(match, ['spec', 'rules', index, 'matches', each])),
    ),
  ]
}

function matchProblems(match: unknown, path: FieldPath): readonly ObjectProblem[] {
  const wanted = fieldAt(match, 'path')
  const value = textAt(wanted, 'value') ?? '/'
  const isPattern = textAt(wanted, 'type') === 'RegularExpression'
  return [
    ...(wanted !== undefined && !isPattern && !value.startsWith('/')
      ? [
          denied(
            `HttpPathMatch paths must be absolute (begin with \`/\`); ${JSON.stringify(value)} is not an absolute path`,
            [...path, 'path', 'value'],
          ),
        ]
      : []),
    ...(wanted !== undefined && isPattern ? patternProblem(value, [...path, 'path', 'value']) : []),
    ...(['headers', 'queryParams'] as const).flatMap((field) =>
      listAt(match, field).flatMap((each, index) =>
        textAt(each, 'type') === 'RegularExpression'
          ? patternProblem(textAt(each, 'value') ?? '', [...path, field, index, 'value'])
          : [],
      ),
    ),
  ]
}

function patternProblem(text: string, path: FieldPath): readonly ObjectProblem[] {
  const read = readPattern(text)
  return 'fault' in read ? [denied(`regex parse error: ${read.fault}`, path)] : []
}
