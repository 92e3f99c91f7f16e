import { GraphDrawing, type Drawing, type DrawingInput } from '../../../../src/app/viz/graph/drawing.ts'
import { typeAt } from '../../../../src/app/viz/graph/type.ts'
import { Engine } from '../../../../src/worker/engine.ts'
import type { Snapshot } from '../../../../src/worker/snapshot.ts'
import { unpack } from '../../../../src/worker/wire.ts'

/** An engine that is shown one text after the other, as the screen sees it. */
export function screen(): (text: string) => Snapshot {
  const engine = new Engine()
  let last: Snapshot | null = null
  let revision = 0
  return (text) => {
    const reply = engine.handle({
      type: 'open',
      id: revision,
      revision: ++revision,
      order: ['all'],
      changed: [{ name: 'all', text }],
      active: 'all',
      fresh: revision === 1,
      applyBroken: false,
      question: null,
    })
    if (reply.type !== 'snapshot') throw new Error('no snapshot')
    last = unpack(reply.snapshot, last)
    return last
  }
}

export const snapshotOf = (text: string): Snapshot => screen()(text)

const AT_100 = typeAt(1)

export function inputOf({ cluster, reach, diff }: Snapshot, more: Partial<DrawingInput> = {}): DrawingInput {
  const nothing = { selection: null, goals: [], pinned: null, unfolded: null, room: null }
  return { cluster, reach, diff, ...nothing, type: AT_100, ...more }
}

export const drawingOf = (text: string, more: Partial<DrawingInput> = {}): Drawing =>
  new GraphDrawing().update(inputOf(snapshotOf(text), more))

export const pod = (id: string, { labels = '', ports = [8080] as readonly number[] } = {}): string => {
  const [namespace, name] = id.split('/')
  return `apiVersion: v1
kind: Pod
metadata: { name: ${JSON.stringify(name)}, namespace: ${namespace}, labels: { app: ${JSON.stringify(name!.slice(0, 60))}${labels === '' ? '' : `, ${labels}`} } }
spec: { containers: [{ name: c, image: x, ports: [${ports.map((port) => `{ containerPort: ${port} }`).join(', ')}] }] }
`
}

export const policy = (namespace: string, name: string, spec: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
`

export const all = (...documents: readonly string[]): string => documents.join('---\n')

const NAMES = ['web', 'api', 'db', 'cache', 'worker', 'cron', 'mail', 'search']

/** So many namespaces with so many pods each; every second namespace lets its pods and one of the next in. */
export function town(namespaces: number, each: number): string {
  return all(
    ...Array.from({ length: namespaces }, (_, n) => [
      ...Array.from({ length: each }, (_, index) =>
        pod(`team-${n}/${NAMES[index % NAMES.length]}-${index}`, {
          ports: index % 3 === 0 ? [8000 + index, 9090] : [8000 + index],
        }),
      ),
      policy(
        `team-${n}`,
        'some',
        n % 2 === 0
          ? `{ podSelector: { matchLabels: { app: api-1 } }, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 8001 }] }, { from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: web-0 } } }] }] }`
          : `{ podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ from: [{ podSelector: { matchLabels: { app: web-0 } } }] }], egress: [{ to: [{ podSelector: { matchLabels: { app: db-2 } } }] }] }`,
      ),
    ]).flat(),
  )
}

/** The shop of the lessons in short: a front, an interface, stores; another namespace that looks alike; scrapers. */
export const SHOP = all(
  pod('ingress/edge', { ports: [443] }),
  pod('shop/web', { labels: 'tier: frontend' }),
  pod('shop/api', { labels: 'tier: backend', ports: [8080, 9090] }),
  pod('shop/db', { labels: 'tier: data', ports: [5432, 9187] }),
  pod('shop/cache', { labels: 'tier: data', ports: [6379] }),
  pod('shop/exporter', { labels: 'tier: ops', ports: [9100] }),
  pod('dev/web'),
  pod('dev/dbg', { ports: [] }),
  pod('monitoring/prom', { ports: [9090] }),
  pod('monitoring/grafana', { ports: [3000] }),
  pod('kube-system/dns', { ports: [53] }),
  `apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }
`,
)

export const CLOSED = policy('shop', 'closed', '{ podSelector: {}, policyTypes: [Ingress] }')
export const GUESTS = policy(
  'shop',
  'guests',
  '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8080 }] }, { from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: prom } } }] }] }',
)
