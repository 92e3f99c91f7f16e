import type { Diagnostic } from '../ground/diagnostic.ts'
import { blockContains, parseDialled, type IpAddress, type IpFamily } from '../ground/ip.ts'
import { failure, success, type Result } from '../ground/result.ts'
import type { Service } from '../model/cluster.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import type { Flow, FlowProtocol } from '../policy/match.ts'
import { addressPairs, type AddressPair } from './address-pairs.ts'
import type { Answer, EndpointRef, FlowFact, Question } from './answer.ts'
import type { Asked, Possibility } from './asked.ts'
import { expandSources, expandTargets, familiesOf, type Sources, type VaryingTarget } from './expanded.ts'
import { dropped, settled } from './explained.ts'
import { failedLookup, learns } from './name-lookup.ts'
import { LOOPBACK_ADDRESSES } from './public-addresses.ts'
import { isNameOfService, questionProblem, resolveReference, type Candidate, type Resolved } from './references.ts'
import { serviceHops } from './service-hops.ts'
import { protocolOf, type Target } from './targets.ts'
import { dialledAddress, type Dialling } from './dialling.ts'
import { isSentTo, nobodyNear, notAdmitted } from './turned-away.ts'

/** The connections that a question may mean, one at least; `answer`: it is settled before anything is judged. */
export type Possible = { readonly possibilities: readonly Possibility[] } | { readonly answer: Answer }

/**
 * Every concrete connection that the question may mean. An error: it names what does not exist, or cannot be dialled.
 */
export function findPossibilities(question: Question, asked: Asked): Result<Possible, Diagnostic> {
  const from = resolveEnd(question.from, asked)
  if (!from.ok) return from
  const to = resolveEnd(question.to, asked)
  if (!to.ok) return to
  const inVain = lookedUpInVain(question, from.value, to.value, asked)
  if (inVain) return success({ answer: inVain })
  const itself = isLoopback(question.to) ? oneOf(from.value) : null
  const ends = itself ? findEnds(question, itself, itself, asked) : findEnds(question, from.value, to.value, asked)
  if (!ends.ok) return ends
  return success('answer' in ends.value ? ends.value : possibilitiesBetween(ends.value, question, asked))
}

/** `ingress` is an end where the network plugin itself serves Ingresses. */
function resolveEnd(ref: EndpointRef, { cluster, facts, policies: { profile } }: Asked): Result<Resolved, Diagnostic> {
  return ref === 'ingress' && profile.entry
    ? success({
        kind: 'endpoints',
        varies: 'address',
        endpoints: [{ endpoint: profile.entry, address: null, name: null, label: ref }],
      })
    : resolveReference(ref, cluster, facts)
}

/** The first connection that the question may mean; null: it has no answer, or none that policies give. */
export function flowOf(question: Question, asked: Asked): Flow | null {
  const possible = findPossibilities(question, asked)
  return possible.ok && 'possibilities' in possible.value ? (possible.value.possibilities[0]?.flow ?? null) : null
}

function isLoopback(reference: string): boolean {
  const address = reference.startsWith('ip:') ? parseDialled(reference.slice('ip:'.length)) : null
  return address !== null && LOOPBACK_ADDRESSES.some((block) => blockContains(block, address))
}

/**
 * Who calls a loopback address calls itself, and each of many does so alike. Null: somebody outside, of whom nothing is
 * known.
 */
function oneOf(from: Resolved): Resolved | null {
  const [first] = from.kind === 'endpoints' ? from.endpoints : []
  return from.kind === 'endpoints' && first && first.endpoint.kind !== 'external'
    ? { ...from, endpoints: [first] }
    : null
}

/**
 * What is answered where the name that was asked for leads to no address; null: it leads to one, or no name was asked
 * for.
 */
function lookedUpInVain({ to: text }: Question, from: Resolved, to: Resolved, asked: Asked): Answer | null {
  if (!text.startsWith('name:')) return null
  const failed = failedLookup(from, text.slice('name:'.length), asked)
  if (failed) return failed
  return to.kind === 'anywhere' && isNameOfService(to.label) ? settled('name-not-resolved') : null
}

/** Who may call whom. */
interface Ends {
  readonly sources: Sources
  readonly targets: readonly VaryingTarget[]
  readonly protocol: FlowProtocol
  /** The one address of each target that was asked for; null: any. */
  readonly wanted: IpAddress | null
}

function findEnds(
  question: Question,
  from: Resolved,
  to: Resolved,
  asked: Asked,
): Result<Ends | { readonly answer: Answer }, Diagnostic> {
  const protocol = question.protocol ?? protocolOf(to, question.port)
  const address = question.toAddress === undefined ? null : parseDialled(question.toAddress)
  if (question.toAddress !== undefined && !address) return failure(questionProblem('address', question.toAddress, []))
  const told = to.kind === 'service' ? to.service.sourceRanges : []
  const sources = expandSources(from, asked, isEntry(to) ? familiesOfPods(asked) : familiesOf(to), told)
  // An address of the Service itself chooses the family, not a backend.
  const ofService = address !== null && to.kind === 'service' && isAddressOf(to.service, address)
  const destination = ofService ? { ...to, family: address.family } : to
  const wanted = ofService ? null : address
  const expanded = expandTargets(
    destination,
    question,
    protocol,
    asked,
    isEntry(from) ? familiesOfPods(asked) : familiesOf(from),
    sources.candidates.map(({ endpoint }) => endpoint),
  )
  if (!expanded.ok) {
    const ended = undeclaredPort(question, to, sources.candidates, asked)
    return ended ? success({ answer: ended }) : expanded
  }
  if ('answer' in expanded.value) return success(expanded.value)
  const { targets } = expanded.value
  if (!wanted) return success({ sources, targets, protocol, wanted })
  const having = targets.filter(({ target }) => hasAddress(target, wanted))
  if (having.length > 0) return success({ sources, targets: having, protocol, wanted })
  const known = targets.flatMap(({ target }) => target.endpoint.addresses.map(({ text }) => text))
  return failure(questionProblem('address', wanted.text, known))
}

function isEntry(end: Resolved): boolean {
  return end.kind === 'endpoints' && end.endpoints[0]?.endpoint.kind === 'entry'
}

function familiesOfPods({ cluster }: Asked): ReadonlySet<IpFamily> {
  const families = cluster.pods.flatMap(({ addresses }) => addresses.map(({ family }) => family))
  return new Set(families.length > 0 ? families : [4])
}

function isAddressOf({ clusterAddresses, externalAddresses }: Service, { text }: IpAddress): boolean {
  return [...clusterAddresses, ...externalAddresses].some((address) => address.text === text)
}

/** A place outside stands for all of its addresses. */
function hasAddress({ endpoint }: Target, { text }: IpAddress): boolean {
  return endpoint.kind === 'external' || endpoint.addresses.some((address) => address.text === text)
}

/**
 * Behind its Service's address a port that it does not declare leads nowhere; a proxy that knows the Service says so at
 * once. Null: nobody does.
 */
function undeclaredPort(
  { port }: Question,
  to: Resolved,
  sources: readonly Candidate[],
  { mesh }: Asked,
): Answer | null {
  if (to.kind !== 'service' || typeof port !== 'number' || to.service.clusterAddresses.length === 0) return null
  if (!mesh?.endsUndeclaredPorts || !sources.every(({ endpoint }) => mesh.member(endpoint) !== 'none')) return null
  return settled('connection-closed', {
    note: 'service-port-undeclared',
    service: namespacedName(to.service),
    servicePort: port,
  })
}

function possibilitiesBetween(ends: Ends, question: Question, asked: Asked): Possible {
  const how = { dialled: dialledAddress(question), protocol: ends.protocol, proxy: asked.policies.profile.serviceProxy }
  const possibilities = ends.sources.candidates.flatMap((source) => {
    const near = ends.targets.filter(({ target }) => isSentTo(target, source.endpoint, how))
    const met = near.length > 0 ? near : ends.targets.slice(0, 1)
    return met.flatMap((each) => possibilitiesOf(source, each, near.length > 0 ? how : null, ends, question, asked))
  })
  const [first] = possibilities
  if (!first) return { answer: settled('no-route') }
  const { turnedAway } = first
  // Where the Service drops all of them for one reason, there is nothing to judge.
  if (turnedAway && possibilities.every((each) => each.turnedAway?.note === turnedAway.note))
    return { answer: dropped(turnedAway) }
  return { possibilities }
}

/**
 * The connections from one source to one target: for each address family and each way through the Service. `how` null:
 * the Service does not send this source there.
 */
function possibilitiesOf(
  source: Candidate,
  { target, varies }: VaryingTarget,
  how: Dialling | null,
  { sources, targets, protocol, wanted }: Ends,
  question: Question,
  asked: Asked,
): readonly Possibility[] {
  const isOneOfMany = sources.candidates.length > 1
  // Among replicas of one workload nobody asks about a pod and itself.
  if (source.endpoint === target.endpoint && isOneOfMany && !target.service) return []
  const isSpelt = question.from.startsWith('ip:') || question.to.startsWith('ip:')
  const label = isOneOfMany ? `${source.label} → ${target.label}` : target.label
  return addressPairs(source, target, wanted, protocol, isSpelt).flatMap((pair) => {
    const hops = serviceHops(source.endpoint, target, pair.destinationAddress, dialledAddress(question), asked)
    const turnedAway = how
      ? notAdmitted(target, source.endpoint, pair.sourceAddress, how)
      : nobodyNear(target, source.endpoint)
    return hops.map((service): Possibility => ({
      flow: {
        source: source.endpoint,
        destination: target.endpoint,
        sourceAddress: pair.sourceAddress,
        destinationAddress: pair.destinationAddress,
        protocol,
        port: target.port,
        hairpin: isHairpin(source, target),
        service,
        ...(target.through && { hostPort: { node: target.through.node, port: target.through.hostPort } }),
        name: nameSeen(source, target, asked),
        ...saidIn(question),
      },
      target,
      of: `${label}${hops.length > 1 ? ` by way of ${service!.entryNode}` : ''}${pair.family ? ` over ${pair.family}` : ''}`,
      ...(turnedAway && { turnedAway }),
      varies: difference(varies, sources, targets, hops, pair),
    }))
  })
}

/** On what the answer hangs: the first thing of which several are possible. */
function difference(
  varies: FlowFact,
  sources: Sources,
  targets: readonly VaryingTarget[],
  hops: readonly unknown[],
  { family }: AddressPair,
): FlowFact {
  if (targets.length > 1) return varies
  if (sources.candidates.length > 1) return sources.varies
  if (hops.length > 1) return 'entry-node'
  return family ? 'family' : varies
}

/** A headless Service gives the pod its own address, and nothing leaves it. */
function isHairpin({ endpoint }: Candidate, target: Target): boolean {
  return (
    endpoint === target.endpoint &&
    endpoint.kind === 'pod' &&
    target.service !== null &&
    !target.service.service.headless
  )
}

/** The name by which policies know the target; null: none, or this source's lookup of it is not seen. */
function nameSeen({ endpoint }: Candidate, { name }: Target, asked: Asked): string | null {
  if (name === null || asked.policies.profile.names !== 'learnt') return name
  return learns(endpoint, name, asked) ? name : null
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
