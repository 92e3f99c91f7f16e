/**
 * A number that Go holds as a float64, as fmt's `%v` prints it: with an exponent, of two digits at least, from a
 * million and below 0.0001.
 */
export function floatText(value: number): string {
  if (value === 0) return '0'
  const [digits, exponent] = value.toExponential().split('e') as [string, string]
  const power = Number(exponent)
  if (power >= -4 && power < 6) return String(value)
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

/** JSON as Go's encoder writes it: no blanks, and what could end a script is escaped. */
export function goJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
