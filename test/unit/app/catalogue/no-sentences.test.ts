import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'svelte/compiler'
import { describe, expect, it } from 'vitest'

/** Where words of a component are read or heard. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
  'label',
  'below',
])

/** Names and notations: the same in every language. */
const NAMES =
  /^(?:(?:– )?Reachable|CNI|YAML|SVG|PNG|https:\/\/…#v1\.…|# \? shop\/web -> shop\/api:8080|NetworkPolicy|CiliumNetworkPolicy|hubble observe(?: -o json)?|shop\/api 8080|svc:|TCP|px|Esc|Istio|Linkerd|ipcache|netassert)$/

/**
 * Parts that speak English only, so far: what holds each says so with `lang`. One that gets a catalogue leaves this
 * list.
 */
const NOT_YET: Readonly<Record<string, string>> = {}

const root = new URL('../../../../src/app/', import.meta.url)
const files = readdirSync(root, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.svelte'))
  .sort()
const exception = (file: string) => Object.keys(NOT_YET).find((place) => file === place || file.startsWith(`${place}/`))

describe('sentences are in the catalogue, not in components', () => {
  it.each(files.filter((file) => !exception(file)))('%s', (file) => {
    expect(wordsIn(readFileSync(new URL(file, root), 'utf8'))).toEqual([])
  })

  it('lists no exception without need', () => {
    const needed = new Set(
      files.filter((file) => wordsIn(readFileSync(new URL(file, root), 'utf8')).length > 0).map(exception),
    )
    expect(Object.keys(NOT_YET).filter((place) => !needed.has(place))).toEqual([])
  })

  it('finds words wherever they hide', () => {
    expect(wordsIn('<p>Hello</p>')).toEqual(['Hello'])
    expect(wordsIn('<p title="Say hello" class="some words">{name}: {1}</p>')).toEqual(['Say hello'])
    expect(wordsIn("{#if a === 'other'}<p>{is ? 'yes, really' : b}</p>{/if}")).toEqual(['yes, really'])
    expect(wordsIn('<p aria-label={`all of ${name}`}>{t.words}</p>')).toEqual(['all of'])
    expect(wordsIn('<script lang="ts">const text = say`Nothing to see`</script>')).toEqual(['Nothing to see'])
  })
})

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** Texts, spoken attributes, and literals that end up in either; of a script what is said or begins like a sentence. */
function wordsIn(source: string): readonly string[] {
  const { fragment, instance } = parse(source, { modern: true })
  const found: string[] = []
  const note = (text: string) => {
    const words = text.replace(/\s+/g, ' ').trim()
    if (/\p{L}{2}/u.test(words) && !NAMES.test(words)) found.push(words)
  }
  const template = (node: unknown, isSpoken: boolean): void => {
    if (Array.isArray(node)) return node.forEach((each) => template(each, isSpoken))
    if (!isNode(node)) return
    if (node.type === 'Attribute') return template(node['value'], SPOKEN.has(String(node['name'])))
    // Of a comparison, an index and a call the literals are keys; what a block asks is no text.
    if (
      /^TS/.test(node.type) ||
      [
        'RenderTag',
        'BinaryExpression',
        'MemberExpression',
        'CallExpression',
        'OnDirective',
        'StyleDirective',
        'AttachTag',
        'ConstTag',
        'SpreadAttribute',
      ].includes(node.type)
    )
      return
    if (node.type === 'Text' && isSpoken) return note(String(node['data']))
    if (node.type === 'Literal' && isSpoken && typeof node['value'] === 'string') return note(node['value'])
    if (node.type === 'TemplateElement' && isSpoken) return note((node['value'] as { raw: string }).raw)
    for (const [key, value] of Object.entries(node))
      if (
        !['test', 'tag', 'metadata', 'css', 'expression'].includes(key) ||
        (key === 'expression' && node.type === 'ExpressionTag')
      )
        template(value, isSpoken)
  }
  const script = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(script)
    if (!isNode(node) || /^(?:Import|TS)/.test(node.type)) return
    if (node.type === 'TaggedTemplateExpression') return template(node['quasi'], true)
    if (
      node.type === 'Literal' &&
      typeof node['value'] === 'string' &&
      /^\p{Lu}\p{Ll}+(?: \p{Ll}+)+|^\p{Ll}+(?: \p{Ll}+)+$/u.test(node['value'])
    )
      return note(node['value'])
    for (const value of Object.values(node)) script(value)
  }
  template(fragment, true)
  script(instance?.content)
  return found
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}
