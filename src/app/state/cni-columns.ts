import { isSameSetting, settingOf, type CniSetting } from '../../sim/cni/choice.ts'

/** What is compared when nobody has chosen: one of each kind, with Flannel as it comes and with its controller. */
export const DEFAULT_COLUMNS: readonly CniSetting[] = [
  settingOf({ name: 'flannel' }),
  settingOf({ name: 'flannel', options: { networkPolicy: 'standard' } }),
  settingOf({ name: 'calico' }),
  settingOf({ name: 'cilium' }),
  settingOf({ name: 'aws-vpc-cni', options: { networkPolicy: 'standard' } }),
]

/** More columns than this are not read any more. */
export const MOST_COLUMNS = 8

/**
 * The chosen columns, and the one in use in front when it is not among them. The reference is nobody's network, so it
 * does not come by itself.
 */
export function shownColumns(chosen: readonly CniSetting[], inUse: CniSetting): readonly CniSetting[] {
  return inUse.name === 'reference' || chosen.some((column) => isSameSetting(column, inUse))
    ? chosen
    : [inUse, ...chosen].slice(0, MOST_COLUMNS)
}

/** With one more; the same list where it is there already, or full. */
export function withColumn(columns: readonly CniSetting[], added: CniSetting): readonly CniSetting[] {
  return columns.length >= MOST_COLUMNS || columns.some((column) => isSameSetting(column, added))
    ? columns
    : [...columns, added]
}

/** Without one; one at least stays. */
export function withoutColumn(columns: readonly CniSetting[], removed: CniSetting): readonly CniSetting[] {
  const left = columns.filter((column) => !isSameSetting(column, removed))
  return left.length === 0 ? columns : left
}

/** With another setting in its place; where that is there already, they become one. */
export function withChanged(columns: readonly CniSetting[], from: CniSetting, to: CniSetting): readonly CniSetting[] {
  if (columns.some((column) => isSameSetting(column, to)))
    return isSameSetting(from, to) ? columns : withoutColumn(columns, from)
  return columns.map((column) => (isSameSetting(column, from) ? to : column))
}
