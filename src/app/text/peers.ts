/** A line of a list of peers, as the cards show it. `spine`: where it stands on the line that falls from its dash. */
export interface PeerLine {
  /** The dash, or as many blanks. */
  readonly dash: string
  readonly text: string
  readonly isKey: boolean
  readonly spine: 'start' | 'middle' | 'end' | 'none'
}

/** Lines of YAML whose entries are peers; each dash at the left edge begins one. */
export function peerLines(text: string): readonly PeerLine[] {
  const lines = text.trimEnd().split('\n')
  return lines.map((line, index): PeerLine => {
    const begins = line.startsWith('-')
    const ends = index === lines.length - 1 || lines[index + 1]!.startsWith('-')
    return {
      dash: begins ? '- ' : line.slice(0, 2),
      text: line.slice(2),
      isKey: /:\s*(?:\{\})?$/.test(line),
      spine: begins && ends ? 'none' : begins ? 'start' : ends ? 'end' : 'middle',
    }
  })
}
