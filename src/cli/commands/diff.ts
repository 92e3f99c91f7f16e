import { EXPORT_FORMATS } from '../../app/exports/formats.ts'
import type { Command } from '../command.ts'
import { diffEntries } from '../listed.ts'
import { openInput } from '../open.ts'
import { LIST_FORMATS } from './list.ts'

/** Compares what passes in two sets of manifests. */
export const diff: Command = {
  name: 'diff',
  usage: 'diff BEFORE AFTER',
  about:
    'what passes in AFTER and did not in BEFORE, or the other way round, on every port; ends with 0 when nothing differs',
  formats: LIST_FORMATS,
  words: 0,
  tests: false,
  run(input) {
    const [before, after] = ['0/', '1/'].map((side) =>
      openInput({
        cni: input.cni,
        documents: input.documents
          .filter(({ name }) => name.startsWith(side))
          .map(({ name, text }) => ({ name: name.slice(2), text })),
      }),
    )
    const problems = [...before!.problems, ...after!.problems]
    const connections = diffEntries(after!.world, before!.world)
    const out = EXPORT_FORMATS[LIST_FORMATS.indexOf(input.format)]!.print({ kind: 'difference', connections })
    return {
      out,
      err: problems.map((line) => `${line}\n`).join(''),
      exitCode: problems.length > 0 ? 2 : connections.length > 0 ? 1 : 0,
    }
  },
}
