import { EXPORT_FORMATS } from '../../app/exports/formats.ts'
import { diffEntries } from '../listed.ts'
import type { Command } from '../command.ts'
import { openInput } from '../open.ts'

/** In the order of the screen's menu: text first. */
export const LIST_FORMATS: readonly string[] = EXPORT_FORMATS.map(({ ending }) => (ending === 'txt' ? 'text' : ending))

/** Lists all connections. */
export const list: Command = {
  name: 'list',
  usage: 'list MANIFESTS…',
  about: 'everything that may pass, pair by pair, with its ports',
  formats: LIST_FORMATS,
  words: 0,
  tests: false,
  run(input) {
    const { world, problems } = openInput(input)
    const format = EXPORT_FORMATS[LIST_FORMATS.indexOf(input.format)]!
    return {
      out: format.print({ kind: 'connections', connections: diffEntries(world, null) }),
      err: problems.map((line) => `${line}\n`).join(''),
      exitCode: problems.length > 0 ? 2 : 0,
    }
  },
}
