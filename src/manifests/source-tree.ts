import type { FieldPath } from '../ground/span.ts'
import { EVENT_ID, getScalarValue, yamlEvents, type YamlEvents } from './yaml.ts'

/** Where a value stands in its text, in offsets, `end` exclusive. */
export interface SourceNode {
  readonly start: number
  readonly end: number
  readonly entries?: readonly SourceEntry[]
  readonly items?: readonly SourceNode[]
}

interface SourceEntry {
  readonly key: string
  readonly keyStart: number
  readonly keyEnd: number
  readonly value: SourceNode
}

/**
 * Which part of the text a path means: the key, the value, or both. An item of a list has no key: all three are its
 * value.
 */
export type PathPart = 'key' | 'value' | 'entry'

/** The trees of all documents in a text that was read without fault. Built only when somebody asks for a place. */
export function sourceTrees(text: string): readonly SourceNode[] {
  const events = yamlEvents(text)
  const trees: SourceNode[] = []
  const cursor = { index: 0 }
  while (cursor.index < events.length) {
    const event = events[cursor.index++]!
    if (event.type !== EVENT_ID.DOCUMENT) continue
    trees.push(events[cursor.index]?.type === EVENT_ID.POP ? { start: 0, end: 0 } : readNode(events, cursor, text, 0))
    cursor.index++
  }
  return trees
}

function readNode(events: YamlEvents, cursor: { index: number }, text: string, after: number): SourceNode {
  const event = events[cursor.index++]!
  switch (event.type) {
    case EVENT_ID.SCALAR: {
      if (event.valueStart < 0) return { start: after, end: after }
      const quoted =
        '"\''.includes(text[event.valueStart - 1] ?? ' ') && text[event.valueEnd] === text[event.valueStart - 1] ? 1 : 0
      return { start: event.valueStart - quoted, end: event.valueEnd + quoted }
    }
    case EVENT_ID.ALIAS:
      return { start: event.anchorStart - 1, end: event.anchorEnd }
    case EVENT_ID.SEQUENCE: {
      const items: SourceNode[] = []
      while (events[cursor.index]!.type !== EVENT_ID.POP)
        items.push(readNode(events, cursor, text, afterDash(text, items.at(-1)?.end ?? event.start)))
      cursor.index++
      return { start: event.start, end: endOf(text, event.start, items.at(-1)?.end), items }
    }
    case EVENT_ID.MAPPING: {
      const entries: SourceEntry[] = []
      while (events[cursor.index]!.type !== EVENT_ID.POP) {
        const keyEvent = events[cursor.index]!
        const key = keyEvent.type === EVENT_ID.SCALAR ? getScalarValue(text, keyEvent) : ''
        const place = readNode(events, cursor, text, entries.at(-1)?.value.end ?? event.start)
        entries.push({
          key,
          keyStart: place.start,
          keyEnd: place.end,
          value: readNode(events, cursor, text, place.end + 1),
        })
      }
      cursor.index++
      return { start: event.start, end: endOf(text, event.start, entries.at(-1)?.value.end), entries }
    }
    default:
      throw new Error('a YAML node begins with a scalar, an alias or a collection')
  }
}

/**
 * Behind the next dash of a block sequence: where an item stands that is nothing but its dash. Comments between may
 * have dashes too.
 */
function afterDash(text: string, from: number): number {
  const dash = /(?:[^#\S\n]*(?:#[^\n]*)?\n)*[ \t]*-/y
  dash.lastIndex = from
  return dash.test(text) ? dash.lastIndex : from + 1
}

/** Block collections end with their last child; flow collections with the bracket after it. */
function endOf(text: string, start: number, lastChild = start + 1): number {
  const closing = { '[': ']', '{': '}' }[text[start]!]
  return closing ? text.indexOf(closing, lastChild) + 1 : lastChild
}

/**
 * The place of a path. A path that the text does not hold (an absent field) gives the place of its nearest ancestor's
 * key, so that a message about a missing field still stands beside what lacks it.
 */
export function findPath(
  root: SourceNode,
  path: FieldPath,
  part: PathPart,
): { readonly start: number; readonly end: number } {
  let node = root
  let place: { start: number; end: number } = { start: root.start, end: root.entries?.[0]?.keyEnd ?? root.end }
  for (const [depth, step] of path.entries()) {
    const last = depth === path.length - 1
    if (typeof step === 'number') {
      const item = node.items?.[step]
      if (!item) return place
      node = item
      place = last
        ? { start: item.start, end: item.end }
        : { start: item.start, end: item.entries?.[0]?.keyEnd ?? item.end }
    } else {
      const entry = node.entries?.findLast(({ key }) => key === step)
      if (!entry) return place
      node = entry.value
      if (!last || part === 'key') place = { start: entry.keyStart, end: entry.keyEnd }
      else if (part === 'entry') place = { start: entry.keyStart, end: Math.max(entry.keyEnd, entry.value.end) }
      else
        place =
          entry.value.end > entry.value.start
            ? { start: entry.value.start, end: entry.value.end }
            : { start: entry.keyStart, end: entry.keyEnd }
    }
  }
  return place
}
