import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc, { type Arbitrary } from 'fast-check'
import { load, loadAll } from 'js-yaml'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The texts of our own files below a folder, whose paths match. */
export function filesUnder(folder: string, path: RegExp): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((each) => path.test(each))
    .sort()
    .map((each) => readFileSync(join(ROOT, folder, each), 'utf8'))
}

/**
 * Every text with objects in our lessons, examples and fixtures, of every kind that is read; none is larger than
 * somebody types.
 */
export function manifestTexts(): readonly string[] {
  const texts = [...filesUnder('lessons', /\.yaml$/), ...filesUnder('test/fixtures', /\.yaml$/)].flatMap((text) =>
    text.startsWith('apiVersion:') ? [text] : objectTexts(attempt(() => load(text))),
  )
  return [...new Set(texts)].filter((text) => text.length < 6_000)
}

/** Texts with objects that stand in fields of a fixture. */
function objectTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return /^apiVersion:/m.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(objectTexts) : []
}

/**
 * Words that something else than their writer expects is done with: names of the language, signs that turn or hide what
 * follows, markup, and names that look like others.
 */
export const WORDS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '\u202eevil',
  'a\u200bb',
  '\u0430pi',
  '\ufeff',
  '\u0000',
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  '{{7*7}}',
  '${1}',
  '%00',
  '../../etc',
  'a'.repeat(300),
  '(a+)+$',
  '^(([a-z])+.)+$',
  '[',
  '*',
  '-1',
  '1e999',
  '0x10',
  '::ffff:1.2.3.4',
  '1.2.3.4/33',
  'null',
  '~',
  '!!js/function x',
  '&a',
  '*a',
] as const

const VALUES: readonly unknown[] = [null, true, 0, -1, 65536, 1e21, 0.5, '', [], {}, [[]], [null], [{}], ...WORDS]

/** One change of a text: letters, a line's place, a word, or part of what it says. */
const change: Arbitrary<(text: string) => string> = fc.oneof(
  fc
    .tuple(
      fc.nat(),
      fc.nat(30),
      fc.constantFrom(
        '',
        '{',
        '}',
        '[',
        ']',
        ':',
        '"',
        '\n---\n',
        '\n',
        '- ',
        '&a ',
        '*a',
        '|\n',
        '\t',
        '\u0000',
        '<<: *a',
        '# ? a/b -> c/d:1\n',
        ...WORDS,
      ),
    )
    .map(
      ([at, length, put]) =>
        (text: string) =>
          `${text.slice(0, at % (text.length + 1))}${put}${text.slice((at % (text.length + 1)) + length)}`,
    ),
  fc
    .tuple(fc.nat(), fc.integer({ min: -4, max: 4 }))
    .map(([at, by]) =>
      onLine(at, (line) => (by < 0 ? line.replace(new RegExp(`^ {0,${-by}}`), '') : ' '.repeat(by) + line)),
    ),
  fc.nat().map((at) => onLine(at, (line) => `${line}\n${line}`)),
  fc
    .tuple(fc.nat(), fc.constantFrom(...WORDS))
    .map(([at, word]) => onLine(at, (line) => line.replace(/(?<=: ).*$|[^\s:-]+(?=:)/, JSON.stringify(word)))),
  fc
    .tuple(
      fc.nat(),
      fc.constantFrom('drop', 'double', 'value', 'wrap', 'rename', 'swap'),
      fc.constantFrom(...VALUES),
      fc.nat(),
    )
    .map(([at, what, value, other]) => (text: string) => {
      const objects = attempt(() => loadAll(text))
      if (!Array.isArray(objects)) return text
      const places = placesIn(objects)
      if (places.length === 0) return text
      const { holder, key } = places[at % places.length]!
      const second = places[other % places.length]!
      switch (what) {
        case 'drop':
          if (Array.isArray(holder)) holder.splice(Number(key), 1)
          else delete holder[key]
          break
        case 'double':
          if (Array.isArray(holder)) holder.push(holder[Number(key)])
          break
        case 'value':
          holder[key] = value
          break
        case 'wrap':
          holder[key] = [holder[key]]
          break
        case 'rename':
          Object.defineProperty(holder, String(value), {
            value: holder[key],
            enumerable: true,
            configurable: true,
            writable: true,
          })
          break
        case 'swap':
          holder[key] = structuredClone(second.holder[second.key])
          break
      }
      return objects.map((object) => JSON.stringify(object) ?? 'null').join('\n---\n')
    }),
)

type Holder = Record<string, unknown> & unknown[]

/** Every field and item, with what holds it. */
function placesIn(value: unknown): readonly { readonly holder: Holder; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).flatMap((key) => [{ holder: value as Holder, key }, ...placesIn((value as Holder)[key])])
}

function onLine(at: number, edit: (line: string) => string): (text: string) => string {
  return (text) => {
    const lines = text.split('\n')
    const index = at % lines.length
    return lines.map((line, each) => (each === index ? edit(line) : line)).join('\n')
  }
}

/** One of the texts, changed in a few places. */
export const mutated = (texts: readonly string[]): Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([text, changes]) => changes.reduce((current, make) => make(current), text))

/** The bytes with some of them changed, cut off or said twice. */
export const mutatedBytes = (all: readonly Uint8Array[]): Arbitrary<Uint8Array<ArrayBuffer>> =>
  fc
    .tuple(
      fc.constantFrom(...all),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
      fc.constantFrom('whole', 'whole', 'cut', 'twice'),
      fc.nat(),
    )
    .map(([bytes, edits, how, at]) => {
      const copy =
        how === 'twice'
          ? Uint8Array.from([...bytes, ...bytes])
          : Uint8Array.from(how === 'cut' ? bytes.subarray(0, at % (bytes.length + 1)) : bytes)
      if (copy.length > 0) for (const [place, byte] of edits) copy[place % copy.length] = byte
      return copy
    })

/** What the action gives; undefined: it threw. */
export function attempt<Value>(action: () => Value): Value | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
