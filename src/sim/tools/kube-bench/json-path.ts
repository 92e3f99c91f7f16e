import { isObject } from '../../../ground/json-object.ts'
import { failure, success, type Result } from '../../../ground/result.ts'

/**
 * A template of client-go's JSONPath, read once: literal text, and in braces a path, a quoted text, or a `range` over
 * what a path finds. Of its grammar all that files of checks use, and what comes near: fields, `['name']`, `[0]`,
 * `[1:3]`, `[*]`, `..name`, `{}` for the present element. Filters and unions are refused, as a fault. Source:
 * https://kubernetes.io/docs/reference/kubectl/jsonpath/
 */
export type JsonPath = readonly PathNode[]

type PathNode =
  | { readonly node: 'text'; readonly text: string }
  | { readonly node: 'path'; readonly steps: readonly Step[] }
  | { readonly node: 'range'; readonly steps: readonly Step[]; readonly body: JsonPath }

type Step =
  | { readonly step: 'field' | 'everywhere'; readonly name: string }
  | { readonly step: 'all' }
  | { readonly step: 'slice'; readonly from: number | null; readonly to: number | null; readonly every: number }
  | { readonly step: 'index'; readonly index: number }

/** Where reading stands; every action is consumed once, so reading takes time in the text's length. */
interface Cursor {
  readonly text: string
  at: number
}

/** Paths nest in ranges; nobody writes deeper ones than this. */
const DEEPEST_RANGE = 16

/** Reads a path as Kubernetes' jsonpath package does; a failure is what that package says. */
export function readJsonPath(text: string): Result<JsonPath, string> {
  const cursor: Cursor = { text, at: 0 }
  const nodes = readNodes(cursor, 0)
  if (!nodes.ok) return nodes
  return cursor.at < text.length ? failure('not in range, nothing to end') : nodes
}

function readNodes(cursor: Cursor, depth: number): Result<JsonPath, string> {
  if (depth > DEEPEST_RANGE) return failure('too many ranges inside each other')
  const nodes: PathNode[] = []
  while (cursor.at < cursor.text.length) {
    const open = cursor.text.indexOf('{', cursor.at)
    if (open !== cursor.at)
      nodes.push({ node: 'text', text: cursor.text.slice(cursor.at, open < 0 ? undefined : open) })
    if (open < 0) {
      cursor.at = cursor.text.length
      break
    }
    const close = closingBrace(cursor.text, open)
    if (close < 0) return failure('unclosed action')
    const action = cursor.text.slice(open + 1, close).trim()
    if (action === 'end') {
      if (depth === 0) return failure('not in range, nothing to end')
      cursor.at = close + 1
      return success(nodes)
    }
    cursor.at = close + 1
    const node = readAction(action, cursor, depth)
    if (!node.ok) return node
    nodes.push(node.value)
  }
  return depth > 0 ? failure('unexpected end of template') : success(nodes)
}

/** A brace in quotation marks closes nothing. */
function closingBrace(text: string, open: number): number {
  let quote = ''
  for (let index = open + 1; index < text.length; index++) {
    const character = text[index]!
    if (quote !== '') {
      if (character === '\\') index++
      else if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '}') return index
  }
  return -1
}

function readAction(action: string, cursor: Cursor, depth: number): Result<PathNode, string> {
  const quoted = /^'(.*)'$|^"(.*)"$/s.exec(action)
  if (quoted)
    return success({ node: 'text', text: (quoted[1] ?? quoted[2]!).replace(/\\n/g, '\n').replace(/\\t/g, '\t') })
  const ranged = /^range\b\s*(.*)$/s.exec(action)
  const steps = readSteps(ranged ? ranged[1]! : action)
  if (!steps.ok) return steps
  if (!ranged) return success({ node: 'path', steps: steps.value })
  const body = readNodes(cursor, depth + 1)
  return body.ok ? success({ node: 'range', steps: steps.value, body: body.value }) : body
}

const STEP =
  /\s*(?:\.\.([\w-]+)|\.\*|\.((?:[\w-]|\\.)+)|\[\s*(?:'([^']*)'|"([^"]*)")\s*\]|\[\s*(\*)\s*\]|\[\s*(-?\d+)\s*\]|\[\s*(-?\d*)\s*:\s*(-?\d*)\s*(?::\s*(\d+)\s*)?\])/y

function readSteps(path: string): Result<readonly Step[], string> {
  const steps: Step[] = []
  const plain = path.trim().replace(/^[@$]/, '')
  // `{name}` without its dot is a mistake that client-go refuses.
  STEP.lastIndex = 0
  while (STEP.lastIndex < plain.length) {
    const from = STEP.lastIndex
    const match = STEP.exec(plain)
    if (!match)
      return plain.slice(from).trim() === '' || plain.slice(from) === '.'
        ? success(steps)
        : failure(`unrecognized identifier ${plain.slice(from)}`)
    const [whole, everywhere, field, single, double, all, index, start, end, every] = match
    if (everywhere !== undefined) steps.push({ step: 'everywhere', name: everywhere })
    else if (field !== undefined) steps.push({ step: 'field', name: field.replace(/\\/g, '') })
    else if (single !== undefined || double !== undefined) steps.push({ step: 'field', name: single ?? double! })
    else if (all !== undefined || whole.trim() === '.*') steps.push({ step: 'all' })
    else if (index !== undefined) steps.push({ step: 'index', index: Number(index) })
    else
      steps.push({
        step: 'slice',
        from: start === '' ? null : Number(start),
        to: end === '' ? null : Number(end),
        every: Math.max(1, Number(every ?? 1)),
      })
  }
  return success(steps)
}

/** What may be found at most: nested wildcards multiply. */
const MOST_FOUND = 100_000

/**
 * What a template comes to for a value; keys that are missing give nothing. `print` makes text of a found value, null:
 * it cannot be printed.
 */
export function printJsonPath(
  path: JsonPath,
  value: unknown,
  print: (value: unknown) => string | null,
): Result<string, string> {
  let text = ''
  for (const node of path) {
    if (node.node === 'text') {
      text += node.text
      continue
    }
    const found = follow(node.steps, value)
    if (!found.ok) return found
    if (node.node === 'path') {
      const printed = found.value.map(print)
      if (printed.includes(null)) return failure('a value cannot be printed')
      text += printed.join(' ')
    } else {
      for (const each of found.value) {
        const part = printJsonPath(node.body, each, print)
        if (!part.ok) return part
        text += part.value
        if (text.length > MOST_FOUND * 100) return failure('too much is found')
      }
    }
  }
  return success(text)
}

function follow(steps: readonly Step[], root: unknown): Result<readonly unknown[], string> {
  let values: unknown[] = [root]
  for (const step of steps) {
    const next: unknown[] = []
    for (const value of values) {
      if (next.length > MOST_FOUND) return failure('too much is found')
      const fault = take(step, value, next)
      if (fault !== null) return failure(fault)
    }
    values = next
  }
  return success(values)
}

function take(step: Step, value: unknown, into: unknown[]): string | null {
  switch (step.step) {
    case 'field':
      if (isObject(value) && Object.hasOwn(value, step.name)) into.push(value[step.name])
      return null
    case 'everywhere':
      collect(value, step.name, into)
      return null
    case 'all':
      if (Array.isArray(value)) into.push(...value)
      else if (isObject(value)) into.push(...Object.values(value))
      return null
    case 'index': {
      if (!Array.isArray(value)) return value === null || value === undefined ? null : 'a list is wanted'
      const index = step.index < 0 ? value.length + step.index : step.index
      if (index < 0 || index >= value.length) return `array index out of bounds: index ${index}, length ${value.length}`
      into.push(value[index])
      return null
    }
    case 'slice': {
      if (!Array.isArray(value)) return value === null || value === undefined ? null : 'a list is wanted'
      const sliced: readonly unknown[] = value.slice(step.from ?? 0, step.to ?? undefined)
      into.push(...sliced.filter((_, index) => index % step.every === 0))
      return null
    }
  }
}

function collect(value: unknown, name: string, into: unknown[]): void {
  if (into.length > MOST_FOUND) return
  if (isObject(value) && Object.hasOwn(value, name)) into.push(value[name])
  const inner: readonly unknown[] = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []
  for (const each of inner) collect(each, name, into)
}
