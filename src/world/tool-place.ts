import type { Refusal } from '../engine/leg.ts'
import { isPortProtocol } from '../ground/ports.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import { apiObjects, type ApiObjects } from '../sim/machines/api-objects.ts'
import type { Machine } from '../sim/machines/machine.ts'
import { machinesOf } from '../sim/machines/read-machines.ts'
import type { Contact, ObservedFlow, Probe, Reach, ToolFile, Workplace } from '../sim/tools/tool.ts'
import type { Answer, Question } from './answer.ts'
import { observe } from './hubble/observe.ts'
import type { World } from './index.ts'

/**
 * A world as a tool in a terminal finds it. `startedAt`: milliseconds since 1970. `at`: where it is run. `sent`: what
 * was sent before it; what it sends is added. Machines and objects are read when a tool first asks for them.
 */
export function workplaceOf(
  world: World,
  files: readonly ToolFile[],
  input: string | null,
  startedAt: number,
  at = 'internet',
  sent: Probe[] = [],
): Workplace {
  const reach = reachIn(world)
  let machines: readonly Machine[] | null = null
  let api: ApiObjects | null = null
  let policies: readonly KubernetesObject[] | null = null
  return {
    cluster: world.cluster,
    files,
    input,
    startedAt,
    at,
    locate: world.locate,
    reach(probe) {
      sent.push(probe)
      return reach(probe)
    },
    observed: () => (world.cni.name === 'cilium' ? observedIn(world, sent) : null),
    get policies() {
      return (policies ??= networkPolicies(world))
    },
    get machines() {
      return (machines ??= machinesOf(world.cluster, world.applied, {
        pods: world.network.podRange.text,
        services: world.network.serviceRange.text,
      }))
    },
    get api() {
      return (api ??= apiObjects(world.cluster, world.applied))
    },
  }
}

function networkPolicies({ applied }: World): readonly KubernetesObject[] {
  const key = ({ namespace, name }: KubernetesObject) => `${namespace ?? 'default'}/${name}`
  return applied
    .filter(({ kind, group }) => kind === 'NetworkPolicy' && group === 'networking.k8s.io')
    .sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

/** Every try of a tool is a question to the world. */
function reachIn(world: World): Reach {
  return (probe) => contactOf(world.ask(questionOf(probe)), world)
}

function questionOf({ from, to, port, protocol, http }: Probe): Question {
  return { from, to, protocol, ...(port !== undefined && { port }), ...(http && { http }) }
}

/** Milliseconds between two commands, for nobody knows when they were typed: longer than a client tries again. */
const APART = 60_000

function observedIn(world: World, sent: readonly Probe[]): readonly ObservedFlow[] {
  return sent.flatMap((probe, index) =>
    observe(questionOf(probe), world, index * APART).map((line) => ({ ...line, probe })),
  )
}

/** What a caller meets under an answer. */
function contactOf(answer: Answer, world: World): Contact {
  switch (answer.outcome) {
    case 'unanswerable':
      return { contact: 'no-such' }
    case 'allowed':
      return answer.parts && new Set(answer.parts.map(({ answer: part }) => listensIn(part, world))).size > 1
        ? ways(answer.parts.map(({ answer: part }) => contactOf(part, world)))
        : { contact: 'connected', listens: listensIn(answer, world), address: answer.flow?.destination.address ?? null }
    // The connection stands, and what is said on it is not known: nobody refuses the connection itself.
    case 'conditional':
      return answer.parts
        ? ways(answer.parts.map(({ answer: part }) => contactOf(part, world)))
        : { contact: 'connected', listens: listensIn(answer, world), address: answer.flow?.destination.address ?? null }
    case 'denied':
      return denied(answer, world)
  }
}

/** Calico's agent gives its 403 no text. */
function denied({ cause, notes, mesh }: Answer, { cni }: World): Contact {
  if (mesh?.refusal) return refusedInMesh(mesh.refusal)
  switch (cause) {
    case 'no-endpoints':
      return { contact: notes.some(({ note }) => note === 'no-local-endpoints') ? 'dropped' : 'refused' }
    case 'no-route':
      return { contact: 'no-route' }
    case 'name-not-resolved':
    case 'dns-refused':
      return { contact: 'unknown-name' }
    case 'http-403':
      return { contact: 'rejected', status: 403, body: cni.name === 'calico' ? null : 'Access denied' }
    case 'tls-mismatch':
      return { contact: 'cut', how: 'reset' }
    case 'l7-denied':
    case 'connection-closed':
      return { contact: 'cut', how: 'closed' }
    default:
      return {
        contact: notes.some((each) => each.note === 'plugin-remark' && each.remark === 'denial-answered')
          ? 'no-route'
          : 'dropped',
      }
  }
}

/** A proxy of a mesh takes the connection before it decides, unless it does not listen. */
function refusedInMesh({ sees, status, body }: Refusal): Contact {
  switch (sees) {
    case 'response':
      return { contact: 'rejected', status: status ?? 503, body }
    case 'refused':
      return { contact: 'refused' }
    case 'tls-error':
      return { contact: 'cut', how: 'handshake' }
    case 'reset':
    case 'closed':
      return { contact: 'cut', how: sees }
  }
}

/** One way stands for itself. */
function ways(all: readonly Contact[]): Contact {
  const distinct = [...new Map(all.map((contact) => [keyOf(contact), contact])).values()]
  return distinct.length === 1 ? distinct[0]! : { contact: 'depends', ways: distinct }
}

/** Two addresses are one way. */
function keyOf(contact: Contact): string {
  return contact.contact === 'connected' ? `connected ${contact.listens}` : JSON.stringify(contact)
}

function listensIn({ flow }: Answer, { cluster }: World): boolean {
  if (!flow || flow.port === null || !isPortProtocol(flow.protocol)) return true
  const pod = cluster.podByName.get(flow.destination.ref)
  return (
    !pod ||
    pod.ports.length === 0 ||
    pod.ports.some(({ port, protocol }) => port === flow.port && protocol === flow.protocol)
  )
}
