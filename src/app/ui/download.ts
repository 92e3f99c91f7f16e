/** Long enough for any browser to have taken the file over. */
const KEPT_MS = 10_000

/** Hands a file to the browser's downloads, under this name. */
export function download(file: Blob, name: string): void {
  const anchor = document.createElement('a')
  anchor.href = URL.createObjectURL(file)
  anchor.download = name
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(anchor.href), KEPT_MS)
}
