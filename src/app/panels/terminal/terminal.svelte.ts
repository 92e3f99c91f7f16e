import { lastWordAt } from '../../../ground/last-word.ts'
import type { LineSubject, Probe, TranscriptLine } from '../../../world/terminal/run.ts'
import type { TerminalPlace } from '../../../world/terminal/places.ts'
import type { Session } from '../../state/session.svelte.ts'

/** One command with what it printed. `lines` null: it runs. */
export interface Entry {
  readonly id: number
  readonly at: string
  readonly line: string
  readonly lines: readonly TranscriptLine[] | null
  readonly exitCode: number
  /** The engine failed, and nothing is known. */
  readonly failed: boolean
}

/** Commands that are kept on the screen, and in the history. */
const KEPT = 20
const REMEMBERED = 100

const terminals = new WeakMap<Session, Terminal>()

/** The one of a session: what it printed is there when its tab is opened again. */
export function terminalOf(session: Session): Terminal {
  let terminal = terminals.get(session)
  if (!terminal) terminals.set(session, (terminal = new Terminal(session)))
  return terminal
}

/** The terminal of one visit: where commands run, what was typed, what they printed. */
class Terminal {
  at = $state('')
  line = $state('')
  #places = $state.raw<readonly TerminalPlace[]>([])
  #entries = $state.raw<readonly Entry[]>([])
  #offers = $state.raw<readonly string[]>([])
  #history: string[] = []
  /** What was sent so far, for Hubble to show. */
  #sent: readonly Probe[] = []
  /** Where in the history the line is from; its length: it is being written. */
  #back = 0
  #draft = ''
  #count = 0
  #turn = 0

  constructor(private readonly session: Session) {}

  get places(): readonly TerminalPlace[] {
    return this.#places
  }
  get entries(): readonly Entry[] {
    return this.#entries
  }
  /** What the line could become. */
  get offers(): readonly string[] {
    return this.#offers
  }

  /** Looks where commands can be run now; where none was chosen, or the choice is gone, the first place is taken. */
  async findPlaces(): Promise<void> {
    try {
      this.#places = await this.session.picture.terminal({ task: 'places' })
    } catch {
      return
    }
    if (!this.#places.some(({ ref }) => ref === this.at)) this.at = this.#places[0]?.ref ?? 'internet'
  }

  /** Runs the line as it stands, or another. The tool that was run; null: none. */
  async run(line = this.line): Promise<string | null> {
    const typed = line.trim()
    this.line = ''
    this.#offers = []
    this.#turn++
    if (typed === '') return null
    if (this.#history.at(-1) !== typed) this.#history = [...this.#history, typed].slice(-REMEMBERED)
    this.#back = this.#history.length
    const entry: Entry = { id: ++this.#count, at: this.at, line: typed, lines: null, exitCode: 0, failed: false }
    this.#entries = [...this.#entries, entry].slice(-KEPT)
    try {
      const { lines, exitCode, written, sent } = await this.session.picture.terminal({
        task: 'run',
        line: typed,
        at: this.at,
        startedAt: Date.now(),
        sent: this.#sent,
        assertions: this.session.assertions,
      })
      this.#sent = sent
      this.#finish(entry, { lines, exitCode, failed: false })
      for (const { path, text } of written) this.session.add({ name: path, text })
      return /^\S+/.exec(typed)![0]
    } catch {
      this.#finish(entry, { lines: [], exitCode: 0, failed: true })
      return null
    }
  }

  clear(): void {
    this.#entries = []
  }

  #finish(entry: Entry, end: Pick<Entry, 'lines' | 'exitCode' | 'failed'>): void {
    this.#entries = this.#entries.map((each) => (each.id === entry.id ? { ...each, ...end } : each))
  }

  /** Goes back (-1) or forward in what was typed; the line that was being written waits at the end. */
  recall(step: -1 | 1): void {
    const to = this.#back + step
    if (to < 0 || to > this.#history.length) return
    if (this.#back === this.#history.length) this.#draft = this.line
    this.#back = to
    this.line = this.#history[to] ?? this.#draft
    this.#offers = []
  }

  async complete(): Promise<void> {
    const turn = ++this.#turn
    const { line } = this
    if (line.trim() === '') {
      this.#offers = []
      return
    }
    try {
      const { words } = await this.session.picture.terminal({ task: 'complete', line, at: this.at })
      if (turn === this.#turn && line === this.line) this.#offers = words.slice(0, 12)
    } catch {
      /* Nothing is offered then. */
    }
  }

  /** Puts an offered word in the place of the last. False: there is none. */
  take(word = this.#offers[0]): boolean {
    if (word === undefined) return false
    this.line = `${this.line.slice(0, lastWordAt(this.line))}${word} `
    this.#offers = []
    return true
  }

  /** Goes where a line leads. */
  follow(about: LineSubject): void {
    if (about.about === 'probe') this.session.ask(about.probe)
    else if (about.span) this.session.goTo(about.span)
  }

  /** Makes a check pass, in one step that can be undone. */
  async mend({ line }: Entry, { machine, check }: Extract<LineSubject, { about: 'check' }>): Promise<void> {
    const revision = this.session.snapshot?.revision ?? 0
    try {
      const mend = await this.session.picture.terminal({
        task: 'mend',
        args: line.split(/\s+/).slice(1),
        machine,
        check,
      })
      if (mend?.mend === 'edits') this.session.applyEdits(revision, mend.edits)
      else if (mend) this.session.add({ name: mend.name, text: mend.text })
    } catch {
      /* The engine is told elsewhere. */
    }
  }
}
