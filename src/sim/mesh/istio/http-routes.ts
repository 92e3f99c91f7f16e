import { fieldAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import { readPattern } from '../../../ground/patterns.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { HttpRequest } from '../../../policy/request.ts'
import { takesDialled, takesHost } from './hosts.ts'
import { namespaceOf } from './objects.ts'
import type { Route, Routing, RouteTarget } from './virtual-services.ts'

/** Of the routes of the Gateway API those that hang on a parent: a Gateway at one of its listeners, or a Service. */
export function routesOn(
  routes: readonly KubernetesObject[],
  parent: {
    readonly kind: 'Gateway' | 'Service'
    readonly namespace: string
    readonly name: string
    readonly section?: string | null
    readonly port: number | null
  },
): readonly KubernetesObject[] {
  return routes.filter((route) =>
    listAt(route.value, 'spec', 'parentRefs').some(
      (ref) =>
        (textAt(ref, 'kind') ?? 'Gateway') === parent.kind &&
        textAt(ref, 'name') === parent.name &&
        (textAt(ref, 'namespace') ?? namespaceOf(route)) === parent.namespace &&
        (numberAt(ref, 'port') ?? parent.port) === parent.port &&
        (parent.section === undefined || (textAt(ref, 'sectionName') ?? parent.section) === parent.section),
    ),
  )
}

/**
 * The rule that takes a request, the most specific first: by exact path, longest prefix, method, headers, then age. Where the question does not tell enough, every rule that may.
 * `dialled`: see `dialledHosts`.
 * Source: https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
 */
export function routeAmong(
  routes: readonly KubernetesObject[],
  request: HttpRequest | null,
  dialled: readonly string[],
): Routing {
  const candidates = routes
    .flatMap((object) => {
      const hosts = listAt(object.value, 'spec', 'hostnames')
      const host =
        hosts.length === 0
          ? 'yes'
          : takesDialled((name) => hosts.some((each) => takesHost(String(each), name)), request, dialled)
      return host === 'no'
        ? []
        : listAt(object.value, 'spec', 'rules').flatMap((rule, index) => {
            const matches = listAt(rule, 'matches')
            return (matches.length === 0 ? [{}] : matches).map((match) => ({
              object,
              rule,
              index,
              host,
              match,
              rank: rankOf(match),
            }))
          })
    })
    .sort((a, b) => compareRanks(b.rank, a.rank))
  const found: Candidate[] = []
  for (const each of candidates) {
    const fit = request ? fits(each.match, request) : each.rank.every((part) => part <= 1) || 'unknown'
    if (!fit) continue
    if (!found.some(({ rule }) => rule === each.rule)) found.push(each)
    if (fit === true && each.host === 'yes') return { routes: found.map(read(request)), open: false }
  }
  return { routes: found.map(read(request)), open: true }
}

interface Candidate {
  readonly object: KubernetesObject
  readonly rule: unknown
  readonly index: number
}

const read =
  (request: HttpRequest | null) =>
  ({ object, rule, index }: Candidate): Route => {
    const refs = listAt(rule, 'backendRefs')
    const redirect = listAt(rule, 'filters').find((filter) => textAt(filter, 'type') === 'RequestRedirect')
    return {
      object,
      path: ['spec', 'rules', index],
      request,
      status: redirect ? (numberAt(redirect, 'requestRedirect', 'statusCode') ?? 302) : refs.length === 0 ? 500 : null,
      targets: refs
        .filter((ref) => numberAt(ref, 'weight') !== 0 && (textAt(ref, 'kind') ?? 'Service') === 'Service')
        .map((ref): RouteTarget => ({
          host: `${textAt(ref, 'name') ?? ''}.${textAt(ref, 'namespace') ?? namespaceOf(object)}.svc.cluster.local`,
          port: numberAt(ref, 'port'),
          subset: null,
        })),
    }
  }

function rankOf(match: unknown): readonly number[] {
  const type = textAt(match, 'path', 'type') ?? 'PathPrefix'
  const value = textAt(match, 'path', 'value') ?? '/'
  return [
    type === 'Exact' ? 1e6 : type === 'PathPrefix' ? value.length : 0,
    textAt(match, 'method') ? 2 : 0,
    listAt(match, 'headers').length * 2,
    listAt(match, 'queryParams').length * 2,
  ]
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  return a.map((part, index) => part - b[index]!).find((difference) => difference !== 0) ?? 0
}

function fits(match: unknown, request: HttpRequest): boolean {
  const [path, query = ''] = (request.path ?? '/').split('?', 2) as [string, string?]
  const params = new URLSearchParams(query)
  const method = textAt(match, 'method')
  return (
    fitsPath(textAt(match, 'path', 'type') ?? 'PathPrefix', textAt(match, 'path', 'value') ?? '/', path) &&
    (method === null || method === (request.method ?? 'GET')) &&
    listAt(match, 'headers').every((wanted) =>
      fitsValue(
        wanted,
        Object.entries(request.headers ?? {}).find(
          ([name]) => name.toLowerCase() === (textAt(wanted, 'name') ?? '').toLowerCase(),
        )?.[1],
      ),
    ) &&
    listAt(match, 'queryParams').every((wanted) =>
      fitsValue(wanted, params.get(textAt(wanted, 'name') ?? '') ?? undefined),
    )
  )
}

function fitsValue(wanted: unknown, value: string | undefined): boolean {
  return (
    value !== undefined &&
    (textAt(wanted, 'type') === 'RegularExpression'
      ? fitsPattern(textAt(wanted, 'value') ?? '', value)
      : fieldAt(wanted, 'value') === value)
  )
}

/** A prefix is of whole segments. */
function fitsPath(type: string, wanted: string, path: string): boolean {
  if (type === 'Exact') return path === wanted
  if (type === 'RegularExpression') return fitsPattern(wanted, path)
  const prefix = wanted.replace(/\/$/, '')
  return path === prefix || path.startsWith(`${prefix}/`)
}

function fitsPattern(text: string, value: string): boolean {
  const pattern = readPattern(text)
  return 'matches' in pattern && pattern.matches(value)
}
