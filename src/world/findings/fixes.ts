import type { Diagnostic } from '../../ground/diagnostic.ts'
import { applyEdits, type TextEdit } from '../../ground/text-edit.ts'
import type { DocumentText, Manifest } from '../../manifests/read.ts'
import type { ConnectivityDiff } from '../diff.ts'
import { documentEdits } from '../document-edits.ts'
import { findingBehind } from './diagnose.ts'
import type { FixAction, FixPlan } from './fix-plan.ts'

/**
 * A way to mend what a finding is about. `edits` are all in one document, for the text as it stands, and keep comments
 * and formatting. `promises`: what they open and close, found by opening the edited documents.
 */
export interface Fix {
  readonly does: FixAction
  readonly edits: readonly TextEdit[]
  readonly promises: ConnectivityDiff
}

/** A world of some documents, as far as fixes have to know it. */
interface Mended {
  readonly diagnostics: readonly Diagnostic[]
}

/** What a fix is tried on: the documents, where the policy stands, and how to open them when they are edited. */
export interface FixGround<World extends Mended> {
  readonly documents: readonly DocumentText[]
  readonly manifest: Manifest
  readonly world: World
  open(documents: readonly DocumentText[]): World
  compare(after: World): ConnectivityDiff
}

/**
 * The fixes of a finding that can be made in the text as it is written, and that do what they say: after them the
 * finding is gone and nothing is refused. Each is tried before it is offered. Empty for everything but findings.
 */
export function fixesFor<World extends Mended>(diagnostic: Diagnostic, ground: FixGround<World>): readonly Fix[] {
  const finding = findingBehind(diagnostic)
  return (finding?.fixes ?? []).flatMap((plan) => {
    const fix = tryPlan(plan, diagnostic, ground)
    return fix ? [fix] : []
  })
}

function tryPlan<World extends Mended>(
  { does, changes }: FixPlan,
  diagnostic: Diagnostic,
  ground: FixGround<World>,
): Fix | null {
  const { manifest, documents } = ground
  const edits = documentEdits(manifest, changes, documents)
  if (!edits) return null
  const after = ground.open(
    documents.map((each) =>
      each.name === manifest.document ? { name: each.name, text: applyEdits(each.text, edits) } : each,
    ),
  )
  const isMended =
    countLike(after, diagnostic) < countLike(ground.world, diagnostic) &&
    !after.diagnostics.some(({ severity }) => severity === 'error')
  return isMended ? { does, edits, promises: ground.compare(after) } : null
}

/**
 * How many findings of this kind there are about policies of this name: places and numbers of rules move with an edit.
 */
function countLike({ diagnostics }: Mended, { code, subject }: Diagnostic): number {
  return diagnostics.filter((each) => each.code === code && each.subject?.name === subject?.name).length
}
