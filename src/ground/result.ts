/** Either a value or the reason there is none. What a user typed never throws; it comes back as a `Result`. */
export type Result<Value, Problem> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem }

/** The result of what went well. */
export const success = <Value>(value: Value): Result<Value, never> => ({ ok: true, value })
/** The result of what did not. */
export const failure = <Problem>(problem: Problem): Result<never, Problem> => ({ ok: false, problem })

/** Makes the compiler prove that a union was handled to the last case; reaching it is our bug, never the user's. */
export function assertNever(value: never): never {
  throw new Error(`not handled: ${JSON.stringify(value)}`)
}
