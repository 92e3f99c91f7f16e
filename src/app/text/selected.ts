import type { SelectedView } from '../../world/selected.ts'
import { SELECTED } from './catalogue/en/selected.ts'

/** Names that are listed before the rest is counted. */
const LISTED = 8

const SORTS = ['pods', 'nodes', 'sets'] as const

/** Whom a selector matches, for a hover: Markdown. */
export function selectedText({ role, ...matched }: SelectedView): string {
  const parts = SORTS.flatMap((sort) =>
    matched[sort].length === 0 ? [] : [`${SELECTED.of[sort](matched[sort].length)}: ${listed(matched[sort])}`],
  )
  return parts.length === 0 ? SELECTED.nobody[role] : SELECTED.who[role](parts.join('; '))
}

function listed(names: readonly string[]): string {
  const shown = names
    .slice(0, LISTED)
    .map((name) => `\`${name}\``)
    .join(', ')
  return names.length > LISTED ? SELECTED.more(shown, names.length - LISTED) : shown
}
