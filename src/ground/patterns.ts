import { plainName } from './domain-name.ts'
import { RE2 } from '#re2'
import { need } from './part.ts'

/**
 * A regular expression of a policy, compiled for an engine whose time grows with the text only: what somebody wrote can
 * never hold anybody up.
 */
export interface Pattern {
  readonly text: string
  /** Whether the whole text fits. */
  matches(text: string): boolean
}

/** A pattern that can look inside a text, too. */
export interface SearchPattern extends Pattern {
  /** The first stretch of the text that fits, then what each group held (empty: nothing). Null: none fits. */
  find(text: string): readonly string[] | null
  /** Every stretch that fits in its place, in which `\\0` is the stretch and `\\1` what its first group held. */
  replace(text: string, by: string): string
}

const known = new Map<string, SearchPattern | { readonly fault: string }>()
/** More than these are not remembered: they come from somebody typing. */
const REMEMBERED = 2_000

/**
 * Reads a regular expression in RE2's grammar; a fault is what RE2 says about it. It must fit a text as a whole. Throws
 * `NotFetched`.
 */
export function readPattern(text: string): SearchPattern | { readonly fault: string } {
  const before = known.get(text)
  if (before) return before
  const read = compile(text)
  if (known.size >= REMEMBERED) known.clear()
  known.set(text, read)
  return read
}

/**
 * Compiling costs up to milliseconds, knowing whether RE2 takes it a tenth of that: what a text is never tried on is
 * never compiled.
 */
function compile(text: string): SearchPattern | { readonly fault: string } {
  const { RE2JS, RE2Set } = need(RE2, 'the engine for patterns')
  try {
    new RE2Set().add(text)
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
  const start = plainStart(text)
  let engine: ReturnType<typeof RE2JS.compile> | null = null
  const compiled = () => (engine ??= RE2JS.compile(text))
  return {
    text,
    matches: (tried) => tried.startsWith(start) && compiled().matches(tried),
    find: (tried) => groups(compiled().matcher(tried)),
    replace: (tried, by) =>
      compiled()
        .matcher(tried)
        .replaceAll((...found: readonly unknown[]) =>
          by.replace(/\\([\d\\])/g, (_, group: string) =>
            group === '\\' ? group : String(found[Number(group)] ?? ''),
          ),
        ),
  }
}

/** The part of RE2's matcher that is used. */
interface Matcher {
  find(): boolean
  groupCount(): number
  group(index: number): string | null
}

function groups(matcher: Matcher): readonly string[] | null {
  if (!matcher.find()) return null
  return Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index) ?? '')
}

/**
 * The letters that every text which fits begins with, as far as they are plain to see; most patterns are settled by
 * them.
 */
function plainStart(text: string): string {
  if (text.includes('|')) return ''
  const [plain] = /^[^\\^$.|?*+()[\]{}]*/.exec(text.startsWith('^') ? text.slice(1) : text)!
  // What may be there or not is no part of it.
  return /^[?*{]/.test(text.slice((text.startsWith('^') ? 1 : 0) + plain.length))
    ? [...plain].slice(0, -1).join('')
    : plain
}

/**
 * A pattern of DNS names in Cilium's grammar: `*` is any run of letters, digits, `-` and `_` inside a label; a leading
 * `**.` is one or more whole labels; a pattern of nothing but `*` is every name. Capitals and a final dot mean nothing.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/#dns-based, pkg/fqdn/matchpattern
 */
export interface NamePattern {
  readonly text: string
  readonly everything: boolean
  /** A name that it fits and, where it can, no plain name of others spells out. */
  readonly example: string
  matches(name: string): boolean
}

const LABEL = '[-a-z0-9_]'
const knownNames = new Map<string, NamePattern>()

/**
 * The same text is always the same pattern. `isOld`: a leading `**.` is one label, as it was before Cilium 1.19. Throws
 * `NotFetched`.
 */
export function namePattern(text: string, isOld = false): NamePattern {
  const key = isOld ? `old ${text}` : text
  let pattern = knownNames.get(key)
  if (!pattern) {
    if (knownNames.size >= REMEMBERED) knownNames.clear()
    knownNames.set(key, (pattern = compileNames(text, isOld)))
  }
  return pattern
}

function compileNames(text: string, isOld: boolean): NamePattern {
  const plain = plainName(text)
  const everything = /^\*+\.?$/.test(text)
  const anyLabels = !isOld && plain.startsWith('**.')
  const body = anyLabels ? plain.slice(3) : plain
  const source = `${anyLabels ? `(?:${LABEL}+\\.)+` : ''}${body.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, `${LABEL}*`)}`
  const compiled = everything ? null : readPattern(source)
  return {
    text,
    everything,
    example: everything ? 'any.example' : `${anyLabels ? 'any.' : ''}${body.replace(/\*+/g, 'any')}`,
    matches: (name) =>
      name !== '' && (compiled === null || ('matches' in compiled && compiled.matches(plainName(name)))),
  }
}
