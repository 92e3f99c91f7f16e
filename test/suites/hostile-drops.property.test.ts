import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ENTRY_LIMIT } from '../../src/app/state/import/file.ts'
import { droppedFiles } from '../../src/app/ui/offered-files.ts'
import { bounded } from './bounded.ts'
import { WORDS } from './real-texts.ts'

/**
 * What a browser hands over when something is dropped: files and folders of any names, some of which cannot be read, or
 * none of it.
 */
type Tree =
  | { readonly name: string; readonly text: string | null }
  | { readonly name: string; readonly within: readonly Tree[]; readonly breaksAt: number | null }

const name = fc.constantFrom(
  'a.yaml',
  'b.zip',
  '.git',
  'node_modules',
  'a',
  'a/b',
  'a\\b',
  '..',
  '',
  ' ',
  '/',
  'C:\\x',
  ...WORDS,
)
const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.record({ name, text: fc.option(fc.string({ maxLength: 20 })) }),
    fc.record({ name, within: fc.array(tie('tree'), { maxLength: 5 }), breaksAt: fc.option(fc.nat(3)) }),
  ),
})).tree

function entryOf(each: Tree): FileSystemEntry {
  if ('text' in each)
    return {
      name: each.name,
      isFile: true,
      file: (done: (file: File) => void, fail: (error: Error) => void) =>
        each.text === null ? fail(new Error('NotReadableError')) : done(new File([each.text], each.name)),
    } as unknown as FileSystemEntry
  return {
    name: each.name,
    isFile: false,
    createReader() {
      let at = 0
      return {
        readEntries: (done: (entries: FileSystemEntry[]) => void, fail: (error: Error) => void) =>
          at === each.breaksAt ? fail(new Error('NotFoundError')) : done(each.within.slice(at, ++at).map(entryOf)),
      }
    },
  } as unknown as FileSystemEntry
}

const dropOf = (items: readonly unknown[], files: readonly File[] = []) => ({ items, files }) as unknown as DataTransfer
const item = (entry: FileSystemEntry | null, kind = 'file') => ({ kind, webkitGetAsEntry: () => entry })

test('trees of files and folders of any name', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(tree, { maxLength: 5 }), async (trees) => {
      const found = await droppedFiles(dropOf([item(null, 'string'), ...trees.map((each) => item(entryOf(each)))]))
      for (const { path, blob } of found!) {
        expect(path.split('/').filter((step) => step === '' || step === '.' || step === '..')).toEqual([])
        expect(path).not.toMatch(/[\p{Cc}\p{Cf}\\]/u)
        expect(blob === null || blob instanceof Blob).toBe(true)
      }
      expect(found!.length).toBeLessThanOrEqual(trees.reduce((sum, each) => sum + filesIn(each), 0))
    }),
    bounded(100_000),
  )
})

function filesIn(each: Tree): number {
  return 'text' in each ? 1 : each.within.reduce((sum, inner) => sum + filesIn(inner), 0)
}

test('what the browser does not know as files and folders is taken as files', async () => {
  const file = Object.assign(new File(['a: 1'], '../a.yaml'), { webkitRelativePath: '' })
  expect(await droppedFiles(dropOf([item(null)], [file]))).toEqual([{ path: 'a.yaml', isDirect: true, blob: file }])
  expect(await droppedFiles(dropOf([], []))).toEqual([])
})

test('a folder that never ends, and folders in folders without a file, are given up', async () => {
  const endless = (inner: () => FileSystemEntry) =>
    ({
      name: 'x',
      isFile: false,
      createReader: () => ({ readEntries: (done: (entries: FileSystemEntry[]) => void) => done([inner()]) }),
    }) as unknown as FileSystemEntry
  expect(await droppedFiles(dropOf([item(endless(() => entryOf({ name: 'a.yaml', text: '' })))]))).toBeNull()
  const deep = (): FileSystemEntry => endless(deep)
  expect(await droppedFiles(dropOf([item(deep())]))).toBeNull()
  expect(ENTRY_LIMIT).toBeLessThanOrEqual(20_000)
})
