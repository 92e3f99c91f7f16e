import {
  constructFromEvents,
  EVENT_ID,
  FAILSAFE_SCHEMA,
  floatCoreTag,
  getScalarValue,
  intYaml11Tag,
  NOT_RESOLVED,
  parseEvents,
  YAML11_SCHEMA,
  YAMLException,
  type Schema,
} from 'js-yaml'
import { failure, success, type Result } from '../ground/result.ts'
import { syntaxHint, type SyntaxHint } from './syntax-hint.ts'

/** The flat event stream of js-yaml; every event carries offsets into the text it came from. */
export type YamlEvents = ReturnType<typeof parseEvents>

/**
 * Hostile text is refused before it costs anything: these bound time and memory, far above what real manifests need.
 */
export const YAML_LIMITS = { characters: 32_000_000, depth: 64, aliases: 200, nodes: 2_000_000 } as const

/** What is wrong with a text as YAML. `hint` null: we know nothing better than the parser's reason. */
export type YamlFault =
  | { readonly code: 'yaml-syntax'; readonly reason: string; readonly hint: SyntaxHint | null }
  | { readonly code: 'yaml-limit'; readonly limit: keyof typeof YAML_LIMITS }
  | { readonly code: 'duplicate-key'; readonly key: string }

/**
 * A fault and the offset at which it was noticed. Only `duplicate-key` leaves the values usable: the last one counts.
 */
export type PlacedFault = YamlFault & { readonly offset: number }

/** What a text holds, and what is wrong with it; `faults` empty: nothing. */
export interface ParsedYaml {
  /** The documents in the text, empty when the text is refused. */
  readonly values: readonly unknown[]
  readonly faults: readonly PlacedFault[]
}

/**
 * Kubernetes reads YAML 1.1 through Go: `yes` and `on` are booleans, but times stay text, `22:22` is no base-60
 * number and `1e3` is a thousand.
 * Source: sigs.k8s.io/yaml, goyaml.v2/resolve.go.
 */
const KUBERNETES_SCHEMA: Schema = YAML11_SCHEMA.withTags(
  {
    ...intYaml11Tag,
    resolve: (text, explicit, tag) => (text.includes(':') ? NOT_RESOLVED : intYaml11Tag.resolve(text, explicit, tag)),
  },
  floatCoreTag,
  { ...YAML11_SCHEMA.tags.find((tag) => tag.tagName === 'tag:yaml.org,2002:timestamp')!, implicit: false },
)

/** Reads a YAML text that may hold several documents. Never throws; cost is bounded by `YAML_LIMITS`. */
export function parseYaml(text: string): ParsedYaml {
  return parseWith(text, KUBERNETES_SCHEMA)
}

/** The same with every scalar as it is written: `1.10`, `no` and `0600` stay those characters. */
export function parseYamlAsWritten(text: string): ParsedYaml {
  return parseWith(text, FAILSAFE_SCHEMA)
}

function parseWith(text: string, schema: Schema): ParsedYaml {
  const events = readEvents(text)
  if (!events.ok) return refuse(events.problem)
  try {
    return construct(events.value, text, schema)
  } catch (error) {
    return refuse(faultOf(error, text))
  }
}

/** The event stream of a text, when it keeps to the limits. */
export function readEvents(text: string): Result<YamlEvents, PlacedFault> {
  if (text.length > YAML_LIMITS.characters) return failure({ code: 'yaml-limit', limit: 'characters', offset: 0 })
  try {
    const events = yamlEvents(text)
    const excess = findExcess(events, text)
    return excess ? failure(excess) : success(events)
  } catch (error) {
    return failure(faultOf(error, text))
  }
}

/** The event stream alone, for finding places in a text that `parseYaml` accepted. */
export function yamlEvents(text: string): YamlEvents {
  return parseEvents(text, { maxDepth: YAML_LIMITS.depth })
}

function construct(events: YamlEvents, text: string, schema: Schema): ParsedYaml {
  const options = { source: text, schema, maxAliases: YAML_LIMITS.aliases }
  try {
    return { values: constructFromEvents(events, options), faults: [] }
  } catch (error) {
    if (!(error instanceof YAMLException) || error.reason !== 'duplicated mapping key') throw error
    // kubectl keeps the last of two equal keys in silence; so do we, but we say it.
    const offset = error.mark?.position ?? 0
    const key = /^[^\s:]*/.exec(text.slice(offset))![0]
    return {
      values: constructFromEvents(events, { ...options, json: true }),
      faults: [{ code: 'duplicate-key', key, offset }],
    }
  }
}

function refuse(fault: PlacedFault): ParsedYaml {
  return { values: [], faults: [fault] }
}

function faultOf(error: unknown, text: string): PlacedFault {
  if (!(error instanceof YAMLException)) throw error
  const offset = error.mark?.position ?? 0
  if (error.reason.includes('maxDepth')) return { code: 'yaml-limit', limit: 'depth', offset }
  if (error.reason.includes('maxAliases')) return { code: 'yaml-limit', limit: 'aliases', offset }
  const hint = syntaxHint(text, offset)
  return { code: 'yaml-syntax', reason: error.reason, hint, offset: hint?.offset ?? offset }
}

/**
 * Counts what the text would grow to if each alias were written out, without writing it out. A few lines of nested
 * aliases can stand for billions of nodes; an alias inside its own anchor for endlessly many.
 */
function findExcess(events: YamlEvents, text: string): PlacedFault | null {
  const sizes = new Map<string, number>()
  const open: { anchor: string | null; size: number }[] = []
  const grow = (size: number) => {
    const top = open.at(-1)
    if (top) top.size += size
  }
  const anchorOf = (event: { anchorStart: number; anchorEnd: number }) =>
    event.anchorStart < 0 ? null : text.slice(event.anchorStart, event.anchorEnd)
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        open.push({ anchor: null, size: 0 })
        break
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        open.push({ anchor: anchorOf(event), size: 1 })
        break
      case EVENT_ID.SCALAR: {
        const anchor = anchorOf(event)
        if (anchor !== null) sizes.set(anchor, 1)
        grow(1)
        break
      }
      case EVENT_ID.ALIAS: {
        const anchor = anchorOf(event)!
        if (open.some((collection) => collection.anchor === anchor))
          return { code: 'yaml-limit', limit: 'aliases', offset: event.anchorStart }
        grow(sizes.get(anchor) ?? 1)
        break
      }
      case EVENT_ID.POP: {
        const closed = open.pop()!
        if (closed.size > YAML_LIMITS.nodes) return { code: 'yaml-limit', limit: 'nodes', offset: 0 }
        if (closed.anchor !== null) sizes.set(closed.anchor, closed.size)
        grow(closed.size)
      }
    }
  }
  return null
}

export { EVENT_ID, getScalarValue }
