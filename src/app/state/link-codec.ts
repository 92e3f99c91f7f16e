import { failure, success, type Result } from '../../ground/result.ts'
import { packWork, readWork, WORK_LIMIT, type Work } from './work.ts'

/**
 * A work as the part of an address after `#`:
 *
 *     #v1.<base64url, no padding, of: version byte, CRC-32 of the rest (4 bytes, big endian), deflate-raw of the JSON>
 *
 * `deflate-raw` is built into browsers and short on YAML; padding is left out because chat programs cut `=` off.
 */
const PREFIX = '#v1.'
const VERSION = 1
const HEAD = 5
/** Bytes that a link may become when inflated: a full work and its baseline, a letter in UTF-8 and JSON's quoting taking three bytes. */
const INFLATED_LIMIT = 2 * 3 * WORK_LIMIT
/** Characters of a link that are looked at. */
const LINK_LIMIT = 4_000_000

/**
 * Why a link cannot be opened. `incomplete`: it was cut or changed on its way; `newer`: made by a later version of Reachable;
 * `too-large`: it would unpack to more than any work may be; `not-a-work`: whole, but what is in it is not ours.
 */
export type LinkProblem = 'incomplete' | 'newer' | 'too-large' | 'not-a-work'

/** Whether the part after `#` claims to be a work. Other fragments are none of our business. */
export function isWorkLink(fragment: string): boolean {
  return /^#v\d+\./.test(fragment)
}

/** Null: the work is too large for any link that `decodeLink` takes. */
export async function encodeLink(work: Work): Promise<string | null> {
  const json = new TextEncoder().encode(JSON.stringify(packWork(work)))
  if (json.length > INFLATED_LIMIT) return null
  const packed = await collect(bytesOf(json).pipeThrough(new CompressionStream('deflate-raw')), Infinity)
  const bytes = new Uint8Array(HEAD + packed!.length)
  bytes[0] = VERSION
  new DataView(bytes.buffer).setUint32(1, crc32(packed!))
  bytes.set(packed!, HEAD)
  const link = PREFIX + toBase64Url(bytes)
  return link.length > LINK_LIMIT ? null : link
}

/** Reads a link from anywhere. Nothing is unpacked before the checksum holds, and never more than the limit. */
export async function decodeLink(fragment: string): Promise<Result<Work, LinkProblem>> {
  if (!fragment.startsWith(PREFIX)) return failure('newer')
  if (fragment.length > LINK_LIMIT) return failure('too-large')
  const bytes = fromBase64Url(fragment.slice(PREFIX.length))
  if (!bytes || bytes.length <= HEAD) return failure('incomplete')
  if (bytes[0] !== VERSION) return failure('newer')
  const packed = bytes.subarray(HEAD)
  if (new DataView(bytes.buffer).getUint32(1) !== crc32(packed)) return failure('incomplete')
  try {
    const json = await collect(bytesOf(packed).pipeThrough(new DecompressionStream('deflate-raw')), INFLATED_LIMIT)
    if (!json) return failure('too-large')
    const work = readWork(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)))
    return work ? success(work) : failure('not-a-work')
  } catch {
    return failure('not-a-work')
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
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
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

/** The CRC-32 of zip and PNG: reflected polynomial 0xEDB88320. Finds every change of up to 32 neighbouring bits. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
