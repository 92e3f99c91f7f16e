import type { English, Later } from '../en/english.ts'
import { caller } from './caller.ts'
import { cni } from './cni.ts'
import { diagnostic } from './diagnostic.ts'
import { drawer } from './drawer.ts'
import { editor } from './editor.ts'
import { examples } from './examples.ts'
import { finding } from './finding.ts'
import { fix } from './fix.ts'
import { goal } from './goal.ts'
import { graph } from './graph.ts'
import { lens } from './lens.ts'
import { notices } from './notices.ts'
import { offline } from './offline.ts'
import { picture } from './picture.ts'
import { question } from './question.ts'
import { save } from './save.ts'
import { shell } from './shell.ts'
import { sight } from './sight.ts'
import { status } from './status.ts'
import { top } from './top.ts'
import { verdict } from './verdict.ts'

/** German is complete: a message that is missing here does not compile. */
const NOW = {
  caller,
  cni,
  diagnostic,
  drawer,
  editor,
  examples,
  finding,
  fix,
  goal,
  graph,
  lens,
  notices,
  offline,
  picture,
  question,
  save,
  shell,
  sight,
  status,
  top,
  verdict,
} satisfies English

const LATER = {
  architecture: async () => (await import('./architecture.ts')).architecture,
  assertions: async () => (await import('./assertions.ts')).assertions,
  attack: async () => (await import('./attack.ts')).attack,
  behaviours: async () => (await import('./behaviours.ts')).behaviours,
  board: async () => (await import('./board.ts')).board,
  builder: async () => (await import('./builder.ts')).builder,
  cells: async () => (await import('./cells.ts')).cells,
  changes: async () => (await import('./changes.ts')).changes,
  cnis: async () => (await import('./cnis.ts')).cnis,
  ciliumFinding: async () => (await import('./cilium-finding.ts')).ciliumFinding,
  embed: async () => (await import('./embed.ts')).embed,
  entries: async () => (await import('./entries.ts')).entries,
  exampleWords: async () => (await import('./example-words.ts')).exampleWords,
  exports: async () => (await import('./exports.ts')).exports,
  flips: async () => (await import('./flips.ts')).flips,
  furtherDiagnostic: async () => (await import('./further-diagnostic.ts')).furtherDiagnostic,
  furtherVerdict: async () => (await import('./further-verdict.ts')).furtherVerdict,
  help: async () => (await import('./help.ts')).help,
  history: async () => (await import('./history.ts')).history,
  home: async () => (await import('./home.ts')).home,
  hop: async () => (await import('./hop.ts')).hop,
  importing: async () => (await import('./importing.ts')).importing,
  istioFinding: async () => (await import('./istio-finding.ts')).istioFinding,
  journey: async () => (await import('./journey.ts')).journey,
  lesson: async () => (await import('./lesson.ts')).lesson,
  link: async () => (await import('./link.ts')).link,
  linkerdFinding: async () => (await import('./linkerd-finding.ts')).linkerdFinding,
  matrix: async () => (await import('./matrix.ts')).matrix,
  meshFacts: async () => (await import('./mesh-facts.ts')).meshFacts,
  meshWay: async () => (await import('./mesh-way.ts')).meshWay,
  newcomer: async () => (await import('./newcomer.ts')).newcomer,
  nodes: async () => (await import('./nodes.ts')).nodes,
  note: async () => (await import('./note.ts')).note,
  pages: async () => (await import('./pages.ts')).pages,
  palette: async () => (await import('./palette.ts')).palette,
  pluginFinding: async () => (await import('./plugin-finding.ts')).pluginFinding,
  plugins: async () => (await import('./plugins.ts')).plugins,
  podFinding: async () => (await import('./pod-finding.ts')).podFinding,
  policies: async () => (await import('./policies.ts')).policies,
  ports: async () => (await import('./ports.ts')).ports,
  present: async () => (await import('./present.ts')).present,
  requests: async () => (await import('./requests.ts')).requests,
  rewrite: async () => (await import('./rewrite.ts')).rewrite,
  selected: async () => (await import('./selected.ts')).selected,
  share: async () => (await import('./share.ts')).share,
  station: async () => (await import('./station.ts')).station,
  table: async () => (await import('./table.ts')).table,
  terminal: async () => (await import('./terminal.ts')).terminal,
  time: async () => (await import('./time.ts')).time,
  traceText: async () => (await import('./trace-text.ts')).traceText,
  transport: async () => (await import('./transport.ts')).transport,
  walk: async () => (await import('./walk.ts')).walk,
  walls: async () => (await import('./walls.ts')).walls,
  workshop: async () => (await import('./workshop.ts')).workshop,
} satisfies { readonly [Part in keyof Later]: () => Promise<Later[Part]> }

export const GERMAN = { now: NOW, later: LATER }
