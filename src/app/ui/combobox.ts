/** One line of a list of suggestions. `value` is what choosing it means. */
export interface ComboOption {
  readonly value: string
  readonly label: string
  readonly detail: string
}

/** Lines shown at a time; typing narrows the rest down. */
const SHOWN_OPTIONS = 60

/** Options that contain what was typed, those that begin with it (or with it after a `/`) first. */
export function matchingOptions(options: readonly ComboOption[], typed: string): readonly ComboOption[] {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return options.slice(0, SHOWN_OPTIONS)
  const rank = ({ label }: ComboOption) => {
    const name = label.toLowerCase()
    if (name.startsWith(wanted)) return 0
    return name.includes(`/${wanted}`) ? 1 : name.includes(wanted) ? 2 : 3
  }
  return [0, 1, 2]
    .flatMap((wantedRank) => options.filter((option) => rank(option) === wantedRank))
    .slice(0, SHOWN_OPTIONS)
}

/** The option `steps` further on, round and round; from nowhere (-1) to the first or the last. */
export function steppedOption(current: number, steps: 1 | -1, length: number): number {
  if (length === 0) return -1
  if (current < 0) return steps === 1 ? 0 : length - 1
  return (current + steps + length) % length
}
