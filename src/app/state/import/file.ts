import { WORK_LIMIT } from '../work.ts'

/**
 * Bytes of one file that are read: a full work in UTF-8, where a character takes at most three, and a byte order mark.
 */
export const FILE_LIMIT = 3 * WORK_LIMIT + 3
/** Bytes that all archives of one import may unpack to. Files that turn out to be no manifests count too. */
export const INFLATION_LIMIT = 60_000_000
/** Files of a folder, and entries of an archive, that are looked at. */
export const ENTRY_LIMIT = 20_000

/** A file that somebody hands over, before it is read. */
export interface OfferedFile {
  /** With the folders that came with it; only ever a label. */
  readonly path: string
  /** Picked by itself rather than found in a folder: it opens whatever is in it. */
  readonly isDirect: boolean
  /** Null: the browser could not hand it over. */
  readonly blob: Blob | null
}

/** A text that was read. */
export interface ImportedText {
  /** Within what it came from: the archive, or the folder's parent. */
  readonly path: string
  /** The archive it was in; empty: none. */
  readonly archive: string
  readonly isDirect: boolean
  readonly text: string
}

/**
 * What was not opened, and why. Names are paths as they came. `other`: not YAML, JSON or an archive; `no-object`: a
 * file of a folder that holds no Kubernetes object; `helm`, `template`, `kustomize`, `package`: what only a tool turns
 * into manifests; `nested`: an archive inside an archive.
 */
export type LeftOut =
  | { readonly why: 'helm'; readonly folder: string; readonly templates: number }
  | { readonly why: 'kustomize'; readonly folder: string; readonly patches: readonly string[] }
  | {
      readonly why:
        | 'other'
        | 'no-object'
        | 'template'
        | 'package'
        | 'nested'
        | 'not-text'
        | 'too-large'
        | 'encrypted'
        | 'damaged'
        | 'unreadable'
      readonly names: readonly string[]
    }
  | { readonly why: 'archive'; readonly name: string; readonly problem: ArchiveProblem }

/** Why nothing of an archive could be read. `too-many`: entries; `too-large`: it unpacks to more than is read. */
export type ArchiveProblem = 'damaged' | 'too-many' | 'too-large'

/** Why an import was refused as a whole. */
export type ImportProblem = 'too-many' | 'too-large'

/** How a name ends, in lower case and without the dot; empty: it has no dot. */
export function extensionOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
}

/** Whether a file may hold manifests, by its name. A Kustomization may lack the ending. */
export function isTextName(path: string): boolean {
  return ['yaml', 'yml', 'json'].includes(extensionOf(path)) || isKustomizationName(path)
}

/** The three names that kustomize looks for. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
export function isKustomizationName(path: string): boolean {
  return /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(path)
}

/** The folder of a file, without a slash at its end; empty: it lies at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
