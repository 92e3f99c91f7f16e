import type { Version, VersionChange } from '../state/history/version.ts'
import type { VersionDifference } from '../../worker/protocol.ts'
import { HISTORY } from './catalogue/en/history.ts'
import { spoken } from './catalogue/spoken.ts'
import { code, list, say, type Sentence } from './sentence.ts'

/** Names of objects that are said; more are counted. */
const NAMED = 2

/** What a version changed, in a line. */
export function changeText(change: VersionChange | null): Sentence {
  if (change === null) return HISTORY.first
  const parts = [
    ...objectsText(change.added, 'added'),
    ...objectsText(change.changed, 'changed'),
    ...objectsText(change.removed, 'removed'),
    ...(change.cni ? [HISTORY.otherCni] : []),
    ...(change.policyApi ? [HISTORY.otherApi] : []),
    ...(change.assertions ? [HISTORY.otherAssertions] : []),
    ...(change.otherText ? [HISTORY.otherText] : []),
  ]
  return parts.length === 0
    ? HISTORY.noObject
    : parts.flatMap((part, index) => (index === 0 ? part : [{ text: '; ' }, ...part]))
}

function objectsText(names: readonly string[], did: 'added' | 'changed' | 'removed'): readonly Sentence[] {
  if (names.length === 0) return []
  const shown: Sentence[] = names.slice(0, NAMED).map((name) => [code(name)])
  if (names.length > NAMED) shown.push(say`${HISTORY.more(names.length - NAMED)}`)
  return [HISTORY.objects[did](list(shown, HISTORY.and))]
}

/** What it means for who reaches whom. */
export function differenceText(difference: VersionDifference | 'failed'): string {
  if (difference === 'failed') return HISTORY.notCompared
  const { opened, closed, changed } = difference.diff
  const effects = [
    ...(opened > 0 ? [HISTORY.opens(opened)] : []),
    ...(closed > 0 ? [HISTORY.closes(closed)] : []),
    ...(changed > 0 ? [HISTORY.changesPorts(changed)] : []),
  ]
  return `${effects.join(', ') || HISTORY.noConnection}${difference.errors > 0 ? HISTORY.errors(difference.errors) : ''}`
}

/** Day before month, and 24 hours, in English too. */
const LOCALES = { en: 'en-GB', de: 'de' } as const
const TIME = { hour: '2-digit', minute: '2-digit' } as const
const DAY = { day: 'numeric', month: 'short' } as const

/** When a version was kept: `12:31`, and the day too when it is another one. */
export function whenText(at: number, now: number): string {
  const locale = LOCALES[spoken().code]
  const inDays = new Intl.DateTimeFormat(locale, DAY)
  const time = new Intl.DateTimeFormat(locale, TIME).format(at)
  const day = inDays.format(at)
  return day === inDays.format(now) ? time : `${day}, ${time}`
}

/** How a version is called in a list to choose from. */
export function versionName({ name, at }: Pick<Version, 'name' | 'at'>, now: number): string {
  return name === '' ? whenText(at, now) : `${name} (${whenText(at, now)})`
}
