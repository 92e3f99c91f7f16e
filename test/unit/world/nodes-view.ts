import { openWorld, type CniChoice, type NodesView } from '../../../src/world/index.ts'
import { nodesOf } from '../../../src/world/nodes.ts'

/** A Node. */
export const node = (name: string, more: { spec?: object; status?: object; labels?: object } = {}) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: more.labels ?? {} },
  spec: more.spec ?? {},
  status: more.status ?? {},
})

/** A Deployment of so many pods. */
export const web = (replicas: number, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { ...spec, containers: [{ name: 'web', image: 'web' }] } },
  },
})

/** Nodes `a` and `b`, of which nothing is known. */
export const TWO = [node('a'), node('b')]

/** What the Nodes picture shows of these objects; `more`: pods that are added. */
export function viewOf(
  objects: readonly object[],
  cni: CniChoice,
  more: { pods: number; node: string | null } = { pods: 0, node: null },
  nodes = 10,
): NodesView {
  return nodesOf(
    openWorld({
      documents: [{ name: 'all', text: objects.map((object) => JSON.stringify(object)).join('\n---\n') }],
      cni,
    }),
    { nodes, more },
  )
}
