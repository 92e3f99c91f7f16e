/**
 * An id that nobody else has: 32 hexadecimal digits. `crypto.randomUUID` is there only over https and on localhost; a
 * workshop's own server has neither.
 */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
