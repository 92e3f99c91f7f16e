import { printBlock, type YamlObject, type YamlValue } from '../../manifests/print-yaml.ts'
import type { Pod } from '../../model/cluster.ts'
import type { Direction } from '../../policy/form.ts'

/** The text of a NetworkPolicy for the pods of one workload, with these rules in one direction; none: an empty list. */
export function policyText(
  name: string,
  pod: Pod,
  podSelector: YamlObject,
  direction: Direction,
  rules: readonly YamlValue[],
): string {
  return `${printBlock(
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: pod.namespace.name },
      spec: { podSelector, policyTypes: [direction === 'ingress' ? 'Ingress' : 'Egress'], [direction]: rules },
    },
    0,
    { step: 2, dash: 2 },
  )}\n`
}

/** The name itself when no policy of the namespace has it, else with the next number. */
export function freePolicyName(wanted: string, taken: ReadonlySet<string>): string {
  const name = wanted.slice(0, 60).replace(/[^a-z0-9]+$/, '')
  let number = 2
  if (!taken.has(name)) return name
  while (taken.has(`${name}-${number}`)) number++
  return `${name}-${number}`
}
