import { namespacedName } from '../../model/namespaced-name.ts'
import type { World } from '../index.ts'

/** Where a command can be run. `ref` is a reference, `kind` what it is. */
export interface TerminalPlace {
  readonly ref: string
  readonly kind: 'pod' | 'node' | 'outside'
  readonly label: string
}

/** More pods than these are not listed: of each workload the first comes first. */
const MOST_PODS = 200

/** Pods that run, then nodes, then the outside. */
export function terminalPlaces({ cluster }: World): readonly TerminalPlace[] {
  const pods = cluster.workloads.flatMap(({ pods: of }) => of.filter((pod) => !pod.finished).slice(0, 1))
  return [
    ...pods
      .slice(0, MOST_PODS)
      .map(namespacedName)
      .map((name): TerminalPlace => ({ ref: name, kind: 'pod', label: name })),
    ...cluster.nodes.map(({ name }): TerminalPlace => ({ ref: `node:${name}`, kind: 'node', label: name })),
    { ref: 'internet', kind: 'outside', label: 'outside' },
  ]
}
