/** A storage of the browser. Null: it is forbidden; merely naming it throws then. */
export function storage<Kept>(get: () => Kept): Kept | null {
  try {
    return get()
  } catch {
    return null
  }
}
