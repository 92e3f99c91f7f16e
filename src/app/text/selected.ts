import type { SelectedView } from '../../world/selected.ts'
import { count } from './sentence.ts'

/** Names that are listed before the rest is counted. */
const LISTED = 8

/** Whom a selector matches, for a hover: Markdown. */
export function selectedText({ role, pods, nodes, sets }: SelectedView): string {
  const parts = ([['pod', pods], ['node', nodes], ['network set', sets]] as const).flatMap(([noun, names]) => (names.length === 0 ? [] : [`${count(names.length, noun)}: ${listed(names)}`]))
  const verb = role === 'subject' ? 'Selects' : 'Matches'
  return parts.length === 0 ? `${verb} nobody here at present.` : `${verb} ${parts.join('; ')}.`
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, LISTED).map((name) => `\`${name}\``).join(', ')}${names.length > LISTED ? ` and ${names.length - LISTED} more` : ''}`
}
