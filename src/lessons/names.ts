import type { World } from '../world/index.ts'
import { lessonHeads, type Curriculum } from './curriculum.ts'
import type { ResolveName } from './prose.ts'
import { namespacedName } from '../model/namespaced-name.ts'

/**
 * What names in a lesson's text may stand for: tabs, policies of the start or of the solution, endpoints, Services,
 * nodes, questions (`shop/web -> shop/api:8080`), other lessons (`lesson:C4`).
 */
export function namesOf(
  start: World,
  solution: World,
  tabs: readonly string[],
  curriculum: Pick<Curriculum, 'tracks'>,
): ResolveName {
  const policies = new Set(
    [...start.policies.policies, ...solution.policies.policies].map(({ namespace, name }) =>
      namespace === null ? name : `${namespace}/${name}`,
    ),
  )
  const heads = lessonHeads(curriculum)
  return (name) => {
    if (tabs.includes(name)) return { to: 'tab', name }
    if (name.startsWith('lesson:')) {
      const head = heads.find(
        ({ id, code }) => code === name.slice('lesson:'.length) || id === name.slice('lesson:'.length),
      )
      return head ? { to: 'lesson', id: head.id } : null
    }
    if (/->|→/.test(name)) {
      const parsed = [start, solution].find((world) => isAnswered(world, name))
      return parsed ? { to: 'question', question: name.replace(/\s*→\s*/, ' -> ') } : null
    }
    if (policies.has(name)) return { to: 'policy', name }
    return [start, solution].some((world) => isEndpoint(world, name)) ? { to: 'endpoint', ref: name } : null
  }
}

function isAnswered(world: World, text: string): boolean {
  const question = world.parse(text)
  return question.ok && world.ask(question.value).outcome !== 'unanswerable'
}

/** A workload, a pod, a Service, a node, the internet. */
export function isEndpoint({ cluster }: World, name: string): boolean {
  return (
    cluster.workloadByRef.has(name) ||
    cluster.podByName.has(name) ||
    cluster.workloads.some((workload) => namespacedName(workload) === name) ||
    cluster.services.some((service) => `svc:${namespacedName(service)}` === name) ||
    cluster.nodes.some((node) => `node:${node.name}` === name) ||
    name === 'internet'
  )
}

/** Whether a text in code looks as if it named something in the cluster, so that it should resolve. */
export function looksLikeName(world: World, text: string): boolean {
  const [, namespace] = /^(?:[a-z]+:)?([a-z0-9-]+)\/[a-z0-9-]+$/.exec(text) ?? []
  return namespace !== undefined && world.cluster.namespaces.has(namespace)
}
