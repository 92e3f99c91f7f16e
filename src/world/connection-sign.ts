/**
 * `opened`: nothing passed before. `closed`: nothing passes now. `changed`: something did and does, on other ports or
 * for other pods.
 */
export type ConnectionSign = 'opened' | 'closed' | 'changed'

/**
 * What became of a connection, from the numbers of what passes now and of what passed before, where 0 is nothing; null:
 * nothing differs.
 */
export function signOf(passes: number, passed: number): ConnectionSign | null {
  return passes === passed ? null : passed === 0 ? 'opened' : passes === 0 ? 'closed' : 'changed'
}
