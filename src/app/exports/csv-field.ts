/**
 * One field after RFC 4180. A text that begins like a formula gets an apostrophe: a spreadsheet must not run what a
 * shared link brought.
 */
export function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
