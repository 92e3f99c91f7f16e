import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Milliseconds. */
export function time(action: () => unknown): number {
  const start = performance.now()
  action()
  return performance.now() - start
}

/** Throws away what measures before have left, so that a size is not told with their garbage. */
export function clearHeap(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
}

/** What is on the heap now, garbage since the last collection too, in megabytes. */
export function heapMb(): number {
  return Math.round(process.memoryUsage().heapUsed / 1e6)
}
