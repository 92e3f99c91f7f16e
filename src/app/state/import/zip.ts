import { Inflate } from 'fflate'
import { crc32 } from '../link/packed-text.ts'
import { FILE_LIMIT } from './file.ts'
import { packedBytes, type ZipEntry } from './zip-directory.ts'
import { joinBytes } from './join-bytes.ts'

/** What an entry turned out to be; `over`: all entries together hold more than may be unpacked. */
export type Unzipped =
  { readonly is: 'bytes'; readonly bytes: Uint8Array } | { readonly is: 'encrypted' | 'damaged' | 'too-large' | 'over' }

/** Bytes that all entries together may still unpack to. */
export interface Budget {
  left: number
}

/** Bytes that are read at once; between two reads the page may do something else. */
const READ = 65_536
/** Bytes that are inflated before the limits are looked at: at most a thousand times as many come out. */
const STEP = 8192

/** Unpacks one entry. What is too large is noticed while it is unpacked, whatever the archive says about it. */
export async function unzipEntry(
  archive: Blob,
  entry: ZipEntry,
  budget: Budget,
  signal: AbortSignal,
): Promise<Unzipped> {
  if (entry.isEncrypted) return { is: 'encrypted' }
  if (entry.method !== 0 && entry.method !== 8) return { is: 'damaged' }
  if (entry.packed > FILE_LIMIT) return { is: 'too-large' }
  const packed = await packedBytes(archive, entry)
  if (!packed) return { is: 'damaged' }
  const chunks: Uint8Array[] = []
  let length = 0
  let crc = 0
  const take = (chunk: Uint8Array) => {
    length += chunk.length
    budget.left -= chunk.length
    if (length > FILE_LIMIT || budget.left < 0) return
    crc = crc32(chunk, crc)
    chunks.push(chunk)
  }
  const inflate = entry.method === 8 ? new Inflate(take) : null
  try {
    for (let at = 0; at < packed.size || at === 0; at += READ) {
      const read = new Uint8Array(await packed.slice(at, at + READ).arrayBuffer())
      signal.throwIfAborted()
      for (let from = 0; from < read.length || from === 0; from += STEP) {
        const step = read.subarray(from, from + STEP)
        if (inflate) inflate.push(step, at + from + step.length >= packed.size)
        else take(step)
        if (budget.left < 0) return { is: 'over' }
        if (length > FILE_LIMIT) return { is: 'too-large' }
      }
    }
  } catch (error) {
    if (signal.aborted) throw error
    return { is: 'damaged' }
  }
  return crc === entry.crc ? { is: 'bytes', bytes: joinBytes(chunks, length) } : { is: 'damaged' }
}
