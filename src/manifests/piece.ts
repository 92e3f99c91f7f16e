import { isObject, own, type JsonObject } from '../ground/json-object.ts'
import type { DiagnosticFacts } from '../ground/diagnostic.ts'
import { lineStarts, type LineStarts } from '../ground/line-starts.ts'
import type { FieldPath } from '../ground/span.ts'
import type { PathPart } from './source-tree.ts'
import { isToolFile } from './tool-file.ts'
import { sourceTrees, type SourceNode } from './source-tree.ts'
import { parseYaml, YAML_LIMITS, type PlacedFault } from './yaml.ts'

/**
 * One Kubernetes object as its text states it, apart from where that text stands: the same piece of text always gives
 * the same value, so everything derived from it can be kept by identity.
 */
export interface KubernetesObject {
  readonly apiVersion: string
  /** Empty for the core group. */
  readonly group: string
  readonly kind: string
  /** As written; null when absent. What absence means is the kind's business. */
  readonly namespace: string | null
  readonly name: string
  readonly value: JsonObject
  readonly piece: Piece
  /** The way from the document's root to this object: empty, or `['items', 3]` inside a List. */
  readonly root: FieldPath
  /** Which document of the piece it stands in; nearly always 0. */
  readonly tree: number
}

/** A diagnosis made on a piece: placed by path or by offset, because the piece does not know its document. */
export interface PieceProblem {
  readonly facts: DiagnosticFacts
  readonly severity: 'error' | 'warning' | 'note'
  readonly layer: 'syntax' | 'schema'
  readonly object: KubernetesObject | null
  readonly place:
    { readonly offset: number } | { readonly tree: number; readonly path: FieldPath; readonly part: PathPart }
}

/** The text between two `---` lines, read once. */
export class Piece {
  readonly objects: readonly KubernetesObject[]
  readonly problems: readonly PieceProblem[]
  /** True when the text itself could not be read, so that what it meant is unknown. */
  readonly unreadable: boolean
  #trees: readonly SourceNode[] | null = null
  #lineStarts: LineStarts | null = null

  constructor(readonly text: string) {
    const { values, faults } = parseYaml(text)
    const objects: KubernetesObject[] = []
    const problems: PieceProblem[] = faults.map(problemOf)
    values.forEach((value, tree) => collect(value, [], { piece: this, tree, objects, problems }))
    this.objects = objects
    this.problems = problems
    this.unreadable = problems.some((problem) => problem.layer === 'syntax' && problem.severity === 'error')
  }

  /** Built at the first question for a place: most pieces are never asked. */
  get trees(): readonly SourceNode[] {
    this.#trees ??= sourceTrees(this.text)
    return this.#trees
  }

  /** Built at the first question for a place, too. */
  get lineStarts(): LineStarts {
    return (this.#lineStarts ??= lineStarts(this.text))
  }
}

interface Collecting {
  readonly piece: Piece
  readonly tree: number
  readonly objects: KubernetesObject[]
  readonly problems: PieceProblem[]
}

/** `kind: List`, and typed lists such as `PodList`, are taken apart; their items may leave out their own kind. */
function collect(
  value: unknown,
  root: FieldPath,
  into: Collecting,
  assumed?: { apiVersion: unknown; kind: string },
): void {
  if (value === null || value === undefined || isToolFile(value)) return
  const report = (facts: DiagnosticFacts, path: FieldPath = []) =>
    into.problems.push({
      facts,
      severity: 'error',
      layer: 'schema',
      object: null,
      place: { tree: into.tree, path: [...root, ...path], part: 'value' },
    })
  if (!isObject(value))
    return void report({ code: 'not-an-object', got: Array.isArray(value) ? 'array' : typeof value })
  const apiVersion = own(value, 'apiVersion') ?? assumed?.apiVersion
  const kind = own(value, 'kind') ?? assumed?.kind
  const items = own(value, 'items')
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) {
    const each = kind === 'List' ? undefined : { apiVersion, kind: kind.slice(0, -4) }
    items.forEach((item, index) => collect(item, [...root, 'items', index], into, each))
    return
  }
  if (typeof apiVersion !== 'string' || apiVersion === '')
    return void report({ code: 'missing-field', field: 'apiVersion' })
  if (typeof kind !== 'string' || kind === '') return void report({ code: 'missing-field', field: 'kind' })
  const metadata = own(value, 'metadata')
  const name = isObject(metadata) ? own(metadata, 'name') : undefined
  const namespace = isObject(metadata) ? own(metadata, 'namespace') : undefined
  if (name === undefined || name === null || name === '') {
    const generateName = isObject(metadata) ? own(metadata, 'generateName') : undefined
    return void (typeof generateName === 'string' && generateName !== ''
      ? report({ code: 'missing-field', field: 'metadata.name', generateName }, ['metadata', 'generateName'])
      : report({ code: 'missing-field', field: 'metadata.name' }, ['metadata', 'name']))
  }
  if (typeof name !== 'string')
    return void report(
      { code: 'wrong-type', field: 'metadata.name', holder: 'ObjectMeta', expected: 'string', got: typeof name },
      ['metadata', 'name'],
    )
  if (namespace !== undefined && namespace !== null && typeof namespace !== 'string') {
    return void report(
      {
        code: 'wrong-type',
        field: 'metadata.namespace',
        holder: 'ObjectMeta',
        expected: 'string',
        got: typeof namespace,
      },
      ['metadata', 'namespace'],
    )
  }
  into.objects.push({
    apiVersion,
    kind,
    name,
    namespace: namespace || null,
    value,
    root,
    piece: into.piece,
    tree: into.tree,
    group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
  })
}

function problemOf(fault: PlacedFault): PieceProblem {
  const place = { offset: fault.offset }
  switch (fault.code) {
    case 'yaml-syntax':
      return {
        facts: {
          code: 'yaml-syntax',
          reason: fault.reason,
          hint:
            fault.hint &&
            (fault.hint.hint === 'missing-colon'
              ? { hint: 'missing-colon', word: fault.hint.word }
              : { hint: fault.hint.hint }),
        },
        severity: 'error',
        layer: 'syntax',
        object: null,
        place,
      }
    case 'duplicate-key':
      return {
        facts: { code: 'duplicate-key', key: fault.key },
        severity: 'warning',
        layer: 'syntax',
        object: null,
        place,
      }
    case 'yaml-limit': {
      const limit = fault.limit === 'characters' ? 'size' : fault.limit
      return {
        facts: { code: 'yaml-limit', limit, allowed: YAML_LIMITS[fault.limit] },
        severity: 'error',
        layer: 'syntax',
        object: null,
        place,
      }
    }
  }
}
