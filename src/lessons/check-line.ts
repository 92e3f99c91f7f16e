import { isSameSetting } from '../sim/cni/choice.ts'
import type { KubernetesObject, World } from '../world/index.ts'
import type { GoalLine, LessonEvent } from './goal.ts'
import { isSamePlace, podsFitting, podsNamed, podsOf } from './places.ts'
import { checkLink } from './link-line.ts'
import { checkRoad } from './road-line.ts'
import { checkTesting } from './testing-lines.ts'
import { checkCapability, checkEnforced, checkSecurity } from './security-lines.ts'
import { checkFlow, checkMoment } from './flow-line.ts'
import type { Attempt, LineState } from './line-state.ts'
import { hasSameEffect, isSameObject } from './same-effect.ts'

/** Checks one line. `text` is the line as written, by which predictions are kept. */
export function checkLine(line: GoalLine, text: string, attempt: Attempt): LineState {
  const { world, start } = attempt
  switch (line.line) {
    case 'flow':
      return checkFlow(line, world)
    case 'predict': {
      const said = Object.hasOwn(attempt.predictions, text) ? attempt.predictions[text]! : null
      return {
        met: said === line.answer,
        found: {
          of: 'prediction',
          said,
          question: line.question,
          answer: said === null ? null : start.ask(line.question),
        },
      }
    }
    case 'select':
      return compareNames('pods', isolatedPods(world, line.policy, line.direction), podsNamed(world, line.pods))
    case 'endpoints': {
      const service = world.cluster.services.find(({ namespace, name }) => `${namespace.name}/${name}` === line.service)
      if (!service) return { met: false, found: { of: 'nothing', name: line.service } }
      return compareNames(
        'pods',
        new Set(
          service.backends.flatMap(({ endpoint, ready }) =>
            ready && endpoint.kind === 'pod' ? [`${endpoint.pod.namespace.name}/${endpoint.pod.name}`] : [],
          ),
        ),
        podsNamed(world, line.pods),
      )
    }
    case 'exposed': {
      const services = world.cluster.services.filter(
        ({ type, externalAddresses }) => type === 'NodePort' || type === 'LoadBalancer' || externalAddresses.length > 0,
      )
      return compareNames(
        'services',
        new Set(services.map(({ namespace, name }) => `${namespace.name}/${name}`)),
        new Set(line.services),
      )
    }
    case 'count': {
      const number = world.applied.filter(
        (object) =>
          isOfKind(object, line.kind) &&
          (line.namespace === null || (object.namespace ?? 'default') === line.namespace),
      ).length
      return { met: number === line.number, found: { of: 'number', number } }
    }
    case 'pods': {
      const number = podsOf(world, line.workload).length
      return { met: number === line.number, found: { of: 'number', number } }
    }
    case 'exists': {
      const is = objectNamed(world, line.kind, line.name) ? 'there' : 'missing'
      return { met: is === 'there', found: { of: 'object', is } }
    }
    case 'unchanged': {
      const before = objectNamed(start, line.kind, line.name)
      const now = objectNamed(world, line.kind, line.name)
      const is = !now ? 'missing' : before && isSameObject(before, now) ? 'there' : 'changed'
      return { met: is === 'there', found: { of: 'object', is } }
    }
    case 'security':
      return checkSecurity(line.pods, line.level, world)
    case 'enforces':
      return checkEnforced(line.namespace, line.level, world)
    case 'lacks':
      return checkCapability(line.pods, line.capability, world)
    case 'same-matrix': {
      const { opened, closed } = world.diff(start, 0)
      return { met: hasSameEffect(world, start), found: { of: 'changes', number: opened + closed } }
    }
    case 'at':
      return checkMoment(line, world)
    case 'road':
      return checkRoad(line, world)
    case 'link':
      return checkLink(line, world)
    case 'addressed': {
      const pods = line.pods.map((pattern) => ({ pattern, names: podsFitting(world, pattern) }))
      const absent = pods.find(({ names }) => names.length === 0)
      if (absent) return { met: false, found: { of: 'nothing', name: absent.pattern } }
      const missing = [...new Set(pods.flatMap(({ names }) => names))].filter(
        (name) => world.cluster.podByName.get(name)!.addresses.length === 0,
      )
      return { met: missing.length === 0, found: { of: 'addresses', missing } }
    }
    case 'safe': {
      const loot = attempt.attack?.loot.find(({ id }) => id === line.loot)
      return loot
        ? { met: loot.safe, found: { of: 'loot', question: loot.taken ? loot.question : null, answer: loot.answer } }
        : { met: false, found: { of: 'nothing', name: line.loot } }
    }
    case 'under': {
      const under = (each: World) =>
        each.under([...attempt.plugins, line.cni]).find(({ cni }) => isSameSetting(cni, line.cni))!
      return checkLine(line.goal, text, { ...attempt, world: under(world), start: under(start) })
    }
    case 'asserted':
    case 'exported':
    case 'asserted-at-most':
    case 'noticed':
    case 'output':
    case 'opened':
      return checkTesting(line, world, { assertions: attempt.assertions ?? [], before: attempt.before ?? null })
    case 'event':
      return { met: attempt.events.some((event) => isSameEvent(event, line.event, world)), found: { of: 'event' } }
  }
}

/** `Kind` and `namespace/name`, or the name alone where there is no namespace. */
function objectNamed(world: World, kind: string, name: string): KubernetesObject | undefined {
  return world.applied.find(
    (object) =>
      isOfKind(object, kind) &&
      (object.namespace === null ? object.name === name : `${object.namespace}/${object.name}` === name),
  )
}

/** `NetworkPolicy`, or `NetworkPolicy.networking.k8s.io` where another group has a kind of that name. */
function isOfKind(object: KubernetesObject, wanted: string): boolean {
  const [kind, ...group] = wanted.split('.')
  return object.kind === kind && (group.length === 0 || object.group === group.join('.'))
}

/** Pods that a policy of this name (null: any) closes in this direction, as `namespace/name`. */
function isolatedPods(world: World, policy: string | null, direction: 'ingress' | 'egress'): ReadonlySet<string> {
  const isolating = world.cluster.pods.filter(
    (pod) =>
      pod.endpoint !== null &&
      world.policies
        .applicable(direction, pod.endpoint)
        .some(({ policies }) =>
          policies.some(
            ({ isolates, namespace, name }) => isolates && (policy === null || policy === `${namespace}/${name}`),
          ),
        ),
  )
  return new Set(isolating.map(({ namespace, name }) => `${namespace.name}/${name}`))
}

function compareNames(of: 'pods' | 'services', now: ReadonlySet<string>, wanted: ReadonlySet<string>): LineState {
  const more = [...now].filter((name) => !wanted.has(name))
  const missing = [...wanted].filter((name) => !now.has(name))
  return { met: more.length + missing.length === 0, found: { of, more, missing } }
}

function isSameEvent(done: LessonEvent, wanted: LessonEvent, world: World): boolean {
  if (done.event === 'select' && wanted.event === 'select') return isSamePlace(done.ref, wanted.ref, world)
  if (done.event === 'red' && wanted.event === 'red') return done.number >= wanted.number
  if (done.event === 'run' && wanted.event === 'run') return done.tool === wanted.tool
  if (done.event === 'export' && wanted.event === 'export') return true
  if (done.event === 'loot' && wanted.event === 'loot') return done.loot === wanted.loot
  if (done.event === 'view' && wanted.event === 'view') return done.view === wanted.view
  if (
    done.event === 'walk' &&
    wanted.event === 'walk' &&
    wanted.cni &&
    (done.cni?.name !== wanted.cni.name || done.cni.mode !== wanted.cni.mode)
  )
    return false
  if (!('question' in done) || !('question' in wanted) || done.event !== wanted.event) return false
  const [a, b] = [done.question, wanted.question]
  const isSamePort =
    b.port === undefined || (String(a.port) === String(b.port) && (a.protocol ?? 'TCP') === (b.protocol ?? 'TCP'))
  return isSamePlace(a.from, b.from, world) && isSamePlace(a.to, b.to, world) && isSamePort
}
