import type { ConnectionSign } from '../../world/connection-sign.ts'
import type { PortSets } from '../../world/index.ts'
import { portsText } from '../text/ports.ts'
import { SIGN_LETTERS, type ListedConnection, type ListedConnections, type ListedEnd } from './listed.ts'

/**
 * A graph for Graphviz: namespaces are clusters, and lines differ by style and end, never by colour alone. Allowed is
 * solid, what depends is dashed, an end that is not there yet is dotted; opened is bold, closed ends in a bar.
 */
export function printDot({ kind, connections }: ListedConnections): string {
  const ends = new Map<string, ListedEnd>()
  for (const { from, to } of connections) for (const end of [from, to]) ends.set(idOf(end), end)
  const groups = new Map<string, ListedEnd[]>()
  const loose: ListedEnd[] = []
  for (const [, end] of [...ends].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (end.namespace === null) loose.push(end)
    else groups.set(end.namespace, [...(groups.get(end.namespace) ?? []), end])
  }
  return [
    `digraph ${kind} {`,
    '  rankdir=LR',
    '  node [shape=box, style=rounded]',
    ...[...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([namespace, members]) => [
        `  subgraph ${quoted(`cluster_${namespace}`)} {`,
        `    label=${quoted(namespace)}`,
        ...members.map((end) => `    ${nodeOf(end)}`),
        '  }',
      ]),
    ...loose.map((end) => `  ${nodeOf(end)}`),
    ...connections.map((connection) => `  ${edgeOf(connection)}`),
    '}',
    '',
  ].join('\n')
}

function idOf({ ref, name }: ListedEnd): string {
  return ref ?? name
}

function nodeOf(end: ListedEnd): string {
  const shape = end.newcomer ? ', style="rounded,dotted"' : end.namespace === null ? ', style=solid, shape=octagon' : ''
  return `${quoted(idOf(end))} [label=${quoted(end.newcomer ? end.name : end.label)}${shape}]`
}

function edgeOf({ from, to, now, before, sign }: ListedConnection): string {
  const shown = sign === 'closed' ? before : now
  const label = `${sign ? `${SIGN_LETTERS[sign]} ` : ''}${labelOf(shown)}${sign === 'changed' ? `\n(was ${labelOf(before)})` : ''}`
  return `${quoted(idOf(from))} -> ${quoted(idOf(to))} [label=${quoted(label)}, ${lookOf(shown, sign, from.newcomer !== null || to.newcomer !== null)}]`
}

function labelOf({ allowed, conditional }: PortSets): string {
  return [portsText(allowed), portsText(conditional) === '' ? '' : `depends: ${portsText(conditional)}`]
    .filter((part) => part !== '')
    .join('\n')
}

function lookOf({ conditional }: PortSets, sign: ConnectionSign | null, isNew: boolean): string {
  if (sign === 'closed') return 'style=dashed, arrowhead=tee, color="#D55E00"'
  if (isNew) return 'style=dotted, arrowhead=vee, color="#767676"'
  const isPart = portsText(conditional) !== ''
  return `style=${sign === 'opened' ? 'bold' : isPart ? 'dashed' : 'solid'}, arrowhead=normal, color="${isPart ? '#9A6700' : '#0072B2'}"`
}

/** A string of the DOT language, in which a backslash begins an escape and a line ends as `\n`. */
function quoted(text: string): string {
  return `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/\r\n|\r|\n/g, '\\n')}"`
}
