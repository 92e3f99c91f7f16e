/** What shows nothing, or turns round what follows: controls, directions, joiners and blanks without a width. */
const HIDDEN = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu

/** A name of unknown origin as it is shown: what cannot be seen in it is named, `web‹U+202E›gpj`. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (letter) => `‹U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}›`)
}

/** The letters of a message that are shown; and of a longer one, of its beginning and of its end. */
const WHOLE = 3_000
const HEAD = 800
const TAIL = 200

/**
 * A message without its middle where it is longer than anybody reads, as it is with a value of a million letters:
 * `xxx‹…999000…›xxx`.
 */
export function curtailed(text: string): string {
  return text.length <= WHOLE ? text : `${text.slice(0, HEAD)}‹…${text.length - HEAD - TAIL}…›${text.slice(-TAIL)}`
}
