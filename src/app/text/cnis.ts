import type { ExemptReason } from '../../engine/explanation.ts'
import { assertNever } from '../../ground/result.ts'
import { offerOf, type CniSetting } from '../../sim/cni/choice.ts'
import type { CniReason, ComparedCell, ComparedFlow } from '../../world/index.ts'
import { SIGHT } from './catalogue/en/sight.ts'
import { cniOptions } from './cni.ts'
import { endpointName } from './endpoint.ts'
import { seenAsText } from './seen-as.ts'
import { capital, code, join, list, say, type Sentence } from './sentence.ts'
import { factText } from './verdict.ts'

/** The heading of a column: the plugin, then what was chosen of it. `detail` is empty where there is nothing to choose. */
export function columnTitle(setting: CniSetting): { readonly plugin: string; readonly detail: string } {
  const { label, modes } = offerOf(setting.name)
  const mode = modes.length > 1 ? modes.find(({ id }) => id === setting.mode)?.label ?? setting.mode : ''
  return { plugin: label, detail: [mode, cniOptions(setting)].filter((part) => part !== '').join(', ') }
}

/** The verdict of a cell, as one word with its glyph; `place` says where or on what, and is empty where that goes without saying. */
export function cellVerdict({ outcome, isByRule, deniedAt, cause }: ComparedCell): { readonly glyph: 'allow' | 'open' | 'deny' | 'part' | 'none'; readonly word: string; readonly place: string } {
  switch (outcome) {
    case 'allowed': return { glyph: isByRule ? 'allow' : 'open', word: 'Allowed', place: '' }
    case 'conditional': return { glyph: 'part', word: 'Depends', place: '' }
    case 'unanswerable': return { glyph: 'none', word: 'No answer', place: '' }
    case 'denied': return { glyph: 'deny', word: 'Denied', place: cause === 'no-route' ? 'no road' : cause === 'no-endpoints' ? 'nobody answers' : deniedAt === 'egress' ? 'leaving' : deniedAt === 'ingress' ? 'entering' : '' }
    default: return assertNever(outcome)
  }
}

/** Who asks whom: `shop/web to shop/api, port 8080`. */
export function flowName({ from, to, question: { port, protocol } }: ComparedFlow): { readonly from: string; readonly to: string; readonly port: string } {
  const number = port === undefined ? '' : String(port)
  return { from: endpointName(from), to: endpointName(to), port: protocol === undefined || protocol === 'TCP' ? number : `${number} ${protocol}`.trim() }
}

/** What kind of flow it is, where that is not plain from its ends. */
export const KIND_NAMES: Readonly<Record<ComparedFlow['kind'], string>> = { asked: 'asked above', direct: '', service: 'through the Service', 'node-port': 'from outside', node: 'between node and pod' }

/** Above the rows, where they are of both kinds. */
export const DIFFERENCE_NAMES: Readonly<Record<'enforced' | 'unenforced', string>> = { enforced: 'They differ where policies are enforced', unenforced: 'They differ only because nobody enforces policies in some columns' }

/** Why it comes out so under this plugin: one or two short sentences. */
export function cellReason(cell: ComparedCell, { name }: CniSetting): Sentence {
  const { outcome, cause, needs, reasons } = cell
  const unread = reasons.flatMap((reason) => (reason.why === 'not-enforced' ? [unreadText(reason.policies)] : []))
  if (outcome === 'unanswerable') return say`The question has no answer here.`
  if (cause === 'no-route') return say`${offerOf(name).label} has no way between these two nodes.`
  if (cause === 'no-endpoints') return say`No backend of the Service is ready there.`
  if (outcome === 'conditional') return join([say`Depends on ${list(needs.map((need) => say`${factText(need)}`))}.`, ...unread])
  const told = join([...unread, ...reasons.filter(({ why }) => why !== 'not-enforced' && why !== 'no-policy').map(reasonText)])
  if (told.length > 0) return told
  if (outcome === 'denied') return say`No rule fits, whatever the port.`
  return cell.isByRule ? say`Rules let every port through.` : say`No policy selects either end.`
}

function unreadText(policies: readonly string[]): Sentence {
  const named = list([...policies.slice(0, 2).map((policy) => [code(policy)]), ...(policies.length > 2 ? [say`${policies.length - 2} more`] : [])])
  return say`${named}: accepted by the API, enforced by nobody.`
}

function reasonText(reason: CniReason): Sentence {
  switch (reason.why) {
    case 'not-enforced': return unreadText(reason.policies)
    case 'seen-as': return seenAsText(reason)
    case 'identity': return SIGHT.byIdentity[reason.is]
    case 'exempt': return say`${EXEMPT[reason.exempt](reason.at)}`
    case 'rule': return say`Rule ${reason.rule + 1} of ${code(reason.policy)} lets it ${reason.at === 'egress' ? 'out' : 'in'}.`
    case 'denying-rule': return say`Rule ${reason.rule + 1} of ${code(reason.policy)} denies it.`
    case 'no-rule': return say`No rule of ${list(reason.policies.slice(0, 3).map((policy) => [code(policy)]))} fits.`
    case 'closed-by-plugin': return say`No policy allows it, and this plugin starts closed.`
    case 'no-policy': return say`No policy selects it.`
    default: return assertNever(reason)
  }
}

const EXEMPT: Readonly<Record<ExemptReason, (at: 'egress' | 'ingress') => string>> = {
  'same-pod': () => 'A pod always reaches itself.',
  'own-node': (at) => (at === 'egress' ? 'A pod always reaches the node it runs on.' : 'A pod’s own node always gets in.'),
  'host-network': () => 'Policies do not hold pods on the host network.',
  outside: () => 'Policies do not hold what is outside.',
  'own-service': () => 'A pod that calls itself through its Service skips policy.',
  icmpv6: () => 'Every ICMPv6 packet passes.',
}

/** `12 of 161 flows differ.`, or that none does. */
export function differenceText(differing: number, compared: number): string {
  return differing === 0 ? 'All columns agree on every flow here.' : `${capital(differing.toLocaleString('en'))} of ${compared.toLocaleString('en')} flows differ.`
}

/** What the word means, wherever it stands. */
export const BELIEVED = 'No page of the project says it in so many words: it follows from what its pages and its code do say, or is generally known.'
