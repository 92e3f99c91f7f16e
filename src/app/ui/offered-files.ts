import { ENTRY_LIMIT, type OfferedFile } from '../state/import/file.ts'
import { cleanPath } from '../state/import/names.ts'

/** Folders that nobody keeps manifests in, and that hold more files than everything else. */
const UNSEEN = new Set(['.git', 'node_modules', '__MACOSX'])

/** Whether something that is dragged brings files. */
export function bringsFiles(data: DataTransfer | null): data is DataTransfer {
  return data !== null && data.types.includes('Files')
}

/**
 * The files and folders that were dropped; to be called while the event is handled. Null: more than can be looked at.
 */
export async function droppedFiles({ items, files }: DataTransfer): Promise<readonly OfferedFile[] | null> {
  // After the first wait the browser has forgotten what was dropped.
  const entries = [...items].filter(({ kind }) => kind === 'file').map((item) => item.webkitGetAsEntry())
  if (entries.length === 0 || entries.some((entry) => entry === null)) return pickedFiles(files)
  const drop: Drop = { found: [], folders: 0 }
  for (const entry of entries) if (!(await collect(entry!, '', drop))) return null
  return drop.found
}

/** What has been found so far, and in how many folders. */
interface Drop {
  readonly found: OfferedFile[]
  folders: number
}

/**
 * Files that were picked in a dialog; those of a folder know their way from there. Null: more than can be looked at.
 */
function pickedFiles(files: Iterable<File>): readonly OfferedFile[] | null {
  const found: OfferedFile[] = []
  for (const file of files) {
    const path = file.webkitRelativePath
    if (path.split('/').some((part) => UNSEEN.has(part))) continue
    if (found.length === ENTRY_LIMIT) return null
    found.push({ path: cleanPath(path || file.name), isDirect: path === '', blob: file })
  }
  return found
}

/** Opens the browser's own dialog. Empty: nothing was picked. */
export function pickFiles(what: 'files' | 'folder'): Promise<readonly OfferedFile[] | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.hidden = true
  if (what === 'folder') input.webkitdirectory = true
  else {
    input.multiple = true
    input.accept = '.yaml,.yml,.json,.zip,.svg,.png'
  }
  // Some browsers forget about an input that is nowhere.
  document.body.append(input)
  return new Promise((resolve) => {
    const end = () => {
      input.remove()
      resolve(pickedFiles(input.files ?? []))
    }
    input.onchange = end
    input.oncancel = end
    input.click()
  })
}

/** Adds the files of an entry; false: there are more, or more folders, than can be looked at. */
async function collect(entry: FileSystemEntry, folder: string, drop: Drop): Promise<boolean> {
  if (UNSEEN.has(entry.name)) return true
  const path = folder === '' ? entry.name : `${folder}/${entry.name}`
  if (isFile(entry)) {
    if (drop.found.length === ENTRY_LIMIT) return false
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject)).catch(() => null)
    drop.found.push({ path: cleanPath(path), isDirect: folder === '', blob: file })
    return true
  }
  if (++drop.folders > ENTRY_LIMIT) return false
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    // A reader hands out a hundred at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject)).catch(
      () => [],
    )
    if (some.length === 0) return true
    for (const each of some) if (!(await collect(each, path, drop))) return false
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}
