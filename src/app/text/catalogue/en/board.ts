import type { DataplaneNote } from '../../../../sim/cni/calico/dataplane.ts'
import type { StagedCard } from '../../../../world/board/ask.ts'
import type { CardPassage, TierState } from '../../../viz/board-path.ts'
import { count, counted } from '../../sentence.ts'
import { part } from '../part.ts'

/** Tiers and their policies, in the order in which they are asked. */
export const BOARD = part('board', {
  label: 'Tiers and their policies',
  failed: 'The tiers could not be read. The next change is tried again.',
  reading: 'Reading the tiers…',
  about: 'Tiers are asked from left to right, their policies from top to bottom, and the first rule that fits decides.',
  gates: 'The gate whose path is drawn',
  leaving: (end: string) => `leaving ${end}`,
  entering: (end: string) => `entering ${end}`,
  none: 'No policy: every flow is open.',
  tier: (name: string) => `Tier ${name}`,
  notMoved: 'It cannot be moved there: a policy whose order nobody writes stands in the way, or its text cannot be changed without harm',
  promoted: 'Promoted: it is enforced now',
  notPromoted: 'It could not be promoted',
  noOrder: 'no order: last',
  order: (order: number) => `order ${order}`,
  noRules: 'no rules',
  selectsNone: 'selects no pod',
  selects: (pods: number, workloads: string) => `selects ${count(pods, 'pod')}: ${workloads}`,
  passages: {
    asked: () => 'asked: no rule fits', allow: (rule: number) => `rule ${rule} allows it`, deny: (rule: number) => `rule ${rule} denies it`, pass: (rule: number) => `rule ${rule} passes it on`, unreached: () => 'not asked: decided before',
  } as Readonly<Record<CardPassage['state'], (rule: number) => string>>,
  states: {
    decided: 'Decided here.', passed: 'A rule passes it on.', through: 'No rule decides: handed on.', dropped: 'No rule decides: denied at the end of the tier.', skipped: 'Selects neither: passed over.', unreached: 'Not reached.',
  } as Readonly<Record<TierState, string>>,
  endDenies: 'End of tier: whom a policy selects and no rule decides about is denied',
  endHandsOn: 'End of tier: handed on',
  move: (policy: string, order: string, place: number, of: number) => `Move ${policy}, ${order}, ${place} of ${of}`,
  moved: (name: string, place: number, of: number) => `${name} is ${place} of ${of} now`,
  showText: 'Show its text',
  arrows: 'Up and down arrows move it',
  decidesNothing: ', decides nothing',
  and: ' and ',
  stagedLabel: 'Staged policies',
  staged: 'Staged',
  stagedActions: { Set: 'would be enforced', Delete: 'would delete the policy of its name', Learn: 'is being learnt', Ignore: 'is ignored' } as Readonly<Record<StagedCard['action'], string>>,
  promote: 'Promote',
  promoteNamed: (name: string) => `Promote ${name}`,
  noChange: 'Enforcing them would change no flow.',
  pending: (opened: number, closed: number) => `Enforcing them all would open ${counted(opened, 'flow')} and close ${counted(closed, 'flow')}.`,
  heads: { flow: 'Flow', port: 'Port', now: 'Now', then: 'If enforced' },
  askAbout: 'Ask about it',
  allowed: 'allowed',
  denied: 'denied',
  more: (amount: number) => `${amount} more are not listed.`,
  dataplane: (pod: string, isIn: boolean) => `What Felix builds for ${pod}, ${isIn ? 'for what it gets' : 'for what it sends'}`,
  ebpf: 'One eBPF program at the pod’s link asks this from top to bottom.',
  iptables: 'Felix writes these iptables rules. Names of sets are hashes in a cluster; here the selector stands in their place.',
  listing: 'Listing',
  listHeads: { what: 'What it is for', rule: 'Rule' },
  line: (note: string, line: number) => `${note} (line ${line})`,
  onlyCalico: 'Only Calico builds these, and only for pods.',
  notes: {
    chain: 'a chain of its own', known: 'answers and known connections pass', invalid: 'packets of no connection', clear: 'forgets what earlier rules marked', tier: 'a tier begins: nothing has passed it on yet',
    policy: 'asks a policy', accepted: 'a policy allowed it', 'tier-drop': 'end of tier: nobody passed it on', 'tier-pass': 'end of tier', profile: 'the profile of the namespace: allows', 'no-profile': 'nobody allowed it', rule: 'a rule', decided: 'the rule has decided',
  } as Readonly<Record<DataplaneNote, string>>,
})
