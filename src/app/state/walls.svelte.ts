import { tick } from 'svelte'
import { printFieldPath, type FieldPath, type SourceSpan } from '../../ground/span.ts'
import { settingOf, type CniName, type CniSetting } from '../../sim/cni/choice.ts'
import type { WallsView } from '../../world/walls.ts'
import type { Layout } from './layout.svelte.ts'
import type { Session } from './session.svelte.ts'

/** The window about the walls of one pod: which pod, under which network plugin, and what the engine says of it. */
export class Walls {
  #isOpen = $state(false)
  #ref = $state<string | null>(null)
  #cni = $state.raw<CniSetting>(settingOf({ name: 'reference' }))
  #view = $state.raw<WallsView | null>(null)
  #isWaiting = $state(false)
  #turn = 0

  constructor(
    private readonly session: Session,
    private readonly layout: Pick<Layout, 'half'>,
  ) {}

  get isOpen(): boolean {
    return this.#isOpen
  }
  /** It has been open: what it is made of stays, so that closing gives the focus back. */
  get wasOpened(): boolean {
    return this.#ref !== null
  }
  /** Null while it is looked at, and when there is no such pod; see `isWaiting`. */
  get view(): WallsView | null {
    return this.#view
  }
  get isWaiting(): boolean {
    return this.#isWaiting
  }
  get plugin(): CniName {
    return this.#cni.name
  }
  /** The pod, or what was asked for as long as nothing is known of it. */
  get pod(): string {
    return this.#view?.walls.pod ?? this.#ref ?? ''
  }

  /** Opens with a pod or a workload, whose first pod is taken, under the plugin that the work has. */
  open(ref: string): void {
    this.#cni = this.session.cni
    this.#view = null
    this.#isOpen = true
    void this.#look(ref)
  }

  close(): void {
    this.#isOpen = false
  }

  choosePod(ref: string): void {
    void this.#look(ref)
  }

  /** Another plugin, for this window alone. The work's own keeps its options. */
  choosePlugin(name: CniName): void {
    const own = this.session.cni
    this.#cni = name === own.name ? own : settingOf({ name })
    if (this.#ref !== null) void this.#look(this.#ref)
  }

  /** Where a field of the pod stands; undefined: nowhere in the text. */
  placeOf(path: FieldPath): SourceSpan | undefined {
    return this.#view?.places[printFieldPath(path)]
  }

  /** Shows a place in the editor, which has the focus then. */
  async goTo(span: SourceSpan): Promise<void> {
    this.close()
    this.layout.half = 'yaml'
    await tick()
    this.session.goTo(span)
  }

  async #look(ref: string): Promise<void> {
    const turn = ++this.#turn
    this.#ref = ref
    this.#isWaiting = true
    // A worker that ended is told elsewhere.
    const view = await this.session.picture.walls(ref, this.#cni).catch(() => null)
    if (turn !== this.#turn) return
    this.#view = view
    this.#isWaiting = false
  }
}
