import { part } from '../part.ts'
import { figure } from '../spoken.ts'
import { say } from '../../sentence.ts'

/** What changed, flow by flow or in connections, and with what it is compared. */
export const CHANGES = part('changes', {
  comparedWith: 'Compared with',
  /** `against`: what the strip counts from. */
  to: {
    flows: (against: string) => `${against}, flow by flow`,
    counted: (against: string) => `${against}, all ports`,
    opened: (): string => 'the work as it was opened',
    files: (): string => 'files…',
    link: (): string => 'a link…',
  },
  against: { edit: 'the last edit', baseline: 'the baseline', start: 'the lesson’s start' },
  chooseFiles: 'Choose files',
  otherFiles: 'Other files',
  linkField: 'Link to compare with',
  compare: 'Compare',
  files: (amount: number) => `${amount} files`,
  theLink: 'the link',
  noneSinceBaseline: 'No flow differs from the baseline.',
  noneSinceEdit: 'No flow changed by the last edit.',
  showAll: 'Show all flows as a table',
  head: (against: string) => `What changed ${against}`,
  moreFlows: (amount: number) => `${figure(amount)} more are not listed.`,
  howFiles: 'Choose manifests, or an archive of them. They are read in this browser and are not opened.',
  howLink: 'Paste a link that Share made. Its work is not opened.',
  notCompared: 'The connections could not be compared. The next change is tried again.',
  comparing: 'Comparing…',
  counts: (opened: number, closed: number, changed: number) =>
    `${opened} opened · ${closed} closed · ${changed} changed`,
  errors: (amount: number) =>
    ` · ${amount === 1 ? 'one error' : `${amount} errors`} in what is compared with; what it is in was left out`,
  same: 'Every connection is the same, on every port.',
  was: (ports: string) => ` was ${ports}`,
  moreConnections: (amount: number, inExport: boolean) =>
    `${figure(amount)} more are not listed${inExport ? '; an export has them all' : ''}.`,
  problems: {
    nothing: say`No manifests were found in what was chosen.`,
    'too-many': say`These are more files than can be compared.`,
    'too-large': say`These files are larger than a work may be.`,
    'not-fetched': say`What files are read with could not be loaded. It works again with the network.`,
    lesson: say`This is a link to a lesson. Only links that Share makes of a work can be compared.`,
    'no-link': say`This is no link of Reachable: the part after # is missing, or it is another page’s.`,
  },
  linkProblems: {
    incomplete: say`This link is incomplete.`,
    newer: say`This link was made by a later version of Reachable.`,
    'other-example': say`This link holds only what differs from an example, and that example is not the same here.`,
    'too-large': say`This link unpacks to more than 30 MB.`,
    'not-a-work': say`This link holds nothing that can be compared.`,
  },
})
