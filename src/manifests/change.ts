import type { OffsetEdit } from '../ground/text-edit.ts'
import type { FieldPath } from '../ground/span.ts'
import type { KubernetesObject } from './piece.ts'
import { printBlock, printChild, printFlow, printScalar, type Indentation, type YamlValue } from './print-yaml.ts'
import type { SourceNode } from './source-tree.ts'

/**
 * A change of an object, by the place of a field. `path` leads to:
 *
 * - `replace`: the value that another one takes the place of. `rename`: the entry whose key becomes another.
 * - `set`: the mapping that gets an entry which it lacks, behind the first of the keys `after` that it has, else at its
 *   end.
 * - `append`: the list that gets another item; an absent list is not made, an empty or null one is.
 * - `drop`: the value whose entry goes; the only one of a mapping stays.
 * - `delete`: the item of a list that goes. `join`: the item of a list that becomes one with the item before it.
 */
export type ManifestChange =
  | { readonly change: 'replace'; readonly path: FieldPath; readonly value: YamlValue }
  | { readonly change: 'rename'; readonly path: FieldPath; readonly key: string }
  | {
      readonly change: 'set'
      readonly path: FieldPath
      readonly key: string
      readonly value: YamlValue
      readonly after: readonly string[]
    }
  | { readonly change: 'append'; readonly path: FieldPath; readonly value: YamlValue }
  | { readonly change: 'delete' | 'drop' | 'join'; readonly path: FieldPath }

/**
 * The smallest edits of the object's piece of text that make the change, in the author's own style: comments stay,
 * indentation is copied from the neighbours, what is written on one line stays on one line. Null: the text is written
 * in a way in which this cannot be done without harm.
 */
export function editsFor(object: KubernetesObject, change: ManifestChange): readonly OffsetEdit[] | null {
  const { piece, tree, root } = object
  const top = piece.trees[tree]
  const way = top && follow(top, [...root, ...change.path])
  if (!way) return null
  const text = piece.text
  const style = { text, indentation: indentationNear(text, way) }
  switch (change.change) {
    case 'replace':
      return replace(way, change.value, style)
    case 'rename':
      return rename(way, change.path, change.key, style)
    case 'set':
      return set(way, change, style)
    case 'append':
      return append(way, change.value, style)
    case 'delete':
      return remove(way, change.path, style)
    case 'drop':
      return drop(way, change.path, style)
    case 'join':
      return join(way, change.path, style)
  }
}

interface Style {
  readonly text: string
  readonly indentation: Indentation
}

/** The nodes from the root to the path's end; null when the text does not hold it, as behind an alias. */
type Way = readonly SourceNode[]

function follow(root: SourceNode, path: FieldPath): Way | null {
  const way = [root]
  for (const step of path) {
    const node = way.at(-1)!
    const next =
      typeof step === 'number' ? node.items?.[step] : node.entries?.findLast(({ key }) => key === step)?.value
    if (!next) return null
    way.push(next)
  }
  return way
}

function replace(way: Way, value: YamlValue, { text, indentation }: Style): readonly OffsetEdit[] | null {
  const { start, end } = way.at(-1)!
  const old = text.slice(start, end)
  // A comment in it would be lost, a block scalar has more than one line, and an absent value has no place of its own.
  if (
    old === '' ||
    (old.includes('\n') && /(?:^|\s)#/.test(old)) ||
    /^[*]/.test(old) ||
    BLOCK_SCALAR.test(text.slice(0, start))
  )
    return null
  if (typeof value === 'string' || typeof value === 'number')
    return [
      {
        start,
        end,
        text: old.startsWith("'")
          ? `'${value}'`
          : old.startsWith('"')
            ? JSON.stringify(String(value))
            : printScalar(value),
      },
    ]
  return [
    {
      start,
      end,
      text:
        /^[[{]/.test(old) || isFlow(way.at(-2), text)
          ? printFlow(value)
          : lines(printBlock(value, columnOf(text, start), indentation), text),
    },
  ]
}

/** What stands before the text of a block scalar. */
const BLOCK_SCALAR = /[|>][-+\d]*[^\S\n]*(?:#[^\n]*)?\n\s*$/

function rename(way: Way, path: FieldPath, key: string, { text }: Style): readonly OffsetEdit[] | null {
  const entry = way.at(-2)?.entries?.findLast((each) => each.key === path.at(-1))
  return entry
    ? [
        {
          start: entry.keyStart,
          end: entry.keyEnd,
          text: text[entry.keyStart] === '"' ? JSON.stringify(key) : printScalar(key),
        },
      ]
    : null
}

function set(
  way: Way,
  { key, value, after }: Extract<ManifestChange, { change: 'set' }>,
  { text, indentation }: Style,
): readonly OffsetEdit[] | null {
  const { start, entries } = way.at(-1)!
  if (!entries || entries.some((entry) => entry.key === key)) return null
  const inFlow = text[start] === '{'
  if (entries.length === 0) return inFlow ? [insert(start + 1, `${printScalar(key)}: ${printFlow(value)}`)] : null
  const before =
    after.map((name) => entries.find((entry) => entry.key === name)).find((entry) => entry !== undefined) ??
    entries.at(-1)!
  const end = Math.max(before.keyEnd, before.value.end)
  if (inFlow) return [insert(end, `, ${printScalar(key)}: ${printFlow(value)}`)]
  const column = columnOf(text, entries[0]!.keyStart)
  return [
    insert(
      endOfLine(text, end),
      lines(`\n${' '.repeat(column)}${printScalar(key)}:${printChild(value, column, indentation)}`, text),
    ),
  ]
}

function append(way: Way, value: YamlValue, { text, indentation }: Style): readonly OffsetEdit[] | null {
  const list = way.at(-1)!
  const { start, end, items } = list
  const last = items?.at(-1)
  if (text[start] === '[' && start < end) {
    const isOneLine = typeof value === 'string' || last !== undefined || isFlow(way.at(-2), text)
    if (isOneLine) return [insert(last ? last.end : start + 1, last ? `, ${printFlow(value)}` : printFlow(value))]
    return below(way, value, { text, indentation }, { start: text[start - 1] === ' ' ? start - 1 : start, end })
  }
  if (start === end) return below(way, value, { text, indentation }, null)
  const dash = last && dashBefore(text, last)
  if (!dash) return null
  const column = columnOf(text, dash.at)
  const content = Math.max(column + 2, columnOf(text, last.start))
  return [
    insert(
      endOfLine(text, last.end),
      lines(
        `\n${' '.repeat(column)}-${' '.repeat(content - column - 1)}${printBlock(value, content, indentation)}`,
        text,
      ),
    ),
  ]
}

/** The first item of a list of which only the key is there, or an empty pair of brackets that make room for it. */
function below(
  way: Way,
  value: YamlValue,
  { text, indentation }: Style,
  brackets: { start: number; end: number } | null,
): readonly OffsetEdit[] | null {
  const list = way.at(-1)!
  const entry = way.at(-2)?.entries?.find((each) => each.value === list)
  if (!entry || isFlow(way.at(-2), text)) return null
  const item = lines(printChild([value], columnOf(text, entry.keyStart), indentation), text)
  const lineEnd = endOfLine(text, entry.keyEnd)
  if (!brackets) return [insert(lineEnd, item)]
  return text.slice(brackets.end, lineEnd).trim() === ''
    ? [{ ...brackets, text: item }]
    : [{ ...brackets, text: '' }, insert(lineEnd, item)]
}

function remove(way: Way, path: FieldPath, { text }: Style): readonly OffsetEdit[] | null {
  const { start: listStart, items = [] } = way.at(-2) ?? {}
  const index = path.at(-1) as number
  const item = items[index]
  // A list that loses its last item means something else.
  if (!item || items.length < 2) return null
  if (text[listStart!] === '[') {
    const next = items[index + 1]
    const before = items[index - 1]
    return [next ? { start: item.start, end: next.start, text: '' } : { start: before!.end, end: item.end, text: '' }]
  }
  const dash = dashBefore(text, item)
  if (!dash?.isFirst) return null
  const end = endOfLine(text, item.end)
  const start = startOfLine(text, dash.at)
  return [
    end < text.length
      ? { start, end: end + (text[end] === '\r' ? 2 : 1), text: '' }
      : { start: Math.max(0, start - 1), end, text: '' },
  ]
}

function drop(way: Way, path: FieldPath, { text }: Style): readonly OffsetEdit[] | null {
  const { start: mapStart, entries = [] } = way.at(-2) ?? {}
  const index = entries.findIndex(({ key, value }) => key === path.at(-1) && value === way.at(-1))
  const entry = entries[index]
  if (!entry || entries.length < 2) return null
  const end = Math.max(entry.keyEnd, entry.value.end)
  if (text[mapStart!] === '{') {
    const next = entries[index + 1]
    const before = entries[index - 1]
    return [
      next
        ? { start: entry.keyStart, end: next.keyStart, text: '' }
        : { start: Math.max(before!.keyEnd, before!.value.end), end, text: '' },
    ]
  }
  const start = startOfLine(text, entry.keyStart)
  const last = endOfLine(text, end)
  // Behind a dash stands the first entry of an item, which must not go with its dash.
  if (text.slice(start, entry.keyStart).trim() !== '') return null
  return [
    last < text.length
      ? { start, end: last + (text[last] === '\r' ? 2 : 1), text: '' }
      : { start: Math.max(0, start - 1), end: last, text: '' },
  ]
}

function join(way: Way, path: FieldPath, { text }: Style): readonly OffsetEdit[] | null {
  const index = path.at(-1) as number
  const item = way.at(-2)?.items?.[index]
  const before = way.at(-2)?.items?.[index - 1]
  if (!item || !before) return null
  if (text[before.start] === '{' || text[item.start] === '{') {
    const isBraced = text[before.start] === '{' && text[item.start] === '{'
    return isBraced && /^\s*[,-]\s*$/.test(text.slice(before.end, item.start))
      ? [{ start: before.end - 1, end: item.start + 1, text: ', ' }]
      : null
  }
  const dash = dashBefore(text, item)
  return dash?.isFirst && columnOf(text, item.start) === columnOf(text, before.start)
    ? [{ start: dash.at, end: dash.at + 1, text: ' ' }]
    : null
}

const insert = (at: number, text: string): OffsetEdit => ({ start: at, end: at, text })

/**
 * The dash that an item of a block list stands behind. `isFirst`: nothing but blanks before it in its line. Null: there
 * is none.
 */
function dashBefore(text: string, { start }: SourceNode): { readonly at: number; readonly isFirst: boolean } | null {
  const at = text.lastIndexOf('-', start - 1)
  if (at < 0 || text.slice(at + 1, start).trim() !== '') return null
  return { at, isFirst: text.slice(startOfLine(text, at), at).trim() === '' }
}

function isFlow(node: SourceNode | undefined, text: string): boolean {
  return node !== undefined && (text[node.start] === '{' || text[node.start] === '[') && node.end > node.start
}

function startOfLine(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1
}

/** Behind the last character of the line, a comment included; before the line's end. */
function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  if (end < 0) return text.length
  return text[end - 1] === '\r' && end - 1 >= at ? end - 1 : end
}

function columnOf(text: string, at: number): number {
  return at - startOfLine(text, at)
}

/** With the ends of lines that the text has. */
function lines(written: string, text: string): string {
  return text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written
}

/**
 * Copied from the neighbours: from the nearest nested mapping and the nearest list; two columns each where there is
 * none.
 */
function indentationNear(text: string, way: Way): Indentation {
  let step: number | null = null
  let dash: number | null = null
  const visit = (at: SourceNode): void => {
    for (const { keyStart, value } of at.entries ?? []) {
      if (isFlow(value, text)) continue
      const column = columnOf(text, keyStart)
      if (value.entries?.[0]) step ??= columnOf(text, value.entries[0].keyStart) - column
      if (value.items?.[0])
        dash ??= (dashBefore(text, value.items[0])?.at ?? value.start) - startOfLine(text, value.start) - column
      visit(value)
    }
    for (const item of at.items ?? []) visit(item)
  }
  for (const node of [...way].reverse()) visit(node)
  return { step: step !== null && step > 0 ? step : 2, dash: dash !== null && dash >= 0 ? dash : 2 }
}
