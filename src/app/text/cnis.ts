import { assertNever } from '../../ground/result.ts'
import { offerOf, type CniSetting } from '../../sim/cni/choice.ts'
import type { CniReason, ComparedCell, ComparedFlow } from '../../world/index.ts'
import { CNI } from './catalogue/en/cni.ts'
import { CNIS } from './catalogue/en/cnis.ts'
import { SIGHT } from './catalogue/en/sight.ts'
import { VERDICT } from './catalogue/en/verdict.ts'
import { cniOptions } from './cni.ts'
import { endpointName } from './endpoint.ts'
import { seenAsText } from './seen-as.ts'
import { code, join, list, say, type Sentence } from './sentence.ts'
import { factText } from './verdict.ts'

/**
 * The heading of a column: the plugin, then what was chosen of it. `detail` is empty where there is nothing to choose.
 */
export function columnTitle(setting: CniSetting): { readonly plugin: string; readonly detail: string } {
  const { label, modes } = offerOf(setting.name)
  const mode = modes.length > 1 ? CNI.label(modes.find(({ id }) => id === setting.mode)?.label ?? setting.mode) : ''
  return { plugin: CNI.label(label), detail: [mode, cniOptions(setting)].filter((part) => part !== '').join(', ') }
}

/**
 * The verdict of a cell, as one word with its glyph; `place` says where or on what, and is empty where that goes
 * without saying.
 */
export function cellVerdict({ outcome, isByRule, deniedAt, cause }: ComparedCell): {
  readonly glyph: 'allow' | 'open' | 'deny' | 'part' | 'none'
  readonly word: string
  readonly place: string
} {
  const { words } = CNIS
  switch (outcome) {
    case 'allowed':
      return { glyph: isByRule ? 'allow' : 'open', word: words.allowed, place: '' }
    case 'conditional':
      return { glyph: 'part', word: words.depends, place: '' }
    case 'unanswerable':
      return { glyph: 'none', word: words.noAnswer, place: '' }
    case 'denied':
      return { glyph: 'deny', word: words.denied, place: deniedPlace(deniedAt, cause) }
    default:
      return assertNever(outcome)
  }
}

/** Where it is denied, or what there is none of; empty: that goes without saying. */
function deniedPlace(deniedAt: ComparedCell['deniedAt'], cause: ComparedCell['cause']): string {
  const { places } = CNIS
  if (cause === 'no-route') return places.noRoad
  if (cause === 'no-endpoints') return places.nobodyAnswers
  if (deniedAt === 'egress') return places.leaving
  return deniedAt === 'ingress' ? places.entering : ''
}

/** Who asks whom: `shop/web to shop/api, port 8080`. */
export function flowName({ from, to, question: { port, protocol } }: ComparedFlow): {
  readonly from: string
  readonly to: string
  readonly port: string
} {
  const number = port === undefined ? '' : String(port)
  return {
    from: endpointName(from),
    to: endpointName(to),
    port: protocol === undefined || protocol === 'TCP' ? number : `${number} ${protocol}`.trim(),
  }
}

/** Why it comes out so under this plugin: one or two short sentences. */
export function cellReason(cell: ComparedCell, { name }: CniSetting): Sentence {
  const { outcome, cause, needs, reasons } = cell
  const unread = reasons.flatMap((reason) => (reason.why === 'not-enforced' ? [unreadText(reason.policies)] : []))
  if (outcome === 'unanswerable') return CNIS.noAnswer
  if (cause === 'no-route') return CNIS.noRoad(CNI.label(offerOf(name).label))
  if (cause === 'no-endpoints') return CNIS.noBackend
  if (outcome === 'conditional')
    return join([
      CNIS.dependsOn(
        list(
          needs.map((need) => say`${factText(need)}`),
          VERDICT.and,
        ),
      ),
      ...unread,
    ])
  const told = join([
    ...unread,
    ...reasons.filter(({ why }) => why !== 'not-enforced' && why !== 'no-policy').map(reasonText),
  ])
  if (told.length > 0) return told
  if (outcome === 'denied') return CNIS.noRuleAnyPort
  return cell.isByRule ? CNIS.everyPort : CNIS.noneSelects
}

const named = (policies: readonly string[]) => policies.map((policy): Sentence => [code(policy)])

function unreadText(policies: readonly string[]): Sentence {
  return CNIS.unread(named(policies.slice(0, 2)), Math.max(0, policies.length - 2))
}

function reasonText(reason: CniReason): Sentence {
  switch (reason.why) {
    case 'not-enforced':
      return unreadText(reason.policies)
    case 'seen-as':
      return seenAsText(reason)
    case 'identity':
      return SIGHT.byIdentity[reason.is]
    case 'exempt':
      return say`${reason.exempt === 'own-node' && reason.at === 'egress' ? CNIS.ownNodeOut : CNIS.exempt[reason.exempt]}`
    case 'rule':
      return CNIS.lets(reason.rule + 1, reason.policy, reason.at === 'egress')
    case 'denying-rule':
      return CNIS.denies(reason.rule + 1, reason.policy)
    case 'no-rule':
      return CNIS.noRule(named(reason.policies.slice(0, 3)))
    case 'closed-by-plugin':
      return CNIS.startsClosed
    case 'no-policy':
      return CNIS.noPolicy
    default:
      return assertNever(reason)
  }
}

/** `12 of 161 flows differ.`, or that none does. */
export function differenceText(differing: number, compared: number): string {
  return differing === 0 ? CNIS.agree : CNIS.differ(differing, compared)
}
