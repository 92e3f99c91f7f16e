import type { Diagnostic, DiagnosticFacts, ObjectRef } from '../ground/diagnostic.ts'
import { positionAt } from '../ground/line-starts.ts'
import type { FieldPath, SourceSpan } from '../ground/span.ts'
import { Piece, type KubernetesObject, type PieceProblem } from './piece.ts'
import { splitDocuments } from './split.ts'
import { findPath, type PathPart } from './source-tree.ts'

/** One YAML stream with the name its owner gave it. JSON is YAML. */
export interface DocumentText {
  readonly name: string
  readonly text: string
}

/** An object and where it stands. */
export interface Manifest {
  readonly object: KubernetesObject
  readonly document: string
  /** How many lines of the document come before the object's piece. */
  readonly line: number
}

/** Everything read from the documents; give it to the next `readManifests` to read only what changed. */
export interface Reading {
  readonly manifests: readonly Manifest[]
  readonly diagnostics: readonly Diagnostic[]
  readonly documents: readonly ReadDocument[]
}

/** `unreadable`: some of its text is no YAML, or over a limit. */
interface ReadDocument {
  readonly name: string
  readonly text: string
  readonly pieces: readonly { readonly piece: Piece; readonly line: number }[]
  readonly manifests: readonly Manifest[]
  readonly diagnostics: readonly Diagnostic[]
  readonly unreadable: boolean
}

/**
 * Reads the documents into objects with places. A piece of text that `previous` already read is not read again,
 * wherever in whichever document it stands now. Never throws on what a user typed.
 */
export function readManifests(documents: readonly DocumentText[], previous?: Reading): Reading {
  const known = new KnownPieces(previous?.documents ?? [])
  const unchanged = new Map(previous?.documents.map((document) => [document.name, document]))
  const read = documents.map((document): ReadDocument => {
    const before = unchanged.get(document.name)
    return before?.text === document.text ? before : readDocument(document, known)
  })
  return {
    documents: read,
    manifests: read.flatMap((document) => document.manifests),
    diagnostics: read.flatMap((document) => document.diagnostics),
  }
}

const piecesOf = new WeakMap<ReadDocument, ReadonlyMap<string, Piece>>()

/** Pieces by their text, read before or just now. Which ones a document has is found once. */
class KnownPieces {
  readonly #added = new Map<string, Piece>()

  constructor(private readonly documents: readonly ReadDocument[]) {}

  get(text: string): Piece {
    let piece = this.#added.get(text)
    for (const document of this.documents) piece ??= piecesIn(document).get(text)
    if (!piece) this.#added.set(text, (piece = new Piece(text)))
    return piece
  }
}

function piecesIn(document: ReadDocument): ReadonlyMap<string, Piece> {
  let pieces = piecesOf.get(document)
  if (!pieces) piecesOf.set(document, (pieces = new Map(document.pieces.map(({ piece }) => [piece.text, piece]))))
  return pieces
}

function readDocument({ name, text }: DocumentText, known: KnownPieces): ReadDocument {
  const pieces = splitDocuments(text).map(({ text: part, line }) => ({ piece: known.get(part), line }))
  return {
    name,
    text,
    pieces,
    manifests: pieces.flatMap(({ piece, line }) => piece.objects.map((object) => ({ object, document: name, line }))),
    diagnostics: pieces.flatMap(({ piece, line }) =>
      piece.problems.map((problem) => place(problem, piece, name, line)),
    ),
    unreadable: pieces.some(({ piece }) => piece.unreadable),
  }
}

function place(problem: PieceProblem, piece: Piece, document: string, line: number): Diagnostic {
  const where = problem.place
  const at =
    'offset' in where
      ? { start: where.offset, end: where.offset + 1 }
      : findPath(piece.trees[where.tree]!, where.path, where.part)
  return {
    ...problem.facts,
    severity: problem.severity,
    layer: problem.layer,
    span: spanOfOffsets(piece, at, document, line),
    subject: problem.object && objectRef(problem.object),
  }
}

/** The place of a field of the manifest. An absent field gives the place of the nearest field that holds it. */
export function spanOf(manifest: Manifest, path: FieldPath, part: PathPart = 'entry'): SourceSpan {
  const { piece, tree, root } = manifest.object
  return spanOfOffsets(piece, findPath(piece.trees[tree]!, [...root, ...path], part), manifest.document, manifest.line)
}

/** Names the object, without its content. */
function objectRef({ apiVersion, kind, namespace, name }: KubernetesObject): ObjectRef {
  return { apiVersion, kind, namespace, name }
}

/** What is to be said of one field of an object. */
export interface Diagnosis {
  readonly facts: DiagnosticFacts
  readonly severity: Diagnostic['severity']
  readonly layer: Diagnostic['layer']
  readonly path: FieldPath
  /** Absent: the value. */
  readonly part?: PathPart
  /** The letter of the text that it is about, counted from 0; absent: all of it. */
  readonly letter?: number | undefined
}

/** A diagnosis about one field of one object, at its place in the text. */
export function diagnose(
  manifest: Manifest,
  { facts, severity, layer, path, part = 'value', letter }: Diagnosis,
): Diagnostic {
  return {
    ...facts,
    severity,
    layer,
    span: (letter === undefined ? null : letterSpan(manifest, path, letter)) ?? spanOf(manifest, path, part),
    subject: objectRef(manifest.object),
  }
}

/**
 * The word, or the sign, that begins at a letter of a text; behind its end the place where it ends. Null where the text
 * is not written letter by letter as it is read: on several lines, or with escapes.
 */
function letterSpan({ object, document, line }: Manifest, path: FieldPath, letter: number): SourceSpan | null {
  const { piece, tree, root } = object
  const { start, end } = findPath(piece.trees[tree]!, [...root, ...path], 'value')
  const quoted = /^["']/.test(piece.text.slice(start, end)) ? 1 : 0
  const from = start + quoted
  const written = piece.text.slice(from, end - quoted)
  const value = path.reduce<unknown>(
    (at, step) => (at as Record<string | number, unknown> | undefined)?.[step],
    object.value,
  )
  if (written !== value || letter > written.length) return null
  const word = /^(?:[\w./-]+|.)/u.exec(written.slice(letter))?.[0].length ?? 0
  return spanOfOffsets(piece, { start: from + letter, end: from + letter + word }, document, line)
}

function spanOfOffsets(
  { text, lineStarts }: Piece,
  { start, end }: { start: number; end: number },
  document: string,
  linesBefore: number,
): SourceSpan {
  const at = (offset: number) => {
    const { line, column } = positionAt(lineStarts, Math.min(offset, text.length))
    return { line: linesBefore + line, column }
  }
  return { document, start: at(start), end: at(end) }
}
