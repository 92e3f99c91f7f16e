import { count } from '../../sentence.ts'
import { part } from '../part.ts'

/** The buttons of quick fixes, and what each promises. */
export const FIX = part('fix', {
  use: (what: string) => `Use ${what}`,
  useNamespace: (name: string) => `Use namespace ${name}`,
  declare: (types: readonly string[]) => `Declare ${types.join(' and ')}`,
  joinPeers: 'Join with and',
  requireLabel: (key: string) => `Require the label ${key}`,
  usePort: (port: number | string) => `Use port ${port}`,
  add: (what: string) => `Add ${what}`,
  select: (labels: string) => `Select ${labels}`,
  deleteRule: 'Delete this rule',
  passRest: 'Pass the rest on',
  onlyInNamespaces: 'Only in namespaces',
  alsoIn: (namespace: string) => `Also in ${namespace}`,
  useService: (service: string) => `Name Service ${service}`,
  lookIn: (selector: string) => `Look in ${selector}`,
  addDns: 'Add DNS rule',
  write: (word: string) => `Write ${word}`,
  leaveOpen: (section: string) => `Leave ${section} open`,
  openPort: (port: number | string) => `Open port ${port} too`,
  deleteField: (field: string) => `Delete ${field}`,
  promises: (opened: number, closed: number) =>
    opened + closed === 0 ? 'opens and closes nothing' : `opens ${count(opened, 'flow')} · closes ${closed}`,
})
