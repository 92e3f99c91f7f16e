import { givenSetting, settingKey, type CniChoice, type CniSetting } from '../../sim/cni/choice.ts'
import type { World } from '../world.ts'

/**
 * The same documents under other plugins, opened when they are asked for. Each keeps the clusters that its predecessor
 * built, so that an edit of a policy costs no more than that policy. Those of one state are kept at a time.
 */
export class CniColumns {
  readonly #opened = new Map<string, World>()
  #earlier: ReadonlyMap<string, World>

  constructor(before: CniColumns | undefined) {
    // Flat, so that no chain of earlier states stays.
    this.#earlier = before ? (before.#opened.size > 0 ? before.#opened : before.#earlier) : new Map()
  }

  /**
   * The worlds of these settings, each once. `own` is the one that they belong to; `open` opens its documents under
   * another plugin.
   */
  worlds(
    choices: readonly CniChoice[],
    own: World,
    open: (cni: CniSetting, previous: World) => World,
  ): readonly World[] {
    const settings = new Map(
      choices.map((choice) => {
        const setting = givenSetting(choice)
        return [settingKey(setting), setting]
      }),
    )
    for (const key of this.#opened.keys()) if (!settings.has(key)) this.#opened.delete(key)
    const worlds = [...settings].map(([key, setting]) => {
      if (key === settingKey(own.cni)) return own
      let world = this.#opened.get(key)
      if (!world) this.#opened.set(key, (world = open(setting, this.#earlier.get(key) ?? own)))
      return world
    })
    this.forget()
    return worlds
  }

  /** Lets the worlds of the state before go. */
  forget(): void {
    this.#earlier = new Map()
  }
}
