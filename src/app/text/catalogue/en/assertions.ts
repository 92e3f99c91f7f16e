import type { Assertion } from '../../../../world/assertions/assertion.ts'
import type { AssertionState } from '../../../../world/assertions/check.ts'
import type { NoTest } from '../../../../world/assertions/netassert.ts'
import type { Mutation } from '../../../../world/mutants/mutant.ts'
import type { FlowFact, Outcome } from '../../../../world/answer.ts'
import { capital, count, counted } from '../../sentence.ts'
import { part } from '../part.ts'

/** What is expected of flows, whether it holds, and what would go unnoticed. */
export const ASSERTIONS = part('assertions', {
  heads: {
    from: 'From',
    to: 'To',
    port: 'Port',
    expect: 'Expect',
    now: 'Now',
    since: 'Since the last edit',
    remove: 'Remove',
  },
  ask: (flow: string) => `Ask ${flow}`,
  turn: (expectation: string) => `Expected ${expectation}: expect the opposite`,
  remove: (flow: string) => `Remove ${flow}`,
  expectations: { allow: 'allowed', deny: 'denied' } as Readonly<Record<Assertion['expect'], string>>,
  states: {
    holds: 'holds',
    fails: 'fails',
    depends: 'cannot tell',
    lost: 'not found',
    invalid: 'not a question',
  } as Readonly<Record<AssertionState, string>>,
  outcomes: { allowed: 'allowed', denied: 'denied', conditional: 'depends', unanswerable: 'no answer' } as Readonly<
    Record<Outcome, string>
  >,
  lostEnd: 'an end is not in the cluster',
  noAnswer: 'no answer',
  unreadable: 'cannot be read',
  dependsOn: (needs: readonly FlowFact[]) => `depends on ${needs.join(', ').replaceAll('-', ' ')}`,
  deniedAt: (gate: string) => `denied at ${gate}`,
  was: (outcome: string) => `was ${outcome}`,
  none: 'Nothing is asserted yet.',
  exportTests: 'Export tests',
  importTests: 'Import tests',
  notMade: 'The file could not be made. Try again.',
  notInFile: (amount: number) => `${count(amount, 'assertion')} ${amount === 1 ? 'is' : 'are'} not in the file:`,
  how: [
    'Say what you expect, and see at every key press whether it holds: ask about a flow and press “Assert” above its trace, press ',
    ' on a cell or a line of the picture, or click it with the right button. A file for ',
    ' is read and written.',
  ] as readonly [string, string, string],
  noTest: {
    invalid: 'it is not a question',
    source: 'netassert starts only from pods, Deployments, StatefulSets and DaemonSets',
    destination: 'netassert reaches only these, host names and addresses',
    protocol: 'netassert tests only TCP and UDP',
    'udp-host': 'netassert sends UDP only to pods: it needs a sniffer there',
    port: 'netassert needs one port',
    said: 'netassert says nothing on a connection',
    ipv6: 'netassert cannot write an IPv6 address',
  } as Readonly<Record<NoTest, string>>,
  mutation: 'Mutation',
  whatMutationIs:
    'Loosens and tightens every rule in turn, one change at a time, and looks whether an assertion fails. What nobody notices today, nobody notices when somebody mistypes it tomorrow.',
  stop: 'Stop',
  tried: 'Mutants tried',
  of: (some: number, all: number) => `${some} of ${all}`,
  mutate: 'Mutate',
  notChanged: 'The policies could not be changed. Try again.',
  isOld: 'Before your last change.',
  notNoticed: 'Not noticed',
  noticedBy: 'would be noticed by',
  assert: 'Assert it',
  asserted: 'Asserted',
  mutations: {
    'no-policy': 'the whole policy taken away',
    'direction-not-isolated': 'a direction taken out of policyTypes',
    'any-peer': 'a rule means any peer',
    'any-port': 'a rule means any port',
    'any-request': 'a rule means any request',
    'no-term': 'a condition taken away',
    'any-pod': 'a peer means all pods',
    'any-namespace': 'a peer means all namespaces',
    'any-address': 'a block means all addresses',
    'no-except': 'the exception of a block taken away',
    'no-deny': 'a deny rule taken away',
    'no-rule': 'a rule taken away',
    'no-peer': 'a peer taken away',
    'no-port': 'a port taken away',
    'no-request': 'a request taken away',
    'no-value': 'a value taken out of a list',
    'other-action': 'another action',
    'other-mode': 'another mode of mutual TLS',
    'other-default': 'another default',
  } as Readonly<Record<Mutation, string>>,
  noDifference: 'No change of a policy makes a difference here.',
  score: (noticed: number, all: number) => `${noticed} of ${all} noticed.`,
  same: (amount: number) =>
    `${capital(counted(amount, 'change'))} ${amount === 1 ? 'makes' : 'make'} no difference to anybody.`,
  untried: (amount: number) => `${amount} more changes were not tried: it would take minutes.`,
})
