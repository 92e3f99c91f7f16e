import type { Sentence } from '../sentence.ts'

/** The page of one finding in the help. `example`: a few lines of YAML that raise it. */
export interface FindingPage {
  /** One sentence without its full stop. */
  readonly title: string
  readonly why: Sentence
  readonly example: string
  readonly todo: Sentence
}

/** What a page says: the example is code, and the same in every language. */
export type PageWords = Pick<FindingPage, 'title' | 'why' | 'todo'>
