import { code, list, say, type Sentence } from './sentence.ts'

/** The pods by name, in English; those of `all` that are not among them as a number. */
export function podsNamed(pods: readonly string[], all: number): Sentence {
  const names = pods.map((name): Sentence => [code(name)])
  return list(all > pods.length ? [...names, say`${all - pods.length} more`] : names)
}
