import { part } from '../part.ts'

/** What an example is called and promises, and the heading it stands under. Its own file says so in English. */
export const EXAMPLE_WORDS = part('exampleWords', {
  title: (_id: string, english: string) => english,
  promise: (_id: string, english: string) => english,
  group: (english: string) => english,
})
