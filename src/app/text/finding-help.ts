import type { FindingCode } from '../../ground/finding.ts'
import { PAGES } from './catalogue/en/pages.ts'
import { FINDING_PAGES } from './findings/all.ts'
import type { FindingPage } from './findings/page.ts'
import { plain } from './sentence.ts'

/** The page of a finding, in the language that is spoken. */
export function findingPage(code: FindingCode): FindingPage {
  return { ...FINDING_PAGES[code], ...PAGES[code] }
}

/** The findings whose pages hold all words of a search, in the order of the pages; an empty search finds all. */
export function searchFindings(search: string): readonly FindingCode[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return (Object.keys(FINDING_PAGES) as FindingCode[]).filter((code) => {
    const { title, why, example, todo } = findingPage(code)
    const page = [code, title, plain(why), example, plain(todo)].join(' ').toLowerCase()
    return words.every((word) => page.includes(word))
  })
}
