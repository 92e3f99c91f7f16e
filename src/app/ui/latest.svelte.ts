import { whenQuiet } from './when-quiet.ts'

/**
 * What was read last for a query that keeps changing: it stays, with whatever in it has the focus, until the next is there. Made while a component is set up.
 * `value` null: nothing is asked, or the first answer is still to come. `hasFailed`: the last read did; the next change is tried again.
 */
export class Latest<Query, Value> {
  value = $state.raw<Value | null>(null)
  hasFailed = $state(false)

  /** `query` null: there is nothing to read. It is read anew whenever it changes, once that has stopped for a moment. */
  constructor(query: () => Query | null, read: (query: Query) => Promise<Value>) {
    $effect(() => {
      const asked = query()
      if (asked === null) {
        this.value = null
        return
      }
      let isOver = false
      const callBack = whenQuiet(() => void read(asked).then((value) => {
        if (isOver) return
        this.value = value
        this.hasFailed = false
      }, () => { if (!isOver) this.hasFailed = true }))
      return () => {
        isOver = true
        callBack()
      }
    })
  }
}
