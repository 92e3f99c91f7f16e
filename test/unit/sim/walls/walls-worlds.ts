import type { Pod } from '../../../../src/model/cluster.ts'
import { settingOf, type CniName } from '../../../../src/sim/cni/choice.ts'
import { podWalls, type PodWalls } from '../../../../src/sim/walls/pod-walls.ts'
import { openWorld, type World } from '../../../../src/world/index.ts'

/**
 * A cluster of two nodes: `shop/web` with what is given as its spec, beside `shop/a` and `dev/b` on `n1`; `shop/far` on
 * `n2`.
 */
export function worldWith(spec: string, more = ''): World {
  return openWorld({
    documents: [{ name: 'pods', text: `${POD('shop', 'web', `{nodeName: n1, ${spec}}`)}\n---\n${OTHERS}\n${more}` }],
  })
}

const POD = (namespace: string, name: string, spec: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}`
const PLAIN = (node: string) => `{nodeName: ${node}, containers: [{name: c, image: i}]}`
const OTHERS = [
  POD('shop', 'a', PLAIN('n1')),
  POD('dev', 'b', PLAIN('n1')),
  POD('shop', 'far', PLAIN('n2')),
  POD('shop', 'host', '{nodeName: n1, hostNetwork: true, containers: [{name: c, image: i}]}'),
  `${POD('shop', 'done', PLAIN('n1'))}\nstatus: {phase: Succeeded}`,
].join('\n---\n')

export function wallsUnder(cni: CniName, spec: string, options: Readonly<Record<string, string>> = {}): PodWalls {
  const world = worldWith(spec)
  return podWalls(podNamed(world, 'shop/web'), world.cluster, settingOf({ name: cni, options }))
}

export function podNamed({ cluster }: World, name: string): Pod {
  const pod = cluster.podByName.get(name)
  if (!pod) throw new Error(`there is no pod ${name}`)
  return pod
}
