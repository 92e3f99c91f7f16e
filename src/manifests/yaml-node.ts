import { lineStarts, positionAt } from '../ground/line-starts.ts'
import { failure, success, type Result } from '../ground/result.ts'
import { splitDocuments } from './split.ts'
import { EVENT_ID, getScalarValue, readEvents, type PlacedFault, type YamlEvents } from './yaml.ts'

/**
 * YAML as it is written, before anything is made of it: for files of programs that have rules of their own about what a
 * scalar may become. Aliases are replaced by what they stand for; a merge key is an entry like any other. `line` counts
 * from 1.
 */
export type YamlNode = ScalarNode | ListNode | MapNode

/** A single value, or nothing at all: then its text is empty. */
export interface ScalarNode {
  readonly node: 'scalar'
  readonly text: string
  /** Quoted or in a block: it is text whatever it looks like. */
  readonly quoted: boolean
  readonly line: number
}

/** A sequence, in block or flow form. */
export interface ListNode {
  readonly node: 'list'
  readonly items: readonly YamlNode[]
  readonly line: number
}

/** A mapping, in the order in which it is written. Keys may stand twice. */
export interface MapNode {
  readonly node: 'map'
  readonly entries: readonly { readonly key: YamlNode; readonly value: YamlNode }[]
  readonly line: number
}

/** Why a text is no YAML. `line` counts from 1. */
export interface NodeFault {
  readonly fault: PlacedFault
  readonly line: number
}

/** The first document of a text; null: it holds none. What comes after the first is not looked at. */
export function readFirstNode(text: string): Result<YamlNode | null, NodeFault> {
  const [first] = splitDocuments(text.replace(/^\uFEFF/, ''))
  if (!first) return success(null)
  const starts = lineStarts(first.text)
  const lineAt = (offset: number) => positionAt(starts, offset).line + first.line
  const events = readEvents(first.text)
  if (!events.ok) return failure({ fault: events.problem, line: lineAt(events.problem.offset) })
  // Behind the document's own event; one that is empty is closed at once.
  const root = events.value[1]
  if (!root || root.type === EVENT_ID.POP) return success(null)
  return success(new NodeReader(events.value, first.text, lineAt).next(0))
}

class NodeReader {
  #at = 1
  readonly #anchors = new Map<string, YamlNode>()

  constructor(
    readonly events: YamlEvents,
    readonly text: string,
    readonly lineAt: (offset: number) => number,
  ) {}

  /** `after` is the offset behind which a node stands that has no text of its own. */
  next(after: number): YamlNode {
    const event = this.events[this.#at++]!
    switch (event.type) {
      case EVENT_ID.ALIAS:
        return (
          this.#anchors.get(this.text.slice(event.anchorStart, event.anchorEnd)) ?? {
            node: 'scalar',
            text: '',
            quoted: false,
            line: this.lineAt(event.anchorStart),
          }
        )
      case EVENT_ID.SCALAR: {
        const isEmpty = event.valueStart < 0
        return this.#keep(event, {
          node: 'scalar',
          text: isEmpty ? '' : getScalarValue(this.text, event),
          quoted: event.style !== PLAIN,
          line: this.lineAt(isEmpty ? after : event.valueStart),
        })
      }
      case EVENT_ID.SEQUENCE: {
        const items: YamlNode[] = []
        while (!this.#closes()) items.push(this.next(event.start))
        return this.#keep(event, { node: 'list', items, line: this.lineAt(event.start) })
      }
      case EVENT_ID.MAPPING: {
        const entries: { key: YamlNode; value: YamlNode }[] = []
        while (!this.#closes()) {
          const keyEvent = this.events[this.#at]!
          const behind = keyEvent.type === EVENT_ID.SCALAR ? keyEvent.valueEnd : event.start
          entries.push({ key: this.next(event.start), value: this.next(behind) })
        }
        return this.#keep(event, { node: 'map', entries, line: this.lineAt(event.start) })
      }
      default:
        throw new Error('a YAML node begins with a scalar, an alias or a collection')
    }
  }

  /** Whether the collection ends here; steps over its end. */
  #closes(): boolean {
    if (this.events[this.#at]!.type !== EVENT_ID.POP) return false
    this.#at++
    return true
  }

  #keep(event: { readonly anchorStart: number; readonly anchorEnd: number }, node: YamlNode): YamlNode {
    if (event.anchorStart >= 0) this.#anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), node)
    return node
  }
}

/** js-yaml's style of a scalar without quotes. */
const PLAIN = 1
