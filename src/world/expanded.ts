import type { Diagnostic } from '../ground/diagnostic.ts'
import { parseAddress, type CidrBlock, type IpFamily } from '../ground/ip.ts'
import { failure, success, type Result } from '../ground/result.ts'
import { blocksOf, sampleAddresses } from '../engine/address-atoms.ts'
import { sampleNames } from '../engine/name-samples.ts'
import { externalEndpoint, type Endpoint } from '../model/endpoint.ts'
import type { FlowProtocol } from '../policy/match.ts'
import type { Answer, FlowFact, Note, Question } from './answer.ts'
import type { Asked } from './asked.ts'
import { settled } from './explained.ts'
import { ALL_ADDRESSES, PUBLIC_ADDRESSES } from './public-addresses.ts'
import { questionProblem, type Candidate, type Resolved } from './references.ts'
import { findTargets, type Target } from './targets.ts'

/** Everybody whom the asking side may mean. `varies`: what tells them apart. */
export interface Sources {
  readonly candidates: readonly Candidate[]
  readonly varies: FlowFact
}

/** A place where the connection may end. `varies`: what tells it from the others. */
export interface VaryingTarget {
  readonly target: Target
  readonly varies: FlowFact
}

/**
 * Everybody whom the asking side of a question may mean. `admitted`: ranges that a Service tells apart, beside those of
 * policies.
 */
export function expandSources(
  from: Resolved,
  asked: Asked,
  families: ReadonlySet<IpFamily>,
  admitted: readonly CidrBlock[] = [],
): Sources {
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

/** Every place where the connection of these callers may end. `answer`: it ends before any policy is asked. */
export function expandTargets(
  to: Resolved,
  question: Question,
  protocol: FlowProtocol,
  asked: Asked,
  families: ReadonlySet<IpFamily>,
  callers: readonly Endpoint[],
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
  const found = findTargets(named, wantedPort, protocol, asked.cluster, callers, asked.policies.profile.serviceProxy)
  if (!found.ok) return found
  if (found.value.kind === 'broken') {
    const { cause, service, port: servicePort, at } = found.value
    const note: Note = at
      ? { note: 'no-local-endpoints', service, servicePort, ...at }
      : { note: 'no-ready-endpoints', service, servicePort }
    return success({ answer: settled(cause, note) })
  }
  const { targets, varies } = found.value
  return success({ targets: targets.map((target) => ({ target, varies })) })
}

/**
 * One address outside for each way in which the policies can tell addresses apart, of the families that the other end
 * speaks.
 */
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
 * An address outside is known to policies by the names under which the source looked it up, which a question for the
 * address leaves open: none, or one of each kind that rules tell apart. An address inside has no name unless the
 * question gives it one.
 * Source: https://network-policy-api.sigs.k8s.io/npeps/npep-133-fqdn-egress-selector/#expected-behavior ("if the Pod …
 * just sends traffic to the IP … traffic is not guaranteed to flow").
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
export function familiesOf(resolved: Resolved): ReadonlySet<IpFamily> {
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
