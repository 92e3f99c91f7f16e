import { externalEndpoint } from '../model/endpoint.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import type { Flow } from '../policy/match.ts'
import { addressAt } from '../sim/cni/address-range.ts'
import { ephemeralPort } from '../sim/cni/headers.ts'
import type { Trip, TripEnd } from '../sim/cni/trip.ts'
import type { Answer, Question } from './answer.ts'
import { expandSources } from './expanded.ts'
import { resolveReference } from './references.ts'
import { endOf, endpointOf, type Walked } from './walk-ends.ts'
import { hostText, namelessPods, nameOf } from './walk-name.ts'
import { blockedService, frontOf } from './walk-service.ts'

/**
 * The way of a connection that ends before anything is judged: at its name, or at a Service with nobody behind it.
 * `sent`: by this caller; absent: by the first whom the question may mean.
 */
export function brokenTrip(question: Question, answer: Answer, walked: Walked, sent?: Flow): Trip | null {
  const { cluster, network } = walked
  const from = sent ? endOf(sent.source, sent.sourceAddress, walked) : firstEnd(question, walked)
  const note = answer.notes.find((each) => each.note === 'no-ready-endpoints' || each.note === 'no-local-endpoints')
  if (!from || answer.cause === 'no-route') return null
  const isLookup = question.to.startsWith('name:') && answer.cause !== 'no-endpoints'
  const named =
    note && !isLookup
      ? { service: cluster.services.find((each) => namespacedName(each) === note.service), port: note.servicePort }
      : null
  if (!isLookup && !named?.service) return null
  const blocked = note?.note === 'no-local-endpoints' ? note.note : 'no-endpoints'
  const service = named?.service ? blockedService(question, named.service, named.port, blocked, from, walked) : null
  if (service && service.dials !== 'cluster-ip' && !service.entry) return null
  // Nobody is there: the Service's own address stands for the other end, and for a name that leads nowhere the first of
  // the range.
  const address =
    named?.service?.clusterAddresses.find(({ family }) => family === from.address.family) ??
    addressAt(network.serviceRange, 0)
  const port = named?.port ?? (typeof question.port === 'number' ? question.port : null)
  const front =
    service && named?.service ? frontOf(service, named.service, named.port, null, address, walked) : { address, port }
  const dialled = { host: hostText(question, front.address), ...front }
  const flow: Flow = {
    source: endpointOf(from),
    destination: externalEndpoint(question.to, address),
    sourceAddress: from.address,
    destinationAddress: address,
    name: null,
    protocol: question.protocol ?? 'TCP',
    port,
    hairpin: false,
    service: null,
  }
  return {
    network,
    cluster,
    flow,
    from,
    to: { in: 'outside', label: question.to, node: null, address },
    gates: { egress: null, ingress: null },
    connected: true,
    dialled,
    service,
    name: isLookup
      ? nameOf(question, from, answer, walked)
      : named?.service?.headless
        ? namelessPods(named.service, dialled, question, walked)
        : nameOf(question, from, null, walked),
    sourcePort: ephemeralPort(`${from.address.text} ${dialled.address.text} ${dialled.port}`),
  }
}

/** Whoever the question may mean first. */
function firstEnd(question: Question, walked: Walked): TripEnd | null {
  const from = resolveReference(question.from, walked.cluster, walked.facts)
  const [first] = from.ok ? expandSources(from.value, walked, new Set([4])).candidates : []
  return first ? endOf(first.endpoint, first.address, walked) : null
}
