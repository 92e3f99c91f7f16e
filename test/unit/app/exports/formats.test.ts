import { describe, expect, it } from 'vitest'
import { printCsv } from '../../../../src/app/exports/csv.ts'
import { printDot } from '../../../../src/app/exports/dot.ts'
import { EXPORT_FORMATS } from '../../../../src/app/exports/formats.ts'
import { printJson } from '../../../../src/app/exports/json.ts'
import type { ListedConnections } from '../../../../src/app/exports/listed.ts'
import { printMarkdown } from '../../../../src/app/exports/markdown.ts'
import { printText } from '../../../../src/app/exports/text.ts'
import { API, connection, DIFFERENCE, end, sets, STATE } from './samples.ts'

const STATE_LIST: ListedConnections = { kind: 'connections', connections: STATE }
const DIFFERENCE_LIST: ListedConnections = { kind: 'difference', connections: DIFFERENCE }
/** Names that mean something to the format: documents may bring any. */
const HOSTILE: ListedConnections = {
  kind: 'connections',
  connections: [connection(end('=1+1|"<b>`*\\x', 'a"b\\', '=1+1|"<b>`*\\x'), API, sets([['TCP', 1]]))],
}

describe('as text', () => {
  it('a connection is a line', () => {
    expect(printText(STATE_LIST)).toBe(`shop/web → shop/api: TCP 8080, 9000–9010; UDP all
shop/api → internet: TCP 443; depends: UDP 53
any pod with app=job in dev (not there yet) → shop/api: all
`)
  })

  it('a difference begins with its sign', () => {
    expect(printText(DIFFERENCE_LIST)).toBe(`+ shop/web → shop/api: TCP 8080
− shop/api → internet: nothing (was TCP 443)
± shop/web → internet: TCP 80 (was TCP 80; depends: TCP 443)
`)
  })

  it('what did not change is indented beside what did', () => {
    expect(printText({ kind: 'connections', connections: [STATE[1]!, DIFFERENCE[0]!] }))
      .toBe(`  shop/api → internet: TCP 443; depends: UDP 53
+ shop/web → shop/api: TCP 8080
`)
  })
})

describe('as Markdown', () => {
  it('connections are a table', () => {
    expect(printMarkdown(STATE_LIST)).toBe(`| From | To | Allowed | Depends |
| --- | --- | --- | --- |
| shop/web | shop/api | TCP 8080, 9000–9010; UDP all |  |
| shop/api | internet | TCP 443 | UDP 53 |
| any pod with app=job in dev (not there yet) | shop/api | all |  |
`)
  })

  it('differences have what was before', () => {
    expect(printMarkdown(DIFFERENCE_LIST)).toBe(`| Change | From | To | Allowed | Depends | Before |
| --- | --- | --- | --- | --- | --- |
| opened | shop/web | shop/api | TCP 8080 |  | nothing |
| closed | shop/api | internet |  |  | TCP 443 |
| changed | shop/web | internet | TCP 80 |  | TCP 80; depends: TCP 443 |
`)
  })

  it('no name ends a cell or becomes a mark', () => {
    expect(printMarkdown(HOSTILE).split('\n')[2]).toBe('| a"b\\\\/=1+1\\|"&lt;b\\>\\`\\*\\\\x | shop/api | TCP 1 |  |')
  })
})

describe('as comma-separated values', () => {
  it('the columns are always the same', () => {
    expect(printCsv(STATE_LIST)).toBe(
      'Change,From,To,Allowed,Depends,Allowed before,Depends before,Not there yet\r\n,shop/web,shop/api,"TCP 8080, 9000-9010; UDP all",,,,\r\n,shop/api,internet,TCP 443,UDP 53,,,\r\n,any pod with app=job in dev (not there yet),shop/api,all,,,,from\r\n',
    )
    expect(printCsv(DIFFERENCE_LIST)).toBe(
      'Change,From,To,Allowed,Depends,Allowed before,Depends before,Not there yet\r\nopened,shop/web,shop/api,TCP 8080,,,,\r\nclosed,shop/api,internet,,,TCP 443,,\r\nchanged,shop/web,internet,TCP 80,,TCP 80,TCP 443,\r\n',
    )
  })

  it('a name is quoted, and no formula', () => {
    expect(printCsv(HOSTILE).split('\r\n')[1]).toBe(',"a""b\\/=1+1|""<b>`*\\x",shop/api,TCP 1,,,,')
    expect(
      printCsv({
        kind: 'connections',
        connections: [connection(end('=1', null, '=1'), API, sets([['TCP', 1]]))],
      }).split('\r\n')[1],
    ).toBe(",'=1,shop/api,TCP 1,,,,")
  })
})

describe('as JSON', () => {
  it('ports are ranges, and an end that does not exist says what it would be', () => {
    expect(JSON.parse(printJson(STATE_LIST))).toEqual({
      format: 'reachable.connections',
      version: 1,
      connections: [
        {
          from: { ref: 'shop/web', name: 'shop/web', namespace: 'shop' },
          to: { ref: 'deploy:shop/api', name: 'shop/api', namespace: 'shop' },
          allowed: {
            TCP: [
              { from: 8080, to: 8080 },
              { from: 9000, to: 9010 },
            ],
            UDP: [{ from: 0, to: 65535 }],
            SCTP: [],
          },
          conditional: { TCP: [], UDP: [], SCTP: [] },
        },
        {
          from: { ref: 'deploy:shop/api', name: 'shop/api', namespace: 'shop' },
          to: { ref: 'internet', name: 'internet', namespace: null },
          allowed: { TCP: [{ from: 443, to: 443 }], UDP: [], SCTP: [] },
          conditional: { TCP: [], UDP: [{ from: 53, to: 53 }], SCTP: [] },
        },
        {
          from: {
            name: 'any pod with app=job in dev (not there yet)',
            notThereYet: {
              pods: [{ key: 'app', operator: 'Equals', values: ['job'] }],
              namespace: { name: 'dev' },
              example: {
                namespace: 'dev',
                namespaceLabels: { 'kubernetes.io/metadata.name': 'dev' },
                labels: { app: 'job' },
              },
              except: [],
            },
          },
          to: { ref: 'deploy:shop/api', name: 'shop/api', namespace: 'shop' },
          allowed: { TCP: [{ from: 0, to: 65535 }], UDP: [{ from: 0, to: 65535 }], SCTP: [{ from: 0, to: 65535 }] },
          conditional: { TCP: [], UDP: [], SCTP: [] },
        },
      ],
    })
  })

  it('a difference says what was before', () => {
    const { format, connections } = JSON.parse(printJson(DIFFERENCE_LIST)) as {
      format: string
      connections: readonly { change: string; before: unknown }[]
    }
    expect(format).toBe('reachable.difference')
    expect(connections.map(({ change }) => change)).toEqual(['opened', 'closed', 'changed'])
    expect(connections[1]!.before).toEqual({
      allowed: { TCP: [{ from: 443, to: 443 }], UDP: [], SCTP: [] },
      conditional: { TCP: [], UDP: [], SCTP: [] },
    })
  })
})

describe('as a graph', () => {
  it('namespaces are clusters, and lines differ by style and end', () => {
    expect(printDot(STATE_LIST)).toBe(`digraph connections {
  rankdir=LR
  node [shape=box, style=rounded]
  subgraph "cluster_dev" {
    label="dev"
    "any pod with app=job in dev (not there yet)" [label="any pod with app=job in dev (not there yet)", style="rounded,dotted"]
  }
  subgraph "cluster_shop" {
    label="shop"
    "deploy:shop/api" [label="api"]
    "shop/web" [label="web"]
  }
  "internet" [label="internet", style=solid, shape=octagon]
  "shop/web" -> "deploy:shop/api" [label="TCP 8080, 9000–9010; UDP all", style=solid, arrowhead=normal, color="#0072B2"]
  "deploy:shop/api" -> "internet" [label="TCP 443\\ndepends: UDP 53", style=dashed, arrowhead=normal, color="#9A6700"]
  "any pod with app=job in dev (not there yet)" -> "deploy:shop/api" [label="all", style=dotted, arrowhead=vee, color="#767676"]
}
`)
  })

  it('what opened is bold, what closed ends in a bar', () => {
    expect(
      printDot(DIFFERENCE_LIST)
        .split('\n')
        .filter((line) => line.includes('->')),
    ).toEqual([
      '  "shop/web" -> "deploy:shop/api" [label="+ TCP 8080", style=bold, arrowhead=normal, color="#0072B2"]',
      '  "deploy:shop/api" -> "internet" [label="− TCP 443", style=dashed, arrowhead=tee, color="#D55E00"]',
      '  "shop/web" -> "internet" [label="± TCP 80\\n(was TCP 80\\ndepends: TCP 443)", style=solid, arrowhead=normal, color="#0072B2"]',
    ])
  })

  it('no name ends its string', () => {
    expect(printDot(HOSTILE)).toContain(
      '  subgraph "cluster_a\\"b\\\\" {\n    label="a\\"b\\\\"\n    "=1+1|\\"<b>`*\\\\x" [label="=1+1|\\"<b>`*\\\\x"]\n',
    )
  })
})

describe('every format', () => {
  it('prints an empty list, and always the same', () => {
    for (const { print } of EXPORT_FORMATS) {
      expect(() => print({ kind: 'difference', connections: [] })).not.toThrow()
      expect(print(STATE_LIST)).toBe(print(STATE_LIST))
    }
  })
})
