import type { LaneId, Moment, TimeVerdict } from '../../../../sim/time/timeline.ts'
import type { TimeScenario } from '../../../../world/time/scenario.ts'
import { capital, code, count, list, plain, say, type Sentence } from '../../sentence.ts'
import { part } from '../part.ts'

/** What becomes of an answer while a pod starts, a policy changes, a rollout runs or an address is given again. */
export const TIME = part('time', {
  scenarios: {
    'start-up': 'A pod starts',
    policy: 'A policy changes',
    rollout: 'A rollout',
    address: 'An address is given again',
  } as Readonly<Record<TimeScenario['kind'], string>>,
  ask: 'Ask about two stations above; then this shows what becomes of the answer while a pod starts, a policy changes, a rollout runs, or an address is given again.',
  nothing: {
    'start-up': 'Neither end of the question is a pod with an address of its own, so none of them starts.',
    policy: 'No policy selects either end of the question, so none can come or go.',
    rollout: 'Neither end of the question is a Deployment’s pod: only Deployments replace their pods step by step.',
    address: 'The question does not start at a pod with an address of its own, so there is no address to give again.',
  } as Readonly<Record<TimeScenario['kind'], string>>,
  failed: 'The timeline could not be made. The next change is tried again.',
  whatHappens: 'What happens',
  time: 'Time',
  before: 'before',
  seconds: (seconds: number) => `${seconds} s`,
  inNewTab: ', in a new tab',
  words: { allowed: 'Allowed', denied: 'Denied', depends: 'Depends', nothing: 'None' } as Readonly<
    Record<TimeVerdict['outcome'], string>
  >,
  lanes: {
    flow: () => say`The question`,
    open: () => say`A connection that was open`,
    new: () => say`A new connection`,
    'old-pods': () => say`With an old pod`,
    'new-pods': () => say`With a new pod`,
    address: (_: string, address: string) => say`Whoever has ${code(address)}`,
    stranger: () => say`A stranger without labels`,
    replacement: (pod: string) => say`The pod in place of ${code(pod)}`,
  } as Readonly<Record<LaneId, (pod: string, address: string) => Sentence>>,
  starts: (pod: string) => say`${code(pod)} has its network, and its program starts.`,
  nobodyEnforces: say`Nobody enforces policies here, so nothing comes after.`,
  twin: (twin: string) => say`Its node already runs ${code(twin)}, which shares its rules, so it has them at once.`,
  published: say`The controller has gathered what happened to pods for a second, and tells the agents.`,
  rulesInPlace: say`The rules are in place: its own, and those of others that name it.`,
  programmed: say`The agents have programmed the new rules.`,
  connected: say`A connection is opened, as far as the rules allow it.`,
  accepted: (what: Sentence, isLast: boolean) =>
    say`The API server ${what}. No gate knows of it yet${isLast ? ', and none will: nobody enforces policies here' : ''}.`,
  takesEdit: say`takes your edit`,
  deletes: (kind: string, name: string) => say`deletes ${kind} ${code(name)}`,
  takes: (kind: string, name: string) => say`takes ${kind} ${code(name)}`,
  flushed: say`kube-network-policies has every open connection judged anew.`,
  allOld: (pods: number, workload: string) =>
    say`All ${count(pods, 'pod')} of ${code(workload)} are of the old template.`,
  changed: say`The Deployment has a new template.`,
  ready: say`Pods of the new template are ready, and more follow.`,
  finished: say`All pods are of the new template.`,
  held: (pod: string) => say`${code(pod)} has the address.`,
  deleted: say`The pod is deleted, and nobody has its address.`,
  rested: (seconds: number) => say`The address has rested for ${seconds} seconds and may be given again.`,
  reused: say`A stranger gets the address.`,
  onePerSecond: say`We start one pod a second on that node.`,
  pods: (old: number, ready: number, starting: number) =>
    `${capital(plain(list([...(old > 0 ? [say`${old} old`] : []), ...(ready > 0 ? [say`${ready} new`] : []), ...(starting > 0 ? [say`${starting} not ready yet`] : [])])))}.`,
  byChance: say`Chance decides who gets which address, so it may be the next pod.`,
  inOrder: (others: number) =>
    say`${count(others, 'other address', 'other addresses')} come first: this one went to the end of the line.`,
  rulesLet: say`The rules let it pass.`,
  rulesDepend: say`It depends on which pod answers, or on what the question leaves open.`,
  rulesStop: (isOut: boolean) => say`The rules stop it ${isOut ? 'on its way out' : 'on its way in'}.`,
  why: {
    'gate-open': say`The pod’s own gate is not programmed yet, and lets everything through.`,
    'gate-closed': say`The pod’s own gate is not programmed yet, and lets nothing through.`,
    'isolated-first': say`A policy selects the pod, and its allowing rules are not in place yet.`,
    'unknown-peer': say`The other end’s rules do not know the pod’s address yet.`,
    remembered: say`The connection is known, and its packets are not judged again.`,
    'judged-again': say`Packets of open connections are judged by the new rules: it is cut.`,
    'left-open': say`The API leaves open what becomes of it; choose a network plugin to see what that one does.`,
    'never-open': say`There is none: the rules did not allow it before.`,
    nobody: say`There is no such pod now.`,
    'no-endpoints': say`The Service has no pod that is ready.`,
    'no-road': say`The network has no way to carry it.`,
  } as Readonly<Record<Exclude<Moment['verdicts'][number]['why'], 'rules'>, Sentence>>,
  whichPod: 'Which pod',
  whatChanges: 'What changes',
  of: 'Of',
  newPodsHave: 'New pods have',
  whose: 'Whose',
  comes: (policy: string) => `${policy} comes`,
  goes: (policy: string) => `${policy} goes`,
  edited: 'Everything since the baseline or the last edit',
  sameLabels: 'the same labels',
  noLabel: (key: string) => `no label ${key}`,
})
