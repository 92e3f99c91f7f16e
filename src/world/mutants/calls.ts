import { isObject, type JsonObject } from '../../ground/json-object.ts'
import { contains } from '../../ground/connections.ts'
import type { Question } from '../answer.ts'
import { sampleText } from '../bench/sample-text.ts'
import type { World } from '../index.ts'

/** A call that is judged otherwise after a change. `now`: what it is before the change, where that is certain. */
export interface OtherCall {
  readonly question: Question
  readonly now: 'allowed' | 'denied' | null
}

/** What is looked at, of clusters and policies that may name thousands. */
const MOST_FLOWS = 60
const MOST_METHODS = 4
const MOST_PATHS = 4

/**
 * A call that a changed policy judges otherwise, where all connections between pods stay what they are: a request, made
 * of the words in the policy and of others; in a mesh a call of a Service, on which proxies prove who they are; and a
 * call from or to an address that no policy names. Null: none was found.
 */
export function otherCall(world: World, after: World, policy: JsonObject): OtherCall | null {
  const words = requestsOf(policy)
  const calls = world.mesh ? serviceCalls(world) : []
  let uncertain: OtherCall | null = null
  for (const [flows, said] of [
    [outsideCalls(world), [{}]],
    [calls, [{}, ...words]],
    [words.length > 0 ? dependingFlows(world, after) : [], words],
  ] as const) {
    const found = firstOther(world, after, flows, said)
    if (found?.now) return found
    uncertain ??= found
  }
  return uncertain
}

function firstOther(
  world: World,
  after: World,
  flows: readonly Question[],
  words: readonly Partial<Question>[],
): OtherCall | null {
  let uncertain: OtherCall | null = null
  for (const flow of flows) {
    for (const said of words) {
      const question: Question = { ...flow, ...said }
      const now = world.ask(question).outcome
      if (now === 'unanswerable' || after.ask(question).outcome === now) continue
      if (now !== 'conditional') return { question, now }
      uncertain ??= { question, now: null }
    }
  }
  return uncertain
}

/** Addresses that are nobody's: policies name the outside in blocks, and part of it. Source: RFC 5737, RFC 3849 */
const ELSEWHERE = ['ip:192.0.2.77', 'ip:2001:db8:ffff::77'] as const

/** Workloads call an address, and are called from one. */
function outsideCalls(world: World): readonly Question[] {
  return world
    .matrix()
    .ends.filter(({ workload }) => workload !== null)
    .flatMap(({ ref, ports }) =>
      ELSEWHERE.flatMap((address): readonly Question[] => [
        ...ports.slice(0, 2).map(({ port, protocol }) => ({ from: address, to: ref, port, protocol })),
        { from: ref, to: address, port: 443, protocol: 'TCP' },
      ]),
    )
    .slice(0, MOST_FLOWS)
}

/** Every workload calls every Service that it is not behind itself. */
function serviceCalls({ cluster }: World): readonly Question[] {
  const callers = cluster.workloads.filter(({ pods }) => pods.some(({ endpoint }) => endpoint !== null))
  return cluster.services
    .flatMap(({ namespace, name, ports, backends }) => {
      const behind = new Set(
        backends.flatMap(({ endpoint }) => (endpoint.kind === 'pod' ? [endpoint.pod.workload.ref] : [])),
      )
      return ports.flatMap(({ port, protocol }) =>
        callers.flatMap(({ ref }): readonly Question[] =>
          behind.has(ref) ? [] : [{ from: ref, to: `svc:${namespace.name}/${name}`, port, protocol }],
        ),
      )
    })
    .slice(0, MOST_FLOWS)
}

/** Flows to declared ports that depend on what is said, before or after. */
function dependingFlows(world: World, after: World): readonly Question[] {
  const ports = new Map(world.matrix().ends.map(({ ref, ports: declared }) => [ref, declared]))
  const depending = [world, after].flatMap((each) =>
    each
      .connections()
      .flatMap(({ from, to, conditional }) =>
        (ports.get(to) ?? []).flatMap(({ protocol, port }): readonly Question[] =>
          contains(conditional, protocol, port) ? [{ from, to, port, protocol }] : [],
        ),
      ),
  )
  return [...new Map(depending.map((flow) => [JSON.stringify(flow), flow])).values()].slice(0, MOST_FLOWS)
}

/** Requests that a policy speaks of, and some that it does not. */
function requestsOf(policy: JsonObject): readonly Pick<Question, 'http' | 'dns' | 'sni'>[] {
  const found = {
    methods: new Set<string>(),
    paths: new Set<string>(),
    hosts: new Set<string>(),
    names: new Set<string>(),
  }
  collect(policy, found)
  const isHttp = found.methods.size + found.paths.size + found.hosts.size > 0
  const methods = [...new Set([...found.methods, 'GET', 'POST', 'DELETE'])].slice(0, MOST_METHODS)
  const paths = [...new Set(['/', ...found.paths, '/somewhere-else'])].slice(0, MOST_PATHS)
  const hosts = [undefined, ...[...found.hosts].slice(0, 2)]
  return [
    ...(isHttp
      ? hosts.flatMap((host) =>
          paths.flatMap((path) =>
            methods.map((method) => ({ http: { method, path, ...(host !== undefined && { host }) } })),
          ),
        )
      : []),
    ...[...found.names].slice(0, MOST_PATHS).map((name) => ({ dns: { name } })),
  ]
}

type Collected = Readonly<Record<'methods' | 'paths' | 'hosts' | 'names', Set<string>>>

const WORDS: Readonly<Record<string, keyof Collected>> = {
  method: 'methods',
  methods: 'methods',
  notMethods: 'methods',
  path: 'paths',
  paths: 'paths',
  notPaths: 'paths',
  exact: 'paths',
  prefix: 'paths',
  host: 'hosts',
  hosts: 'hosts',
  matchPattern: 'names',
  matchName: 'names',
}

function collect(value: unknown, found: Collected, word: keyof Collected | null = null): void {
  if (typeof value === 'string' && word) found[word].add(exampleOf(value))
  else if (Array.isArray(value)) for (const each of value) collect(each, found, word)
  else if (isObject(value))
    for (const [key, each] of Object.entries(value))
      collect(each, found, Object.hasOwn(WORDS, key) ? WORDS[key]! : key === 'value' ? word : null)
}

/** A text that a pattern fits: braces and stars of Istio's, or a regular expression. */
function exampleOf(pattern: string): string {
  const plain = pattern.replace(/\{\*\*?\}/g, 'any').replace(/(^|[^.)\]])\*/g, '$1any')
  return /[[\](|+?\\^$]|\.\*/.test(plain) ? sampleText(plain) : plain
}
