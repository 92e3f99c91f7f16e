import { part } from '../part.ts'
import { capital, code, list, say, type Sentence } from '../../sentence.ts'

/** The view that compares network plugins, but for what each does differently: see `BEHAVIOURS`. */
export const CNIS = part('cnis', {
  label: 'The same YAML under several network plugins',
  rowsLabel: 'Rows of the comparison',
  rows: { flows: 'Flows', behaviours: 'What differs between plugins' },
  showAll: 'Also what all share',
  column: 'Column',
  addColumn: 'Add this column',
  failed: 'The plugins could not be compared. The next change is tried again.',
  waiting: 'Opening the same YAML under each plugin…',
  openExample: (title: string) => `Open “${title}”`,
  differ: (differing: number, compared: number) =>
    `${capital(differing.toLocaleString('en'))} of ${compared.toLocaleString('en')} flows differ.`,
  agree: 'All columns agree on every flow here.',
  believed: 'believed',
  believedFirst: 'Believed: ',
  believedHelp:
    'No page of the project says it in so many words: it follows from what its pages and its code do say, or is generally known.',

  sameBehaviours: 'These columns do the same in everything. Change one, or add another.',
  behavioursLabel: 'What differs between these plugins',
  behaviour: 'Behaviour',
  inNewTab: ', in a new tab',

  plugin: 'Plugin',
  removeColumn: 'Remove the column',
  inUse: 'in use',
  use: 'Use',
  useNamed: (plugin: string) => `Use ${plugin}`,
  changeColumn: 'Change the column',
  changeNamed: (plugin: string) => `Change the column ${plugin}`,

  flowsLabel: 'Flows that differ, by network plugin',
  flow: 'Flow',
  to: 'to',
  whyDiffer: 'Why they differ',
  more: (flows: number) => `${flows.toLocaleString('en')} more differ. A question above is always the first row.`,
  pointAt: 'Point at a verdict for its reason. A click takes that plugin and asks the flow.',
  allColumns: 'All columns',
  under: (plugin: string) => `, under ${plugin}. `,
  words: { allowed: 'Allowed', depends: 'Depends', noAnswer: 'No answer', denied: 'Denied' },
  /** Where or on what it was denied. */
  places: { noRoad: 'no road', nobodyAnswers: 'nobody answers', leaving: 'leaving', entering: 'entering' },
  /** What kind of flow it is, where that is not plain from its ends. */
  kinds: {
    asked: 'asked above',
    direct: '',
    service: 'through the Service',
    'node-port': 'from outside',
    node: 'between node and pod',
  },
  /** Above the rows, where they are of both kinds. */
  differences: {
    enforced: 'They differ where policies are enforced',
    unenforced: 'They differ only because nobody enforces policies in some columns',
  },

  noAnswer: say`The question has no answer here.`,
  noRoad: (plugin: string) => say`${plugin} has no way between these two nodes.`,
  noBackend: say`No backend of the Service is ready there.`,
  dependsOn: (facts: Sentence) => say`Depends on ${facts}.`,
  noRuleAnyPort: say`No rule fits, whatever the port.`,
  everyPort: say`Rules let every port through.`,
  noneSelects: say`No policy selects either end.`,
  unread: (policies: readonly Sentence[], more: number) =>
    say`${list([...policies, ...(more > 0 ? [say`${more} more`] : [])])}: accepted by the API, enforced by nobody.`,
  lets: (rule: number, policy: string, isOut: boolean) =>
    say`Rule ${rule} of ${code(policy)} lets it ${isOut ? 'out' : 'in'}.`,
  denies: (rule: number, policy: string) => say`Rule ${rule} of ${code(policy)} denies it.`,
  noRule: (policies: readonly Sentence[]) => say`No rule of ${list(policies)} fits.`,
  startsClosed: say`No policy allows it, and this plugin starts closed.`,
  noPolicy: say`No policy selects it.`,
  exempt: {
    'same-pod': 'A pod always reaches itself.',
    'own-node': 'A pod’s own node always gets in.',
    'host-network': 'Policies do not hold pods on the host network.',
    outside: 'Policies do not hold what is outside.',
    'own-service': 'A pod that calls itself through its Service skips policy.',
    icmpv6: 'Every ICMPv6 packet passes.',
    'to-entry': 'What goes to Cilium’s own Ingress is judged by its Envoy, not at the sender.',
  },
  ownNodeOut: 'A pod always reaches the node it runs on.',
})
