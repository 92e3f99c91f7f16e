import type { WorkloadView } from '../../../worker/snapshot.ts'

/**
 * Where a workload stands in the usual direction of traffic: it asks, it does both, it answers. Sources go left, stores
 * right.
 */
export type Rank = 0 | 1 | 2

/** Labels by which teams commonly say which tier a workload belongs to, most telling first. */
const TIER_LABELS = ['tier', 'app.kubernetes.io/component', 'component', 'role', 'layer']

const SOURCES = new Set([
  'ingress',
  'edge',
  'gateway',
  'gw',
  'proxy',
  'nginx',
  'traefik',
  'haproxy',
  'envoy',
  'lb',
  'frontend',
  'front',
  'web',
  'www',
  'ui',
  'site',
  'portal',
  'client',
  'loadgenerator',
  'loadgen',
  'load',
  'test',
  'tester',
  'probe',
  'dbg',
  'debug',
  'shell',
  'prom',
  'prometheus',
  'grafana',
  'monitoring',
  'scraper',
  'cron',
  'crawler',
])
const STORES = new Set([
  'db',
  'database',
  'data',
  'store',
  'storage',
  'cache',
  'queue',
  'broker',
  'redis',
  'valkey',
  'memcached',
  'postgres',
  'postgresql',
  'pg',
  'mysql',
  'mariadb',
  'mongo',
  'mongodb',
  'sql',
  'kafka',
  'rabbitmq',
  'nats',
  'minio',
  's3',
  'vault',
  'elastic',
  'elasticsearch',
  'opensearch',
  'etcd',
  'zookeeper',
  'cassandra',
  'dns',
  'coredns',
  'persistence',
])
const MIDDLE = new Set(['backend', 'back', 'service', 'middle', 'api', 'app', 'worker'])
const STORE_PORTS = new Set([53, 1433, 1521, 2379, 3306, 4222, 5432, 5672, 6379, 8086, 9042, 9092, 9200, 11211, 27017])

/**
 * A guess from words and ports alone, never from policies, so that editing a policy moves nobody. What nothing is known
 * about stands in the middle; what listens on no port can only ask.
 */
export function rankOf({ name, kind, labels, ports }: Pick<WorkloadView, 'name' | 'kind' | 'labels' | 'ports'>): Rank {
  for (const key of TIER_LABELS) {
    const told = rankOfWords(labels[key] ?? '')
    if (told !== null) return told
  }
  const named = rankOfWords(name)
  if (named !== null) return named
  if (ports.some(({ port }) => STORE_PORTS.has(port))) return 2
  if (kind === 'StatefulSet') return 2
  return ports.length === 0 || kind === 'Job' || kind === 'CronJob' ? 0 : 1
}

/** The last telling word wins: `web-cache` is a cache, `db-proxy` a proxy. */
function rankOfWords(text: string): Rank | null {
  for (const word of text
    .toLowerCase()
    .split(/[^a-z]+/)
    .reverse()) {
    if (SOURCES.has(word)) return 0
    if (STORES.has(word)) return 2
    if (MIDDLE.has(word)) return 1
  }
  return null
}
