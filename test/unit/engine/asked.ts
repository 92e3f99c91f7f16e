import { openWorld, type CniChoice, type World } from '../../../src/world/index.ts'
import { expectSurfacesAgree } from '../../suites/surfaces.ts'

/** A pod in namespace shop on a node, with named ports and more labels. */
export const pod = (name: string, node: string, ports: Readonly<Record<string, number>> = {}, labels = '') =>
  `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: ${name}${labels}}}
spec: {nodeName: ${node}, containers: [{name: main, image: example/app, ports: [${Object.entries(ports)
    .map(([port, number]) => `{name: ${port}, containerPort: ${number}}`)
    .join(', ')}]}]}`

/** A node with its address. */
export const node = (name: string, address: string) =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nstatus: {addresses: [{type: InternalIP, address: ${address}}]}`

/** A world of these texts. */
export const open = (cni: CniChoice, ...texts: readonly string[]): World => reopen(cni, null, ...texts)

/** The same, gone on from an earlier one: each text is a document of its own. */
export const reopen = (cni: CniChoice, before: World | null, ...texts: readonly string[]): World =>
  openWorld({ documents: texts.map((text, index) => ({ name: `text ${index}`, text })), cni }, before ?? undefined)

/** What single questions say, to which lists and matrix are held. */
export function outcomes(world: World, ...asked: readonly string[]): readonly string[] {
  return asked.map((text) => {
    const question = world.parse(text)
    if (!question.ok) throw new Error(`cannot be read: ${text}`)
    const answer = world.ask(question.value)
    expectSurfacesAgree(world, question.value, answer)
    return answer.outcome
  })
}
