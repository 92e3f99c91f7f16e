import type { Diagnostic } from '../ground/diagnostic.ts'
import { parseAddress, type CidrBlock, type IpAddress, type IpFamily } from '../ground/ip.ts'
import { failure, success, type Result } from '../ground/result.ts'
import { blocksOf, sampleAddresses } from '../engine/address-atoms.ts'
import { evaluateFlow, type Passage, type Refusal, type Verdict } from '../engine/evaluate.ts'
import { explainVerdict, type LocateField } from '../engine/explain.ts'
import { sampleNames } from '../engine/name-samples.ts'
import type { PolicySet } from '../engine/policy-set.ts'
import { evaluateRoute, type Journey } from '../engine/route.ts'
import type { Cluster, Service } from '../model/cluster.ts'
import { endpointLabel, externalEndpoint, type Endpoint } from '../model/endpoint.ts'
import type { Flow, FlowProtocol, ServiceHop } from '../policy/match.ts'
import type { Mesh } from '../sim/mesh/mesh.ts'
import type { Answer, AnswerPart, DenialCause, FlowFact, Note, Question } from './answer.ts'
import { flowFacts } from './flow-facts.ts'
import { meshStory, type MeshStory } from './mesh-story.ts'
import { failedLookup, knowsDns, learns } from './name-lookup.ts'
import { notesOn } from './notes.ts'
import { ALL_ADDRESSES, PUBLIC_ADDRESSES } from './public-addresses.ts'
import {
  questionProblem,
  isNameOfService,
  resolveReference,
  type Candidate,
  type Facts,
  type Resolved,
} from './references.ts'
import { findTargets, protocolOf, type Target } from './targets.ts'
import { isSentTo, nobodyNear, notAdmitted } from './turned-away.ts'

/** What a question is asked of. */
export interface Asked {
  readonly cluster: Cluster
  readonly policies: PolicySet
  readonly facts: Facts
  readonly locate: LocateField
  /** Null: none is at work. */
  readonly mesh: Mesh | null
}

/** One concrete connection that the question may mean. `of` says which, where several are possible. */
export interface Possibility {
  readonly flow: Flow
  readonly target: Target
  readonly of: string
  readonly varies: FlowFact
  /** Why the Service drops it before anything is judged; absent: it does not. */
  readonly turnedAway?: Note
}

/**
 * A connection, and what both gates say to it. `journey`: what a mesh makes of it; null: none has a part in it. The connection is then the one
 * on which it ends, as it is on the wire.
 */
export interface Judged {
  readonly possibility: Possibility
  readonly verdict: Verdict
  readonly journey: Journey | null
}

/**
 * Answers a question. Where it leaves something open (which replica, which backend, which address family, which address
 * outside, whether that was looked up under a name) every possibility is judged; when they differ the answer is `conditional`
 * and says on what it depends.
 */
export function ask(question: Question, asked: Asked): Answer {
  const judged = judge(question, asked)
  if (!judged.ok)
    return { outcome: 'unanswerable', needs: [], steps: [], notes: [], flow: null, problem: judged.problem }
  if ('answer' in judged.value) return judged.value.answer
  const answers = judged.value.parts.map((each): AnswerPart => ({
    varies: each.possibility.varies,
    of: each.possibility.of,
    answer: each.journey ? explainJourney(each, each.journey, asked) : explain(each.possibility, each.verdict, asked),
  }))
  const answer = join(answers)
  if (!question.to.startsWith('name:') || knowsDns(asked.cluster)) return answer
  return {
    ...answer,
    notes: [...answer.notes, { note: 'lookup-not-modelled', name: question.to.slice('name:'.length) }],
  }
}

/** The connections that an answer is made of, judged: one for each outcome, in the order of the answer's parts. `answer`: it was settled before anything was judged. */
export function judge(
  question: Question,
  asked: Asked,
): Result<{ readonly parts: readonly Judged[] } | { readonly answer: Answer }, Diagnostic> {
  const possible = findPossibilities(question, asked)
  if (!possible.ok || 'answer' in possible.value) return possible as Result<{ readonly answer: Answer }, Diagnostic>
  return success({
    parts: distinct(
      nameFirst(possible.value.possibilities.flatMap((possibility) => judgePossibility(possibility, question, asked))),
    ),
  })
}

/** A mesh may have several ways for one connection, of which any may be taken. */
function judgePossibility(
  possibility: Possibility,
  { fromIdentity }: Question,
  { mesh, policies }: Asked,
): readonly Judged[] {
  const { flow } = possibility
  if (possibility.turnedAway)
    return [
      { possibility, verdict: { ...evaluateFlow(flow, policies), passage: 'denied', connected: false }, journey: null },
    ]
  const legs = mesh && flow.protocol === 'TCP' ? mesh.legs(flow, fromIdentity ?? null) : []
  if (legs.length === 0) return [{ possibility, verdict: evaluateFlow(flow, policies), journey: null }]
  const journeys = evaluateRoute(legs, policies)
  return journeys.map((journey) => {
    const { leg, network } = journey.legs.at(-1)!
    const seen = leg.wire ?? leg.flow
    const by = journeys.length > 1 ? ` by way of ${endpointLabel(seen.destination)}` : ''
    return {
      possibility: {
        ...possibility,
        flow: seen,
        of: `${possibility.of}${by}`,
        varies: by === '' ? possibility.varies : 'backend',
      },
      verdict: network ?? evaluateFlow(seen, policies),
      journey,
    }
  })
}

/** The first connection that the question may mean; null: it has no answer, or none that policies give. */
export function flowOf(question: Question, asked: Asked): Flow | null {
  const possible = findPossibilities(question, asked)
  return possible.ok && 'possibilities' in possible.value ? (possible.value.possibilities[0]?.flow ?? null) : null
}

/** When only the names make a difference, that is what the answer depends on. */
function nameFirst(judged: readonly Judged[]): readonly Judged[] {
  const unnamed = judged.filter(({ possibility }) => possibility.flow.name === null)
  if (unnamed.length === judged.length || new Set(unnamed.map(passageOf)).size !== 1) return judged
  return judged.map((each) => ({ ...each, possibility: { ...each.possibility, varies: 'name' } }))
}

function passageOf({ verdict, journey }: Judged): Passage {
  return journey?.passage ?? verdict.passage
}

/** Of equal outcomes the first stands for all: replicas are many and say the same. */
function distinct(judged: readonly Judged[]): readonly Judged[] {
  const seen = new Set<string>()
  return judged.filter(({ possibility, verdict, journey }) => {
    const stop = journey?.legs.at(-1)?.stop
    const key = possibility.turnedAway
      ? possibility.turnedAway.note
      : journey
        ? `${journey.passage} ${stop?.at ?? ''} ${stop?.refusal?.cause ?? ''}`
        : !verdict.connected
          ? 'no-road'
          : `${verdict.passage} ${verdict.deniedAt ?? ''}`
    return seen.has(key) ? false : seen.add(key)
  })
}

/** What is answered to a connection that a Service drops. */
export function dropped(note: Note): Answer {
  return {
    outcome: 'denied',
    cause: note.note === 'no-local-endpoints' ? 'no-endpoints' : 'policy-drop',
    needs: [],
    steps: [],
    notes: [note],
    flow: null,
  }
}

function explain({ flow, target, turnedAway }: Possibility, verdict: Verdict, { policies, locate }: Asked): Answer {
  if (turnedAway) return dropped(turnedAway)
  if (!verdict.connected)
    return {
      outcome: 'denied',
      cause: 'no-route',
      needs: [],
      steps: [],
      notes: [{ note: 'no-road' }],
      flow: flowFacts(flow),
    }
  const steps = explainVerdict(verdict, flow, policies, locate)
  const stopping = verdict.gates.find(({ at }) => at === verdict.deniedAt)
  return {
    outcome: verdict.passage === 'depends' ? 'conditional' : verdict.passage,
    ...(verdict.deniedAt ? { deniedAt: verdict.deniedAt } : {}),
    ...(verdict.passage === 'denied' ? { cause: CAUSES[stopping?.refusal ?? 'none'] } : {}),
    needs: verdict.passage === 'depends' ? [NEEDS[stopping?.refusal ?? 'none']] : [],
    flow: flowFacts(flow),
    steps,
    notes: notesOn(flow, target, verdict, steps, policies),
  }
}

/** The network's part is told of the connection on which it ends; the mesh's story has them all. */
function explainJourney(
  { possibility: { flow, target }, verdict }: Judged,
  journey: Journey,
  { policies, locate }: Asked,
): Answer {
  const last = journey.legs.at(-1)!
  const refusal = last.stop?.refusal ?? null
  const stopping = verdict.gates.find(({ at }) => at === verdict.deniedAt)
  const story = meshStory(journey, policies, locate)
  const steps = last.network ? story.legs.at(-1)!.steps : []
  const needs = journey.legs.flatMap(({ client, proxies, network }): readonly FlowFact[] => [
    ...(network?.passage === 'depends'
      ? [NEEDS[network.gates.find(({ at }) => at === network.deniedAt)?.refusal ?? 'none']]
      : []),
    ...[...client, ...proxies.flatMap(({ stages }) => stages)].flatMap((stage): readonly FlowFact[] =>
      stage.needs === null ? [] : stage.needs === 'authorizer' ? ['external-authorizer'] : ['request'],
    ),
  ])
  return {
    outcome: journey.passage === 'depends' ? 'conditional' : journey.passage,
    ...(last.network && verdict.deniedAt ? { deniedAt: verdict.deniedAt } : {}),
    ...(journey.passage === 'denied'
      ? { cause: refusal?.cause ?? (last.stop?.at === 'no-road' ? 'no-route' : CAUSES[stopping?.refusal ?? 'none']) }
      : {}),
    needs: journey.passage === 'depends' ? [...new Set(needs)] : [],
    // The port of a proxy is declared by nobody, and the proxy listens on it.
    flow: flowFacts(flow),
    steps,
    notes: [
      ...(last.network ? notesOn(flow, target, verdict, steps, policies) : []).filter(
        ({ note }) => note !== 'port-not-declared' || flow.port === last.leg.flow.port,
      ),
      ...assumedAuthorizers(story),
    ],
    mesh: story,
  }
}

/** Those that a rule has asked, each once. */
function assumedAuthorizers({ legs }: MeshStory): readonly Note[] {
  const asked = legs
    .flatMap(({ proxies }) => proxies.flatMap(({ stages }) => stages))
    .flatMap(({ policies }) => policies)
    .flatMap(({ authorizer, rules }) =>
      authorizer?.known === 'sample' && rules.some(({ fits }) => fits !== 'no') ? [authorizer.name] : [],
    )
  return [...new Set(asked)].map((authorizer) => ({ note: 'authorizer-assumed', authorizer }))
}

/** What the caller meets, by what the proxy read. */
const CAUSES: Readonly<Record<NonNullable<Refusal> | 'none', DenialCause>> = {
  http: 'http-403',
  dns: 'dns-refused',
  sni: 'tls-mismatch',
  kafka: 'l7-denied',
  opaque: 'l7-denied',
  authentication: 'auth-required',
  none: 'policy-drop',
}

/** What would have to be said for an answer. */
const NEEDS: Readonly<Record<NonNullable<Refusal> | 'none', FlowFact>> = {
  http: 'request',
  dns: 'dns-name',
  sni: 'sni',
  kafka: 'request',
  opaque: 'request',
  authentication: 'request',
  none: 'request',
}

function join(parts: readonly AnswerPart[]): Answer {
  const first = parts[0]!.answer
  if (parts.length === 1) return first
  // Egress here and ingress there is still one word: denied.
  if (parts.every(({ answer }) => answer.outcome === first.outcome))
    return { ...first, needs: [...new Set(parts.flatMap(({ answer }) => answer.needs))], parts }
  const told = (
    parts.find(({ answer }) => answer.outcome === 'denied') ??
    parts.find(({ answer }) => answer.outcome === 'conditional')!
  ).answer
  const varying = new Set(parts.map(({ answer }) => answer.outcome)).size > 1 ? parts.map(({ varies }) => varies) : []
  return {
    ...told,
    outcome: 'conditional',
    needs: [...new Set([...varying, ...parts.flatMap(({ answer }) => answer.needs)])],
    parts,
  }
}

function findPossibilities(
  question: Question,
  asked: Asked,
): Result<{ readonly possibilities: readonly Possibility[] } | { readonly answer: Answer }, Diagnostic> {
  const { cluster, facts } = asked
  const from = resolveReference(question.from, cluster, facts)
  if (!from.ok) return from
  const to = resolveReference(question.to, cluster, facts)
  if (!to.ok) return to
  const protocol: FlowProtocol = question.protocol ?? protocolOf(to.value, question.port)
  if (question.to.startsWith('name:')) {
    const answer = failedLookup(from.value, question.to.slice('name:'.length), asked)
    if (answer) return success({ answer })
    if (to.value.kind === 'anywhere' && isNameOfService(to.value.label))
      return success({
        answer: { outcome: 'denied', cause: 'name-not-resolved', needs: [], steps: [], notes: [], flow: null },
      })
  }
  const wanted = question.toAddress === undefined ? null : parseAddress(question.toAddress)
  if (question.toAddress !== undefined && !wanted) return failure(questionProblem('address', question.toAddress, []))
  const sources = expandSources(
    from.value,
    asked,
    familiesOf(to.value),
    to.value.kind === 'service' ? to.value.service.sourceRanges : [],
  )
  const destination =
    wanted && to.value.kind === 'service' && isAddressOf(to.value.service, wanted)
      ? { ...to.value, family: wanted.family }
      : to.value
  const expanded = expandTargets(destination, question, protocol, asked, familiesOf(from.value))
  if (!expanded.ok) {
    const ended = undeclaredPort(question, to.value, sources.candidates, asked)
    return ended ? success({ answer: ended }) : expanded
  }
  if ('answer' in expanded.value) return success({ answer: expanded.value.answer })
  const targets =
    wanted && destination === to.value
      ? expanded.value.targets.filter(({ target }) => hasAddress(target, wanted))
      : expanded.value.targets
  if (targets.length === 0 && wanted)
    return failure(
      questionProblem(
        'address',
        wanted.text,
        expanded.value.targets.flatMap(({ target }) => target.endpoint.addresses.map(({ text }) => text)),
      ),
    )
  const possibilities: Possibility[] = []
  const spoken = saidIn(question)
  const { policies } = asked
  const dialled = question.to.startsWith('ip:')
    ? parseAddress(question.to.slice('ip:'.length).replace(/^\[(.*)\]$/, '$1'))
    : null
  for (const source of sources.candidates) {
    const near = targets.filter(({ target }) => isSentTo(target, source.endpoint))
    for (const { target, varies } of near.length > 0 ? near : targets.slice(0, 1)) {
      const itself = source.endpoint === target.endpoint
      // Among replicas of one workload nobody asks about a pod and itself.
      if (itself && sources.candidates.length > 1 && !target.service) continue
      for (const [sourceAddress, destinationAddress, family] of addressPairs(
        source,
        target,
        destination === to.value ? wanted : null,
        protocol,
        question.from.startsWith('ip:') || question.to.startsWith('ip:'),
      )) {
        const several = sources.candidates.length > 1 ? `${source.label} → ${target.label}` : target.label
        // A headless Service gives the pod its own address, and nothing leaves it.
        const hairpin =
          itself && source.endpoint.kind === 'pod' && target.service !== null && !target.service.service.headless
        const hops = serviceHops(source.endpoint, target, destinationAddress, asked)
        const turnedAway =
          near.length === 0
            ? nobodyNear(target, source.endpoint)
            : notAdmitted(target, source.endpoint, sourceAddress, dialled)
        for (const service of hops) {
          const of = `${several}${hops.length > 1 ? ` by way of ${service!.entryNode}` : ''}${family ? ` over ${family}` : ''}`
          possibilities.push({
            flow: {
              source: source.endpoint,
              destination: target.endpoint,
              sourceAddress,
              destinationAddress,
              protocol,
              port: target.port,
              hairpin,
              service,
              name:
                target.name !== null &&
                policies.profile.names === 'learnt' &&
                !learns(source.endpoint, target.name, asked)
                  ? null
                  : target.name,
              ...spoken,
            },
            target,
            of,
            ...(turnedAway && { turnedAway }),
            varies:
              targets.length > 1
                ? varies
                : sources.candidates.length > 1
                  ? sources.varies
                  : hops.length > 1
                    ? 'entry-node'
                    : family
                      ? 'family'
                      : varies,
          })
        }
      }
    }
  }
  const [first] = possibilities
  if (first?.turnedAway && possibilities.every(({ turnedAway }) => turnedAway?.note === first.turnedAway!.note))
    return success({ answer: dropped(first.turnedAway) })
  if (first) return success({ possibilities })
  return success({ answer: { outcome: 'denied', cause: 'no-route', needs: [], steps: [], notes: [], flow: null } })
}

/** Behind its Service's address a port that it does not declare leads nowhere; a proxy that knows the Service says so at once. Null: nobody does. */
function undeclaredPort(
  { port }: Question,
  to: Resolved,
  sources: readonly Candidate[],
  { mesh }: Asked,
): Answer | null {
  if (
    to.kind !== 'service' ||
    typeof port !== 'number' ||
    to.service.clusterAddresses.length === 0 ||
    !mesh?.endsUndeclaredPorts ||
    !sources.every(({ endpoint }) => mesh.member(endpoint) !== 'none')
  )
    return null
  const service = `${to.service.namespace.name}/${to.service.name}`
  return {
    outcome: 'denied',
    cause: 'connection-closed',
    needs: [],
    steps: [],
    flow: null,
    notes: [{ note: 'service-port-undeclared', service, servicePort: port }],
  }
}

/**
 * The ways in which a connection comes to a backend of a Service: over the node that was asked for, else, from outside, over the
 * backend's own node and over another one, which is all that can make a difference.
 */
function serviceHops(
  source: Endpoint,
  { service: through, endpoint }: Target,
  destination: IpAddress | null,
  { cluster, policies }: Asked,
): readonly (ServiceHop | null)[] {
  if (!through) return [null]
  const { service, port, nodePort, node } = through
  const hop = (entryNode: string | null): ServiceHop => ({
    service,
    port,
    nodePort,
    entryNode,
    address:
      entryNode === null
        ? (service.clusterAddresses.find(({ family }) => family === (destination?.family ?? 4)) ?? null)
        : null,
  })
  if (node !== null || source.kind !== 'external' || service.type === 'ClusterIP' || !policies.profile.entryMatters)
    return [hop(node)]
  const own = endpoint.kind === 'external' ? null : endpoint.node
  const other =
    service.externalTrafficPolicy === 'Local' ? undefined : cluster.nodes.find(({ name }) => name !== own)?.name
  const entries = [own, other].filter((each) => each !== null && each !== undefined)
  return entries.length > 0 ? entries.map(hop) : [hop(null)]
}

/** What the question tells beside who and where. */
function saidIn({ srcPort, icmp, app, http, dns, sni, kafka }: Question): Pick<Flow, 'sourcePort' | 'icmp' | 'said'> {
  const isSaid =
    app !== undefined || http !== undefined || dns !== undefined || sni !== undefined || kafka !== undefined
  return {
    ...(srcPort !== undefined && { sourcePort: srcPort }),
    ...(icmp && { icmp }),
    ...(isSaid && {
      said: {
        ...(app && { app }),
        ...(http && { http }),
        ...(dns && { dns }),
        ...(sni !== undefined && { sni }),
        ...(kafka && { kafka }),
      },
    }),
  }
}

interface VaryingTarget {
  readonly target: Target
  readonly varies: FlowFact
}

/** Everybody whom the asking side of a question may mean. `admitted`: ranges that a Service tells apart, beside those of policies. */
export function expandSources(
  from: Resolved,
  asked: Asked,
  families: ReadonlySet<IpFamily>,
  admitted: readonly CidrBlock[] = [],
): { readonly candidates: readonly Candidate[]; readonly varies: FlowFact } {
  switch (from.kind) {
    case 'endpoints':
      return { candidates: from.endpoints, varies: from.varies }
    case 'service':
      return {
        varies: 'backend',
        candidates: from.service.backends.map(({ endpoint, address }) => ({
          endpoint,
          address,
          name: null,
          label: address.text,
        })),
      }
    case 'anywhere':
      return { varies: 'address', candidates: outside(from, asked, families, admitted) }
  }
}

function expandTargets(
  to: Resolved,
  question: Question,
  protocol: FlowProtocol,
  asked: Asked,
  families: ReadonlySet<IpFamily>,
): Result<{ readonly targets: readonly VaryingTarget[] } | { readonly answer: Answer }, Diagnostic> {
  const wantedPort = question.port ?? (question.to === 'apiserver' ? (asked.facts.apiServer?.port ?? 6443) : undefined)
  if (to.kind === 'anywhere') {
    if (typeof wantedPort === 'string') return failure(questionProblem('port', wantedPort, []))
    const port = protocol === 'TCP' || protocol === 'UDP' || protocol === 'SCTP' ? (wantedPort ?? null) : null
    return success({
      targets: outside(to, asked, families)
        .flatMap((candidate) => namings(candidate, question, asked))
        .map((candidate) => ({ varies: 'address' as const, target: { ...candidate, port, service: null } })),
    })
  }
  const named =
    to.kind === 'endpoints'
      ? { ...to, endpoints: to.endpoints.flatMap((candidate) => namings(candidate, question, asked)) }
      : to
  const found = findTargets(named, wantedPort, protocol, asked.cluster)
  if (!found.ok) return found
  if (found.value.kind === 'broken') {
    const { cause, service, port: servicePort, at } = found.value
    const notes: Note[] = [
      at
        ? { note: 'no-local-endpoints', service, servicePort, ...at }
        : { note: 'no-ready-endpoints', service, servicePort },
    ]
    return success({ answer: { outcome: 'denied', cause, needs: [], steps: [], notes, flow: null } })
  }
  const { targets, varies } = found.value
  return success({ targets: targets.map((target) => ({ target, varies })) })
}

function isAddressOf({ clusterAddresses, externalAddresses }: Service, { text }: IpAddress): boolean {
  return [...clusterAddresses, ...externalAddresses].some((address) => address.text === text)
}

/** A place outside stands for all of its addresses. */
function hasAddress({ endpoint }: Target, { text }: IpAddress): boolean {
  return endpoint.kind === 'external' || endpoint.addresses.some((address) => address.text === text)
}

/** One address outside for each way in which the policies can tell addresses apart, of the families that the other end speaks. */
function outside(
  where: Extract<Resolved, { kind: 'anywhere' }>,
  { cluster, policies }: Asked,
  families: ReadonlySet<IpFamily>,
  admitted: readonly CidrBlock[] = [],
): readonly Candidate[] {
  const ranges = where.scope === 'public' ? PUBLIC_ADDRESSES : ALL_ADDRESSES
  const blocks = [...blocksOf(policies.arranged), ...admitted]
  const samples = ([4, 6] as const)
    .filter((family) => families.has(family))
    .flatMap((family) =>
      sampleAddresses(
        blocks,
        family,
        ranges[family],
        (address) => cluster.byAddress.has(address.text) || cluster.serviceAddresses.has(address.text),
      ),
    )
  return samples.map((address) => ({
    endpoint: externalEndpoint(where.label, address, where.name),
    address,
    name: where.name,
    label: samples.length > 1 ? `${where.label} at ${address.text}` : where.label,
  }))
}

/**
 * An address outside is known to policies by the names under which the source looked it up, which a question for the address
 * leaves open: none, or one of each kind that rules tell apart. An address inside has no name unless the question gives it one.
 * Source: https://network-policy-api.sigs.k8s.io/npeps/npep-133-fqdn-egress-selector/#expected-behavior ("if the Pod … just
 * sends traffic to the IP … traffic is not guaranteed to flow").
 */
function namings(candidate: Candidate, { to }: Question, { policies, facts }: Asked): readonly Candidate[] {
  const { endpoint, address, name, label } = candidate
  const isOpen = endpoint.kind === 'external' && name === null && (to === 'internet' || to.startsWith('ip:'))
  const given = Object.entries(facts.names ?? {}).flatMap(([each, addresses]) =>
    address !== null && addresses.some((text) => parseAddress(text)?.text === address.text) ? [each] : [],
  )
  const names = !isOpen ? [] : given.length > 0 ? given : sampleNames(policies.arranged)
  return [
    candidate,
    ...names.map((each): Candidate => ({
      endpoint: externalEndpoint(label, address ?? undefined, each),
      address,
      name: each,
      label: `${label} as ${each}`,
    })),
  ]
}

/** The families that an end has addresses of; an end outside can have either, so it follows the other. */
function familiesOf(resolved: Resolved): ReadonlySet<IpFamily> {
  const addresses =
    resolved.kind === 'endpoints'
      ? resolved.endpoints.flatMap(({ endpoint, address }) => (address ? [address] : endpoint.addresses))
      : resolved.kind === 'service'
        ? resolved.service.backends
            .map(({ address }) => address)
            .filter(({ family }) => resolved.family === null || family === resolved.family)
        : []
  return new Set(addresses.length > 0 ? addresses.map(({ family }) => family) : [4])
}

/** The pairs of addresses the flow can have, one per family that both ends speak; named by family when there are two. */
function addressPairs(
  source: Candidate,
  target: Target,
  wanted: IpAddress | null,
  protocol: FlowProtocol,
  isSpelt: boolean,
): readonly (readonly [IpAddress | null, IpAddress | null, string | null])[] {
  const from = source.address ? [source.address] : source.endpoint.addresses
  // A backend answers on the one address that its Service lists.
  const to = wanted ? [wanted] : target.address ? [target.address] : target.endpoint.addresses
  const speaks = (family: IpFamily) =>
    protocol === 'ICMP' ? family === 4 : protocol === 'ICMPv6' ? family === 6 : true
  const met = to.flatMap((destination) =>
    from
      .filter(({ family }) => family === destination.family)
      .slice(0, 1)
      .map((address) => [address, destination] as const),
  )
  // A packet of the other family can carry the protocol’s number all the same, and policies judge it; nobody sends one unless the question names such an address.
  const usual = met.filter(([, { family }]) => speaks(family))
  const pairs = usual.length > 0 || !isSpelt ? usual : met
  // Of several addresses of one family the first is the one that an end is known by.
  const firsts = pairs.filter(
    ([, { family }], index) => pairs.findIndex(([, other]) => other.family === family) === index,
  )
  return firsts.map(
    ([address, destination]) => [address, destination, firsts.length > 1 ? `IPv${destination.family}` : null] as const,
  )
}
