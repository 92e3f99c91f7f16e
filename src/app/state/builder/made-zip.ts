import { strToU8, zipSync } from 'fflate'
import type { MadeFolder } from '../made/made-link.ts'

/** The folder of a lesson as a zip, to be unpacked into `lessons/<track>/`. */
export function madeZip({ name, files }: MadeFolder): Blob {
  const bytes = zipSync(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, strToU8(text)])),
  )
  return new Blob([new Uint8Array(bytes)], { type: 'application/zip' })
}
