import type { Version, VersionChange } from '../state/history/version.ts'
import type { VersionDifference } from '../../worker/protocol.ts'
import { effectText } from './flip.ts'
import { code, count, list, say, type Sentence } from './sentence.ts'

/** Names of objects that are said; more are counted. */
const NAMED = 2

/** What a version changed, in a line. */
export function changeText(change: VersionChange | null): Sentence {
  if (change === null) return say`The first that is known`
  const parts = [
    ...objectsText(change.added, 'added'), ...objectsText(change.changed, 'changed'), ...objectsText(change.removed, 'removed'),
    ...(change.cni ? [say`another CNI or setting`] : []),
    ...(change.policyApi ? [say`another policy API`] : []),
    ...(change.assertions ? [say`other assertions`] : []),
    ...(change.otherText ? [say`text outside of objects`] : []),
  ]
  return parts.length === 0 ? say`No object changed` : parts.flatMap((part, index) => (index === 0 ? part : [{ text: '; ' }, ...part]))
}

function objectsText(names: readonly string[], did: string): readonly Sentence[] {
  if (names.length === 0) return []
  const shown: Sentence[] = names.slice(0, NAMED).map((name) => [code(name)])
  if (names.length > NAMED) shown.push(say`${names.length - NAMED} more`)
  return [say`${list(shown)} ${did}`]
}

/** What it means for who reaches whom. */
export function differenceText(difference: VersionDifference | 'failed'): string {
  if (difference === 'failed') return 'The two could not be compared.'
  const effect = effectText(difference.diff)
  const errors = difference.errors > 0 ? `; ${count(difference.errors, 'error')} in the text, and what ${difference.errors === 1 ? 'it is' : 'they are'} in left out` : ''
  return `${effect === '' ? 'no connection differs' : effect}${errors}`
}

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** When a version was kept: `12:31`, and the day too when it is another one. */
export function whenText(at: number, now: number): string {
  const time = TIME.format(at), day = DAY.format(at)
  return day === DAY.format(now) ? time : `${day}, ${time}`
}

/** How a version is called in a list to choose from. */
export function versionName({ name, at }: Pick<Version, 'name' | 'at'>, now: number): string {
  return name === '' ? whenText(at, now) : `${name} (${whenText(at, now)})`
}
