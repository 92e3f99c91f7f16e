import { printConnections } from '../ground/connections.ts'
import type { KubernetesObject, World } from '../world/index.ts'
import { canonical } from './canonical.ts'

/** Whether the same may reach the same: on the ports that pods and Services name, and on all others. */
export function hasSameEffect(world: World, other: World): boolean {
  if (world === other) return true
  const { opened, closed } = world.diff(other, 0)
  return opened + closed === 0 && effectOf(world) === effectOf(other)
}

const effects = new WeakMap<World, string>()

function effectOf(world: World): string {
  let effect = effects.get(world)
  if (effect === undefined) {
    effect = world
      .connections()
      .map(
        ({ from, to, allowed, conditional }) =>
          `${from} ${to} ${printConnections(allowed)} ${printConnections(conditional)}`,
      )
      .sort()
      .join('\n')
    effects.set(world, effect)
  }
  return effect
}

/** The order in which fields are written means nothing. */
export function isSameObject(a: KubernetesObject, b: KubernetesObject): boolean {
  return a === b || canonical(a.value) === canonical(b.value)
}
