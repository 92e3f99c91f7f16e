import type { ARCHITECTURE } from './architecture.ts'
import type { ASSERTIONS } from './assertions.ts'
import type { ATTACK } from './attack.ts'
import type { BEHAVIOURS } from './behaviours.ts'
import type { BOARD } from './board.ts'
import type { BUILDER } from './builder.ts'
import type { CALLER } from './caller.ts'
import type { CELLS } from './cells.ts'
import type { CHANGES } from './changes.ts'
import type { CNI } from './cni.ts'
import type { CNIS } from './cnis.ts'
import type { CILIUM_FINDING } from './cilium-finding.ts'
import type { DIAGNOSTIC } from './diagnostic.ts'
import type { DRAWER } from './drawer.ts'
import type { EDITOR } from './editor.ts'
import type { EMBED } from './embed.ts'
import type { ENTRIES } from './entries.ts'
import type { EXAMPLE_WORDS } from './example-words.ts'
import type { EXAMPLES } from './examples.ts'
import type { EXPORTS } from './exports.ts'
import type { FINDING } from './finding.ts'
import type { FIX } from './fix.ts'
import type { FLIPS } from './flips.ts'
import type { FURTHER_DIAGNOSTIC } from './further-diagnostic.ts'
import type { FURTHER_VERDICT } from './further-verdict.ts'
import type { GOAL } from './goal.ts'
import type { GRAPH } from './graph.ts'
import type { HELP } from './help.ts'
import type { HISTORY } from './history.ts'
import type { HOME } from './home.ts'
import type { HOP } from './hop.ts'
import type { IMPORTING } from './importing.ts'
import type { ISTIO_FINDING } from './istio-finding.ts'
import type { JOURNEY } from './journey.ts'
import type { LENS } from './lens.ts'
import type { LESSON } from './lesson.ts'
import type { LINK } from './link.ts'
import type { LINKERD_FINDING } from './linkerd-finding.ts'
import type { MATRIX } from './matrix.ts'
import type { MESH_FACTS } from './mesh-facts.ts'
import type { MESH_WAY } from './mesh-way.ts'
import type { NEWCOMER } from './newcomer.ts'
import type { NODES } from './nodes.ts'
import type { NOTE } from './note.ts'
import type { NOTICES } from './notices.ts'
import type { OFFLINE } from './offline.ts'
import type { PAGES } from './pages.ts'
import type { PALETTE } from './palette.ts'
import type { PICTURE } from './picture.ts'
import type { PLUGIN_FINDING } from './plugin-finding.ts'
import type { PLUGINS } from './plugins.ts'
import type { POD_FINDING } from './pod-finding.ts'
import type { POLICIES } from './policies.ts'
import type { PORTS } from './ports.ts'
import type { PRESENT } from './present.ts'
import type { QUESTION } from './question.ts'
import type { REQUESTS } from './requests.ts'
import type { REWRITE } from './rewrite.ts'
import type { SAVE } from './save.ts'
import type { SELECTED } from './selected.ts'
import type { SHARE } from './share.ts'
import type { SHELL } from './shell.ts'
import type { SIGHT } from './sight.ts'
import type { STATION } from './station.ts'
import type { STATUS } from './status.ts'
import type { TABLE } from './table.ts'
import type { TERMINAL } from './terminal.ts'
import type { TIME } from './time.ts'
import type { TOP } from './top.ts'
import type { TRACE_TEXT } from './trace-text.ts'
import type { TRANSPORT } from './transport.ts'
import type { VERDICT } from './verdict.ts'
import type { WALK } from './walk.ts'
import type { WALLS } from './walls.ts'
import type { WORKSHOP } from './workshop.ts'

/**
 * The catalogue by part: its shape is what other languages are held to. Types only, so that no part brings another
 * along. Here: what the screen says at once.
 */
export interface English {
  readonly caller: typeof CALLER
  readonly cni: typeof CNI
  readonly diagnostic: typeof DIAGNOSTIC
  readonly drawer: typeof DRAWER
  readonly editor: typeof EDITOR
  readonly examples: typeof EXAMPLES
  readonly finding: typeof FINDING
  readonly fix: typeof FIX
  readonly goal: typeof GOAL
  readonly graph: typeof GRAPH
  readonly lens: typeof LENS
  readonly notices: typeof NOTICES
  readonly offline: typeof OFFLINE
  readonly picture: typeof PICTURE
  readonly question: typeof QUESTION
  readonly save: typeof SAVE
  readonly shell: typeof SHELL
  readonly sight: typeof SIGHT
  readonly status: typeof STATUS
  readonly top: typeof TOP
  readonly verdict: typeof VERDICT
}

/** What comes with a dialog, a view or a panel that is loaded when it is first shown, or is seldom read. */
export interface Later {
  readonly architecture: typeof ARCHITECTURE
  readonly assertions: typeof ASSERTIONS
  readonly attack: typeof ATTACK
  readonly behaviours: typeof BEHAVIOURS
  readonly board: typeof BOARD
  readonly builder: typeof BUILDER
  readonly cells: typeof CELLS
  readonly changes: typeof CHANGES
  readonly cnis: typeof CNIS
  readonly ciliumFinding: typeof CILIUM_FINDING
  readonly embed: typeof EMBED
  readonly entries: typeof ENTRIES
  readonly exampleWords: typeof EXAMPLE_WORDS
  readonly exports: typeof EXPORTS
  readonly flips: typeof FLIPS
  readonly furtherDiagnostic: typeof FURTHER_DIAGNOSTIC
  readonly furtherVerdict: typeof FURTHER_VERDICT
  readonly help: typeof HELP
  readonly history: typeof HISTORY
  readonly home: typeof HOME
  readonly hop: typeof HOP
  readonly importing: typeof IMPORTING
  readonly istioFinding: typeof ISTIO_FINDING
  readonly journey: typeof JOURNEY
  readonly lesson: typeof LESSON
  readonly link: typeof LINK
  readonly linkerdFinding: typeof LINKERD_FINDING
  readonly matrix: typeof MATRIX
  readonly meshFacts: typeof MESH_FACTS
  readonly meshWay: typeof MESH_WAY
  readonly newcomer: typeof NEWCOMER
  readonly nodes: typeof NODES
  readonly note: typeof NOTE
  readonly pages: typeof PAGES
  readonly palette: typeof PALETTE
  readonly pluginFinding: typeof PLUGIN_FINDING
  readonly plugins: typeof PLUGINS
  readonly podFinding: typeof POD_FINDING
  readonly policies: typeof POLICIES
  readonly ports: typeof PORTS
  readonly present: typeof PRESENT
  readonly requests: typeof REQUESTS
  readonly rewrite: typeof REWRITE
  readonly selected: typeof SELECTED
  readonly share: typeof SHARE
  readonly station: typeof STATION
  readonly table: typeof TABLE
  readonly terminal: typeof TERMINAL
  readonly time: typeof TIME
  readonly traceText: typeof TRACE_TEXT
  readonly transport: typeof TRANSPORT
  readonly walk: typeof WALK
  readonly walls: typeof WALLS
  readonly workshop: typeof WORKSHOP
}

/**
 * What a language has so far. A part or a message that is missing is said in English; so is one of `later` that cannot
 * be fetched.
 */
export interface Translation {
  readonly now: { readonly [Part in keyof English]?: Partial<English[Part]> }
  readonly later: { readonly [Part in keyof Later]?: () => Promise<Partial<Later[Part]>> }
}
