import { failure, success, type Result } from '../../../ground/result.ts'
import { cleanPath } from './names.ts'
import { ENTRY_LIMIT, type ArchiveProblem } from './file.ts'

/** One file of a zip archive, as the archive's directory describes it. Nothing of it is to be believed. */
export interface ZipEntry {
  readonly path: string
  readonly isEncrypted: boolean
  /** How it is packed: 0 not at all, 8 deflate. */
  readonly method: number
  readonly crc: number
  /** Bytes in the archive. */
  readonly packed: number
  /** Where its own header begins, in bytes. */
  readonly at: number
}

const END = 0x06054b50
const END_SIZE = 22
const COMMENT_LIMIT = 0xffff
const ENTRY = 0x02014b50
const ENTRY_SIZE = 46
const LOCAL = 0x04034b50
const LOCAL_SIZE = 30
/** Bytes of a directory that are read: longer names than any tool makes. */
const DIRECTORY_LIMIT = ENTRY_LIMIT * 1024

/**
 * The directory at the end of a zip archive, which is what every tool goes by; folders are left out. Archives of more
 * than 4 GB have another form and are beyond every limit. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT,
 * 4.3
 */
export async function readZipDirectory(archive: Blob): Promise<Result<readonly ZipEntry[], ArchiveProblem>> {
  const from = Math.max(0, archive.size - END_SIZE - COMMENT_LIMIT)
  const tail = await viewOf(archive, from, archive.size)
  const end = endOf(tail)
  if (end === null) return failure('damaged')
  const amount = tail.getUint16(end + 10, true)
  const size = tail.getUint32(end + 12, true)
  // An archive may have something before it, a program that unpacks it say; places count from the archive's own start.
  const start = from + end - size
  const shift = start - tail.getUint32(end + 16, true)
  if (amount > ENTRY_LIMIT || size > DIRECTORY_LIMIT) return failure('too-many')
  if (start < 0 || shift < 0) return failure('damaged')
  const directory = await viewOf(archive, start, from + end)
  const entries: ZipEntry[] = []
  let at = 0
  for (let index = 0; index < amount; index++) {
    if (at + ENTRY_SIZE > directory.byteLength || directory.getUint32(at, true) !== ENTRY) return failure('damaged')
    const flags = directory.getUint16(at + 8, true)
    const nameLength = directory.getUint16(at + 28, true)
    const next = at + ENTRY_SIZE + nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true)
    if (next > directory.byteLength) return failure('damaged')
    const name = nameOf(new Uint8Array(directory.buffer, directory.byteOffset + at + ENTRY_SIZE, nameLength))
    if (!/[/\\]$/.test(name)) {
      entries.push({
        path: cleanPath(name),
        isEncrypted: (flags & 1) !== 0,
        method: directory.getUint16(at + 10, true),
        crc: directory.getUint32(at + 16, true),
        packed: directory.getUint32(at + 20, true),
        at: directory.getUint32(at + 42, true) + shift,
      })
    }
    at = next
  }
  return success(entries)
}

/** The bytes of an entry as they are in the archive; null: there is none where the directory says. */
export async function packedBytes(archive: Blob, { at, packed }: ZipEntry): Promise<Blob | null> {
  const header = await viewOf(archive, at, at + LOCAL_SIZE)
  if (header.byteLength < LOCAL_SIZE || header.getUint32(0, true) !== LOCAL) return null
  const start = at + LOCAL_SIZE + header.getUint16(26, true) + header.getUint16(28, true)
  return start + packed > archive.size ? null : archive.slice(start, start + packed)
}

/** Where the directory's end begins: the last place that looks like one and whose comment reaches the end. */
function endOf(tail: DataView): number | null {
  for (let at = tail.byteLength - END_SIZE; at >= 0; at--) {
    if (tail.getUint32(at, true) === END && at + END_SIZE + tail.getUint16(at + 20, true) === tail.byteLength) return at
  }
  return null
}

/** Names are in UTF-8, whether they say so or not, except in old archives. */
function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}

async function viewOf(archive: Blob, start: number, end: number): Promise<DataView> {
  return new DataView(await archive.slice(start, end).arrayBuffer())
}
