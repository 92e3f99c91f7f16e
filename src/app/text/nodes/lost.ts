import type { LostPods, NodesView } from '../../../world/nodes.ts'
import { code, count, counted, list, say, type Sentence } from '../sentence.ts'

/** Where the pods went that were added. */
export function addedText({ nodes, moreNodes, lost }: NodesView, asked: number): Sentence {
  const missing = lost.reduce((sum, each) => sum + (each.added ? each.pods : 0), 0)
  const places = nodes.filter(({ added }) => added > 0).map(({ node, added }) => say`${added} on ${code(node)}`)
  const elsewhere = asked - missing - nodes.reduce((sum, { added }) => sum + added, 0)
  const where = [...places.slice(0, 3), ...(places.length > 3 || elsewhere > 0 ? [say`${asked - missing - sumOf(nodes.filter(({ added }) => added > 0).slice(0, 3))} on ${moreNodes + Math.max(0, places.length - 3) === 1 ? 'another' : 'others'}`] : [])]
  if (missing === asked) return say`None of the ${count(asked, 'pod')} got a place and an address.`
  return missing === 0 ? say`All ${asked} run: ${list(where)}.` : say`${asked - missing} run: ${list(where)}. ${missing} ${missing === 1 ? 'does' : 'do'} not.`
}

function sumOf(nodes: NodesView['nodes']): number {
  return nodes.reduce((sum, { added }) => sum + added, 0)
}

/** What happens to pods that have no place or no address. */
export function lostText({ why, pods, node, added }: LostPods): Sentence {
  const who = `${counted(pods, 'pod')}${added ? '' : ' of the documents'}`.replace(/^./, (first) => first.toUpperCase())
  switch (why) {
    case 'not-scheduled': return say`${who} ${stays(pods)} Pending: the scheduler finds no node.`
    case 'refused': return say`${who} ${pods === 1 ? 'is' : 'are'} refused: the text puts ${pods === 1 ? 'it' : 'them'} on ${code(node!)}, whose kubelet takes no more.`
    case 'no-address': return say`${who} ${stays(pods)} in ContainerCreating on ${code(node!)}: the kubelet takes ${pods === 1 ? 'it' : 'them'}, and the plugin has no address left.`
  }
}

function stays(pods: number): string {
  return pods === 1 ? 'stays' : 'stay'
}

/** What `kubectl` shows of one of them: the command, and its lines. */
export function lostLines({ why, example, message }: LostPods): { readonly command: string; readonly output: readonly string[] } {
  const [namespace, name] = example.split('/') as [string, string]
  switch (why) {
    case 'not-scheduled': return { command: `kubectl -n ${namespace} describe pod ${name}`, output: ['Status:  Pending', `Warning  FailedScheduling  default-scheduler  ${message}`] }
    case 'refused': return { command: `kubectl -n ${namespace} describe pod ${name}`, output: ['Status:  Failed', 'Reason:  OutOfpods', `Message: ${message}`] }
    case 'no-address': return { command: `kubectl -n ${namespace} describe pod ${name}`, output: ['Status:  Pending', 'Reason:  ContainerCreating', `Warning  FailedCreatePodSandBox  kubelet  ${message}`] }
  }
}
