import { openWorld, type World } from '../world/index.ts'
import type { ProseBlock } from './prose.ts'
import { namespacedName } from '../model/namespaced-name.ts'

/**
 * Which sources a list of peers admits: asked of a world in which one policy alone, with these peers, guards the
 * target. Sources and target are pods or workloads, `namespace/name`.
 */
export function admittedPeers(
  { text, sources, target }: Pick<Extract<ProseBlock, { of: 'peers' }>, 'text' | 'sources' | 'target'>,
  world: World,
): readonly string[] {
  const [name = ''] = target.split(/:(?=[^:]*$)/)
  const workload = world.cluster.workloads.find((each) => namespacedName(each) === name)
  if (!workload) return []
  // The peers are the lesson's own text, in block form, so they stand in a block document.
  const document = [
    'apiVersion: networking.k8s.io/v1',
    'kind: NetworkPolicy',
    `metadata: { name: peers, namespace: ${workload.namespace.name} }`,
    'spec:',
    `  podSelector: ${JSON.stringify({ matchLabels: workload.labels })}`,
    '  policyTypes: [Ingress]',
    '  ingress:',
    '  - from:',
    ...text.split('\n').map((line) => `    ${line}`),
  ].join('\n')
  const cluster = world.applied
    .filter(({ kind }) => kind !== 'NetworkPolicy')
    .map(({ value }) => JSON.stringify(value))
    .join('\n---\n')
  const trial = openWorld({
    documents: [
      { name: 'peers', text: document },
      { name: 'world', text: cluster },
    ],
  })
  return sources.filter((source) => {
    const question = trial.parse(`${source} -> ${target}`)
    return question.ok && trial.ask(question.value).outcome === 'allowed'
  })
}
