import { quietFor, whenQuiet } from './when-quiet.ts'

/**
 * What was read last for a query that keeps changing: it stays, with whatever in it has the focus, until the next is
 * there. Made while a component is set up. `value` null: nothing is asked, or the first answer is still to come.
 * `hasFailed`: the last read did; the next change is tried again.
 */
export class Latest<Query, Value> {
  value = $state.raw<Value | null>(null)
  hasFailed = $state(false)

  /**
   * `query` null: there is nothing to read. It is read anew whenever it changes, once that has stopped for a moment;
   * what took long the last time waits longer, since the engine reads it between two keys.
   */
  constructor(query: () => Query | null, read: (query: Query) => Promise<Value>) {
    let took = 0
    $effect(() => {
      const asked = query()
      if (asked === null) {
        this.value = null
        return
      }
      let isOver = false
      const callBack = whenQuiet(() => {
        const started = performance.now()
        read(asked)
          .finally(() => {
            took = performance.now() - started
          })
          .then(
            (value) => {
              if (isOver) return
              this.value = value
              this.hasFailed = false
            },
            () => {
              if (!isOver) this.hasFailed = true
            },
          )
      }, quietFor(took))
      return () => {
        isOver = true
        callBack()
      }
    })
  }
}
