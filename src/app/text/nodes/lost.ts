import type { LostPods, NodesView } from '../../../world/nodes.ts'
import { NODES } from '../catalogue/en/nodes.ts'
import type { Sentence } from '../sentence.ts'

/** Nodes that are named before the rest is counted. */
const NAMED = 3

/** Where the pods went that were added. */
export function addedText({ nodes, moreNodes, lost }: NodesView, asked: number): Sentence {
  const missing = lost.reduce((sum, each) => sum + (each.added ? each.pods : 0), 0)
  const places = nodes.filter(({ added }) => added > 0)
  const elsewhere = asked - missing - sumOf(nodes)
  const where = [
    ...places.slice(0, NAMED).map(({ node, added }) => NODES.addedOn(added, node)),
    ...(places.length > NAMED || elsewhere > 0
      ? [
          NODES.addedElsewhere(
            asked - missing - sumOf(places.slice(0, NAMED)),
            moreNodes + Math.max(0, places.length - NAMED),
          ),
        ]
      : []),
  ]
  if (missing === asked) return NODES.nonePlaced(asked)
  return missing === 0 ? NODES.allPlaced(asked, where) : NODES.somePlaced(asked - missing, where, missing)
}

function sumOf(nodes: NodesView['nodes']): number {
  return nodes.reduce((sum, { added }) => sum + added, 0)
}

/** What happens to pods that have no place or no address. */
export function lostText({ why, pods, node, added }: LostPods): Sentence {
  return NODES.lost[why](pods, added, node ?? '')
}

/** What `kubectl` shows of one of them: the command, and its lines. */
export function lostLines({ why, example, message }: LostPods): {
  readonly command: string
  readonly output: readonly string[]
} {
  const [namespace, name] = example.split('/') as [string, string]
  switch (why) {
    case 'not-scheduled':
      return {
        command: `kubectl -n ${namespace} describe pod ${name}`,
        output: ['Status:  Pending', `Warning  FailedScheduling  default-scheduler  ${message}`],
      }
    case 'refused':
      return {
        command: `kubectl -n ${namespace} describe pod ${name}`,
        output: ['Status:  Failed', 'Reason:  OutOfpods', `Message: ${message}`],
      }
    case 'no-address':
      return {
        command: `kubectl -n ${namespace} describe pod ${name}`,
        output: [
          'Status:  Pending',
          'Reason:  ContainerCreating',
          `Warning  FailedCreatePodSandBox  kubelet  ${message}`,
        ],
      }
  }
}
