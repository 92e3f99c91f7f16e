import { EXAMPLE_WORDS } from './catalogue/en/example-words.ts'

/** What is read of an example, in the language that is spoken. */
export function exampleWords({
  id,
  title,
  promise,
  group,
}: {
  readonly id: string
  readonly title: string
  readonly promise: string
  readonly group: string
}): { readonly title: string; readonly promise: string; readonly group: string } {
  return {
    title: EXAMPLE_WORDS.title(id, title),
    promise: EXAMPLE_WORDS.promise(id, promise),
    group: EXAMPLE_WORDS.group(group),
  }
}
