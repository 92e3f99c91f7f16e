import type { LabelRequirement } from '../../ground/labels.ts'
import type { NewcomerClass } from '../../world/index.ts'
import type { ListedConnection, ListedConnections, ListedEnd } from './listed.ts'

/**
 * For programs. Ports are ranges, inclusive. An end that exists has a `ref`, as questions write it; one that does not
 * has `notThereYet`: the labels that policies ask for, and one pod of the kind to try. `before` only where something
 * changed.
 */
export function printJson({ kind, connections }: ListedConnections): string {
  return `${JSON.stringify({ format: `reachable.${kind}`, version: 1, connections: connections.map(connectionOf) }, null, 2)}\n`
}

function connectionOf({ from, to, now, before, sign }: ListedConnection): unknown {
  return {
    ...(sign && { change: sign }),
    from: endOf(from),
    to: endOf(to),
    allowed: now.allowed,
    conditional: now.conditional,
    ...(sign && { before: { allowed: before.allowed, conditional: before.conditional } }),
  }
}

function endOf({ ref, name, namespace, newcomer }: ListedEnd): unknown {
  if (!newcomer) return { ref, name, namespace }
  return { name, notThereYet: { ...classOf(newcomer.pods), except: newcomer.except.map(classOf) } }
}

function classOf({ pods, namespace, example }: NewcomerClass): object {
  return {
    pods: pods.map(requirementOf),
    namespace:
      namespace.kind === 'existing' ? { name: namespace.name } : { labels: namespace.selector.map(requirementOf) },
    example,
  }
}

/** Where it is written is of no use outside. */
function requirementOf({ key, operator, values }: LabelRequirement): unknown {
  return { key, operator, values }
}
