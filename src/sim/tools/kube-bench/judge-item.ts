import { readPattern } from '../../../ground/patterns.ts'
import { compare } from './compare.ts'
import { configValue } from './config-value.ts'
import type { TestItem } from './controls.ts'

/** What the audit commands printed; the ends of each are of no account. */
export interface Outputs {
  readonly audit: string
  readonly config: string
  readonly env: string
}

/** Where an item found, or did not find, what it is about. */
export type Source = 'flag' | 'path' | 'env'

/** `fault`: why it could not be judged, and has failed. */
export interface ItemResult {
  readonly holds: boolean
  readonly found: boolean
  readonly expected: string
  /** The output that it was judged by. */
  readonly actual: string
  readonly source: Source
  readonly fault: string | null
}

/**
 * How the value is looked for. `everyLine`: each line of an output is judged. `readsConfig`, `readsEnv`: in the
 * configuration, or in the environment, too.
 */
export interface ItemOptions {
  readonly everyLine: boolean
  readonly readsConfig: boolean
  readonly readsEnv: boolean
}

/**
 * Judges one test item: by its flag in the audit's output, where that is not there by its path in the configuration,
 * and then by its variable in the environment. What counts is presence: a flag with a bad value is not mended by a good
 * file.
 * Source: check/test.go, testItem.evaluate and check/check.go, execute.
 */
export function judgeItem(
  item: TestItem,
  outputs: Outputs,
  { everyLine, readsConfig, readsEnv }: ItemOptions,
): ItemResult {
  let result = judgeLines(item, 'flag', outputs.audit, everyLine)
  if (result.fault !== null) return result
  if (!result.found && readsConfig) result = judgeLines(item, 'path', outputs.config, everyLine)
  if (!result.found && readsEnv && item.env !== '') result = judgeLines(item, 'env', outputs.env, everyLine)
  return result
}

function judgeLines(item: TestItem, source: Source, output: string, everyLine: boolean): ItemResult {
  if (!everyLine) return { ...judgeText(item, source, output), actual: output, source }
  let last: Judged = NOTHING
  for (const line of output.split('\n')) {
    last = judgeText(item, source, line)
    if (!last.holds) break
  }
  return { ...last, actual: output, source }
}

type Judged = Pick<ItemResult, 'holds' | 'found' | 'expected' | 'fault'>
const NOTHING: Judged = { holds: false, found: false, expected: '', fault: null }

function judgeText(item: TestItem, source: Source, text: string): Judged {
  const found = FINDERS[source](item, text)
  const name = item[source]
  if ('fault' in found) return { ...NOTHING, fault: found.fault }
  const { value } = found
  if (!item.set)
    return { holds: value === null, found: value !== null, expected: `'${name}' is not present`, fault: null }
  if (value === null || item.compare.op === '')
    return { holds: value !== null, found: value !== null, expected: `'${name}' is present`, fault: null }
  return { ...comparison(item, value, name), found: true, fault: null }
}

function comparison(
  { compare: { op, value } }: TestItem,
  found: string,
  name: string,
): Pick<Judged, 'holds' | 'expected'> {
  return compare(op, found, value, name)
}

/** `value` null: not found. */
type Found = { readonly value: string | null } | { readonly fault: string }

const FINDERS: Readonly<Record<Source, (item: TestItem, text: string) => Found>> = {
  flag: findFlag,
  path: findPath,
  env: findEnv,
}

/** A flag is there when its text is, wherever; its value is what follows it up to a blank. */
function findFlag({ flag }: TestItem, text: string): Found {
  if (flag === '' || !text.includes(flag)) return { value: null }
  const pattern = readPattern(`(${flag})(=|: *)*([^\\s]*) *`)
  if (!('find' in pattern)) return { fault: pattern.fault }
  const match = pattern.find(text)
  if (!match) return { fault: `invalid flag in testItem definition: ${flag}` }
  const value = match[3] ?? ''
  return { value: value !== '' ? value : flag.startsWith('--') ? 'true' : flag }
}

function findPath({ path }: TestItem, text: string): Found {
  const value = configValue(text, path)
  return value.ok ? { value: value.value === '' ? null : value.value } : { fault: value.problem }
}

/** A variable without a value is as good as none. */
function findEnv({ env }: TestItem, text: string): Found {
  const pattern = readPattern(`(${env})=.*`)
  if (!('find' in pattern)) return { fault: pattern.fault }
  const line = pattern.find(text)?.[0]
  const value = line === undefined ? '' : line.slice(line.indexOf('=') + 1)
  return { value: value === '' ? null : value }
}
