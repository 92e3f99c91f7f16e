import { CNI_OFFERS, settingOf, type CniSetting } from '../../../sim/cni/choice.ts'
import { VIEWS, type View } from '../work.ts'

/** A ready-made work. `documents` name their files, relative to the example's folder. */
export interface ExampleHead {
  readonly title: string
  /** What one will see, in a line. */
  readonly promise: string
  readonly group: string
  readonly order: number
  readonly documents: readonly { readonly name: string; readonly file: string }[]
  readonly question: string | null
  readonly view: View | null
  /** The network plugin that it is opened with; null: the reference. */
  readonly cni: CniSetting | null
}

/**
 * Reads an `example.yaml`. Only the shape that these files have is understood: `key: value` lines, and `documents` as a
 * list of `name` and `file` (in block form or as `{ name: a, file: b }`), and `cni` as
 * `{ name: flannel, mode: vxlan, networkPolicy: standard }`, where what is neither name nor mode is an option. The app
 * carries no YAML parser, that is the worker's; a test holds every file of ours against the real one. Null when a field
 * is missing.
 */
export function readExample(text: string): ExampleHead | null {
  const fields = new Map<string, string>()
  const documents: Record<string, string>[] = []
  for (const line of text.split('\n')) {
    if (/^\s*(#.*)?$/.test(line)) continue
    const [, indent, dash, rest] = /^(\s*)(- )?\s*(.*)$/.exec(line) as unknown as [
      string,
      string,
      string | undefined,
      string,
    ]
    if (dash) documents.push({})
    for (const pair of pairsOf(rest)) {
      const [key, value] = pair
      if (dash || indent !== '') Object.assign(documents.at(-1) ?? {}, { [key]: value })
      else fields.set(key, value)
    }
  }
  const [title, promise, group] = [fields.get('title'), fields.get('promise'), fields.get('group')]
  if (!title || !promise || !group || documents.some(({ name, file }) => !name || !file)) return null
  return {
    title,
    promise,
    group,
    order: Number(fields.get('order') ?? 0),
    documents: documents.map(({ name, file }) => ({ name: name!, file: file! })),
    question: fields.get('question') ?? null,
    view: VIEWS.find((view) => view === fields.get('view')) ?? null,
    cni: readCni(fields.get('cni')),
  }
}

function readCni(text: string | undefined): CniSetting | null {
  const { name, mode, ...options } = Object.fromEntries(pairsOf(text ?? ''))
  const offer = CNI_OFFERS.find((each) => each.name === name)
  return offer ? settingOf({ name: offer.name, ...(mode !== undefined && { mode }), options }) : null
}

function pairsOf(text: string): readonly (readonly [string, string])[] {
  const inline = /^\{(.*)\}\s*$/.exec(text)
  const parts = inline ? inline[1]!.split(',') : [text]
  return parts.flatMap((part) => {
    const [, key, value] = /^\s*(\w+):(?:\s+(.*))?$/.exec(part) ?? []
    return key && value ? [[key, unquote(value.trim())] as const] : []
  })
}

function unquote(value: string): string {
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(value)
  if (double) return JSON.parse(double[0]) as string
  const single = /^'((?:[^']|'')*)'/.exec(value)
  if (single) return single[1]!.replaceAll("''", "'")
  return value.replace(/\s+#.*$/, '')
}
