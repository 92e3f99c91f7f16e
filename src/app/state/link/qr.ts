import { encode } from 'uqr'

/** Characters of the longest link that a phone still reads from the back row. */
export const QR_LIMIT = 700

/**
 * The squares of a QR code, a unit each, with the quiet zone of four that readers need. Null: the text is too long to
 * be read from a screen.
 */
export function qrCode(text: string): { readonly size: number; readonly path: string } | null {
  if (text.length > QR_LIMIT) return null
  const { data, size } = encode(text, { ecc: 'L', border: 4 })
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return { size, path }
}
