import { failure, success, type Result } from '../../../ground/result.ts'
import { joinBytes } from '../import/join-bytes.ts'

/**
 * A text as letters that an address may hold: base64url, no padding, of: version byte, CRC-32 of the rest (4 bytes, big
 * endian), deflate-raw of the text in UTF-8. `deflate-raw` is built into browsers and short on YAML; padding is left
 * out because chat programs cut `=` off.
 */
const VERSION = 1
const HEAD = 5

/**
 * Why a packed text cannot be read. `incomplete`: it was cut or changed on its way; `newer`: a later version made it.
 */
export type PackProblem = 'incomplete' | 'newer' | 'too-large' | 'not-a-text'

/** Null: the text is longer than `limit` bytes. */
export async function packText(text: string, limit: number): Promise<string | null> {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length > limit) return null
  const packed = await collect(bytesOf(bytes).pipeThrough(new CompressionStream('deflate-raw')), Infinity)
  const all = new Uint8Array(HEAD + packed!.length)
  all[0] = VERSION
  new DataView(all.buffer).setUint32(1, crc32(packed!))
  all.set(packed!, HEAD)
  return toBase64Url(all)
}

/** Nothing is unpacked before the checksum holds, and never more than `limit` bytes. */
export async function unpackText(letters: string, limit: number): Promise<Result<string, PackProblem>> {
  const bytes = fromBase64Url(letters)
  if (!bytes || bytes.length <= HEAD) return failure('incomplete')
  if (bytes[0] !== VERSION) return failure('newer')
  const packed = bytes.subarray(HEAD)
  if (new DataView(bytes.buffer).getUint32(1) !== crc32(packed)) return failure('incomplete')
  try {
    const text = await collect(bytesOf(packed).pipeThrough(new DecompressionStream('deflate-raw')), limit)
    return text ? success(new TextDecoder('utf-8', { fatal: true }).decode(text)) : failure('too-large')
  } catch {
    return failure('not-a-text')
  }
}

function bytesOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new Blob([bytes]).stream()
}

/** All of the stream in one array; null as soon as it holds more than `limit` bytes, and the rest is never produced. */
async function collect(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > limit) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
  return joinBytes(chunks, length)
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))
}

/** What each value of a byte does to the sum. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

/**
 * The CRC-32 of zip and PNG: reflected polynomial 0xEDB88320. Finds every change of up to 32 neighbouring bits.
 * `before`: that of the bytes in front.
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = before ^ 0xffffffff
  for (let at = 0; at < bytes.length; at++) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ bytes[at]!) & 0xff]!
  return (crc ^ 0xffffffff) >>> 0
}
