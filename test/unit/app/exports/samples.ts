import { connectionsOf } from '../../../../src/ground/connections.ts'
import type { PortProtocol } from '../../../../src/ground/ports.ts'
import type { ListedConnection, ListedEnd } from '../../../../src/app/exports/listed.ts'
import type { PortSets } from '../../../../src/world/index.ts'

type Ranges = readonly (readonly [PortProtocol, number, number?])[]

const setOf = (ranges: Ranges) => connectionsOf(ranges.map(([protocol, from, to = from]) => ({ protocol, from, to })))

/** Port sets from single ports and ranges. */
export const sets = (allowed: Ranges, conditional: Ranges = []): PortSets => ({
  allowed: setOf(allowed),
  conditional: setOf(conditional),
})

export const ALL_OF_IT = sets([
  ['TCP', 0, 65535],
  ['UDP', 0, 65535],
  ['SCTP', 0, 65535],
])

export const end = (ref: string, namespace: string | null, label: string): ListedEnd => ({
  ref,
  name: namespace === null ? label : `${namespace}/${label}`,
  label,
  namespace,
  newcomer: null,
})

export const WEB = end('shop/web', 'shop', 'web')
export const API = end('deploy:shop/api', 'shop', 'api')
export const INTERNET = end('internet', null, 'internet')

/** Pods that do not exist: `app=job` in `dev`. */
export const JOB: ListedEnd = {
  ref: null,
  name: 'any pod with app=job in dev (not there yet)',
  label: 'any pod with app=job in dev (not there yet)',
  namespace: 'dev',
  newcomer: {
    pods: {
      pods: [{ key: 'app', operator: 'Equals', values: ['job'], path: [] }],
      namespace: { kind: 'existing', name: 'dev' },
      example: { namespace: 'dev', namespaceLabels: { 'kubernetes.io/metadata.name': 'dev' }, labels: { app: 'job' } },
    },
    except: [],
  },
}

export const connection = (
  from: ListedEnd,
  to: ListedEnd,
  now: PortSets,
  change: Pick<ListedConnection, 'before' | 'sign'> = { before: now, sign: null },
): ListedConnection => ({ from, to, now, ...change })

/** A list of one state: what is allowed, what depends, what is not there yet. */
export const STATE = [
  connection(
    WEB,
    API,
    sets([
      ['TCP', 8080],
      ['TCP', 9000, 9010],
      ['UDP', 0, 65535],
    ]),
  ),
  connection(API, INTERNET, sets([['TCP', 443]], [['UDP', 53]])),
  connection(JOB, API, ALL_OF_IT),
]

/** A list of differences, one of each sign. */
export const DIFFERENCE = [
  connection(WEB, API, sets([['TCP', 8080]]), { before: sets([]), sign: 'opened' }),
  connection(API, INTERNET, sets([]), { before: sets([['TCP', 443]]), sign: 'closed' }),
  connection(WEB, INTERNET, sets([['TCP', 80]]), { before: sets([['TCP', 80]], [['TCP', 443]]), sign: 'changed' }),
]
