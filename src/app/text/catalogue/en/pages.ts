import type { FindingCode } from '../../../../ground/finding.ts'
import { FINDING_PAGES } from '../../findings/all.ts'
import type { PageWords } from '../../findings/page.ts'
import { part } from '../part.ts'

/** The pages of findings in the help, by the code of the finding. */
export const PAGES = part(
  'pages',
  Object.fromEntries(
    Object.entries(FINDING_PAGES).map(([code, { title, why, todo }]) => [code, { title, why, todo }]),
  ) as Readonly<Record<FindingCode, PageWords>>,
)
