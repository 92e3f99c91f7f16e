import type { TextEdit } from '../../ground/text-edit.ts'
import { changesOf, machineText, remedyOf } from '../../sim/tools/kube-bench/remedy.ts'
import { checkRunOf } from '../../sim/tools/kube-bench/kube-bench.ts'
import type { ToolFile } from '../../sim/tools/tool.ts'
import { documentEdits } from '../document-edits.ts'
import type { World } from '../index.ts'
import { workplaceOf } from '../tool-place.ts'

/**
 * What makes a check of kube-bench pass: edits of the document that the machine stands in, or a document for a machine
 * that stands in none.
 */
export type Mend =
  | { readonly mend: 'edits'; readonly edits: readonly TextEdit[] }
  | { readonly mend: 'document'; readonly name: string; readonly text: string }

/** Null: the check passes, or nobody knows an edit that mends it. `args`: the command line that it was found with. */
export function mendCheck(
  world: World,
  args: readonly string[],
  machine: string,
  check: string,
  files: readonly ToolFile[] = world.documents.map(({ name, text }) => ({ path: name, text })),
): Mend | null {
  const place = workplaceOf(world, files, null, 0, `node:${machine}`)
  const at = place.machines.find(({ name }) => name === machine)
  const run = checkRunOf(args, place, check)
  const changes = at && run ? remedyOf(run, at)?.changes : null
  if (!at || !changes) return null
  if (!at.object) return { mend: 'document', name: `machine-${machine}.yaml`, text: machineText(at, changes) }
  const made = changesOf(at, changes)
  const manifest = world.manifestOf(at.object)
  const edits = made && manifest && documentEdits(manifest, made, world.documents)
  return edits ? { mend: 'edits', edits } : null
}
