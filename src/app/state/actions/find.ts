import { PALETTE } from '../../text/catalogue/en/palette.ts'
import { fuzzyMatch } from '../../ui/fuzzy.ts'
import { ACTION_GROUPS, type Action, type ActionGroup } from './action.ts'

/** An action that fits what was typed. */
export interface FoundAction {
  readonly action: Action
  /** Places in its label of the letters that were meant. */
  readonly at: readonly number[]
}

/** Lines under one heading; `more`: how many are not listed. */
export interface FoundGroup {
  readonly group: ActionGroup | 'used'
  readonly found: readonly FoundAction[]
  readonly more: number
}

/** Lines of a group that are listed, while nothing is typed and after. */
const LISTED = 12
const FOUND = 8
const USED = 5

/** What is found in words beside the label was less likely meant. */
const ASIDE = 0.4
/** The last used is worth this many points more than what was never used. */
const HABIT = 3
/** Of two that fit alike the shorter was meant. */
const PER_LETTER = 0.05

/**
 * What is listed for what was typed. Nothing typed: what was used last, then everything by its groups. Else what every
 * word fits, the group of the best first; `used` are ids, the last one first.
 */
export function findActions(actions: readonly Action[], typed: string, used: readonly string[]): readonly FoundGroup[] {
  const words = typed.split(/\s+/).filter((word) => word !== '')
  return words.length === 0 ? everything(actions, used) : fitting(actions, words, used)
}

function everything(actions: readonly Action[], used: readonly string[]): readonly FoundGroup[] {
  const plain = (action: Action): FoundAction => ({ action, at: [] })
  const last = used.flatMap((id) => actions.find((action) => action.id === id) ?? []).slice(0, USED)
  const groups = ACTION_GROUPS.flatMap((group): FoundGroup[] => {
    const own = actions.filter((action) => action.group === group)
    return own.length === 0
      ? []
      : [{ group, found: own.slice(0, LISTED).map(plain), more: Math.max(0, own.length - LISTED) }]
  })
  return last.length === 0 ? groups : [{ group: 'used', found: last.map(plain), more: 0 }, ...groups]
}

function fitting(actions: readonly Action[], words: readonly string[], used: readonly string[]): readonly FoundGroup[] {
  const groups = new Map<
    ActionGroup,
    { readonly action: Action; readonly at: readonly number[]; readonly score: number }[]
  >()
  for (const action of actions) {
    const fit = fitOf(action, words)
    if (!fit) continue
    const habit = used.indexOf(action.id)
    const score = fit.score - action.label.length * PER_LETTER + (habit < 0 ? 0 : HABIT / (habit + 1))
    const own = groups.get(action.group)
    if (own) own.push({ action, at: fit.at, score })
    else groups.set(action.group, [{ action, at: fit.at, score }])
  }
  return [...groups]
    .map(([group, found]) => ({ group, found: found.sort((a, b) => b.score - a.score) }))
    .sort((a, b) => b.found[0]!.score - a.found[0]!.score)
    .map(({ group, found }) => ({ group, found: found.slice(0, FOUND), more: Math.max(0, found.length - FOUND) }))
}

/** Every word fits somewhere; null: one does not. */
function fitOf(
  { label, detail, also, group }: Action,
  words: readonly string[],
): { readonly score: number; readonly at: readonly number[] } | null {
  let score = 0
  const at: number[] = []
  for (const word of words) {
    const inLabel = fuzzyMatch(word, label)
    const aside = bestOf(word, [detail, also, PALETTE.groups[group]])
    if (inLabel && (aside === null || inLabel.score >= aside)) {
      score += inLabel.score
      at.push(...inLabel.at)
    } else if (aside !== null) score += aside
    else return null
  }
  return { score, at }
}

/** Only in one piece: letters that are gathered from a whole sentence were never meant. Null: it stands in none. */
function bestOf(word: string, texts: readonly string[]): number | null {
  const wanted = word.toLowerCase()
  const text = texts.find((each) => each.toLowerCase().includes(wanted))
  return text === undefined ? null : (fuzzyMatch(word, text)?.score ?? 0) * ASIDE
}
