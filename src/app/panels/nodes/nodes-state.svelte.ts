import type { NodesQuery, NodesView } from '../../../world/nodes.ts'

/** So many nodes are shown at first, and so many more each time somebody asks. */
export const NODES_AT_ONCE = 12

/** What of the nodes is looked at, and what came of it. */
export class NodesState {
  #view = $state.raw<NodesView | null>(null)
  #hasFailed = $state(false)
  #turn = 0
  shown = $state(NODES_AT_ONCE)
  more = $state.raw<NodesQuery['more']>({ pods: 0, node: null })

  constructor(private readonly read: (query: NodesQuery) => Promise<NodesView>) {}

  /** What was read last; null: nothing yet. It stays while the next is on its way. */
  get view(): NodesView | null {
    return this.#view
  }
  get hasFailed(): boolean {
    return this.#hasFailed
  }
  readonly query: NodesQuery = $derived({ nodes: this.shown, more: this.more })

  async load(): Promise<void> {
    const turn = ++this.#turn
    try {
      const view = await this.read(this.query)
      if (turn !== this.#turn) return
      this.#view = view
      this.#hasFailed = false
    } catch {
      if (turn === this.#turn) this.#hasFailed = true
    }
  }
}
