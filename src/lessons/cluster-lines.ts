import type { KubernetesObject, World } from '../world/index.ts'
import type { GoalLine } from './goal.ts'
import type { LineState } from './line-state.ts'
import { podsMeant, podsNamed, podsOf } from './places.ts'
import { isSameObject } from './same-effect.ts'
import { namespacedName } from '../model/namespaced-name.ts'

type Line<Word extends GoalLine['line']> = Extract<GoalLine, { readonly line: Word }>

/** Whether the policy, or any, closes this direction of these pods and of no others. */
export function checkSelected({ policy, direction, pods }: Line<'select'>, world: World): LineState {
  return compareNames('pods', isolatedPods(world, policy, direction), podsNamed(world, pods))
}

/** Whether the Service leads to these pods and to no others. One that is not ready is none. */
export function checkEndpoints(line: Line<'endpoints'>, world: World): LineState {
  const service = world.cluster.services.find((each) => namespacedName(each) === line.service)
  if (!service) return { met: false, found: { of: 'nothing', name: line.service } }
  return compareNames(
    'pods',
    new Set(
      service.backends.flatMap(({ endpoint, ready }) =>
        ready && endpoint.kind === 'pod' ? [namespacedName(endpoint.pod)] : [],
      ),
    ),
    podsNamed(world, line.pods),
  )
}

/** Whether these Services, and no others, can be called from outside the cluster. */
export function checkExposed(line: Line<'exposed'>, { cluster }: World): LineState {
  const services = cluster.services.filter(
    ({ type, externalAddresses }) => type === 'NodePort' || type === 'LoadBalancer' || externalAddresses.length > 0,
  )
  return compareNames('services', new Set(services.map(namespacedName)), new Set(line.services))
}

/** Whether there are so many objects of the kind. */
export function checkCount({ kind, namespace, number: wanted }: Line<'count'>, { applied }: World): LineState {
  const number = applied.filter(
    (object) => isOfKind(object, kind) && (namespace === null || (object.namespace ?? 'default') === namespace),
  ).length
  return { met: number === wanted, found: { of: 'number', number } }
}

/** Whether the workload has so many pods. */
export function checkReplicas({ workload, number: wanted }: Line<'pods'>, world: World): LineState {
  const number = podsOf(world, workload).length
  return { met: number === wanted, found: { of: 'number', number } }
}

/** Whether the object is there. */
export function checkExists({ kind, name }: NamedObject, world: World): LineState {
  const is = objectNamed(world, kind, name) ? 'there' : 'missing'
  return { met: is === 'there', found: { of: 'object', is } }
}

/** Whether the object is there as it was at the start. */
export function checkUnchanged({ kind, name }: NamedObject, world: World, start: World): LineState {
  const before = objectNamed(start, kind, name)
  const now = objectNamed(world, kind, name)
  const is = !now ? 'missing' : before && isSameObject(before, now) ? 'there' : 'changed'
  return { met: is === 'there', found: { of: 'object', is } }
}

/** Whether every pod that is meant has an address. */
export function checkAddressed({ pods }: Line<'addressed'>, world: World): LineState {
  const meant = podsMeant(pods, world)
  if (typeof meant === 'string') return { met: false, found: { of: 'nothing', name: meant } }
  const missing = meant.filter((name) => world.cluster.podByName.get(name)!.addresses.length === 0)
  return { met: missing.length === 0, found: { of: 'addresses', missing } }
}

type NamedObject = Line<'exists' | 'unchanged'>

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
  return new Set(isolating.map(namespacedName))
}

function compareNames(of: 'pods' | 'services', now: ReadonlySet<string>, wanted: ReadonlySet<string>): LineState {
  const more = [...now].filter((name) => !wanted.has(name))
  const missing = [...wanted].filter((name) => !now.has(name))
  return { met: more.length + missing.length === 0, found: { of, more, missing } }
}
