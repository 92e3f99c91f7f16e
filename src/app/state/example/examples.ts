import { exampleWords } from '../../text/example-words.ts'
import { readExample, type ExampleHead } from './reader.ts'
import { EMPTY_WORK, REFERENCE_CNI, type Work } from '../work.ts'

/** An example as a list has it. `id` is its folder's name. */
export interface ListedExample extends ExampleHead {
  readonly id: string
}

/** An example, ready to be opened. */
export interface Example extends ListedExample {
  readonly work: Work
}

/** Examples under one heading, in order. */
export interface ExampleGroup {
  readonly name: string
  readonly examples: readonly ListedExample[]
}

/** What is on the screen the first time. */
export const FIRST_EXAMPLE = 'why-cant-web-reach-api'

const HEAD = /^(.*\/examples\/([^/]+)\/)example\.yaml$/

/**
 * Fetches what a list says of the examples, in their order, and the first to be opened. Those that cannot be read are
 * left out.
 */
export async function listExamples(): Promise<{
  readonly all: readonly ListedExample[]
  readonly first: Example | null
}> {
  const { HEAD_FILES } = await import('./heads.ts')
  return { all: headsFrom(HEAD_FILES), first: examplesFrom(HEAD_FILES).find(({ id }) => id === FIRST_EXAMPLE) ?? null }
}

/** Fetches the examples whole. In their order; those that cannot be read are left out. */
export async function loadExamples(): Promise<readonly Example[]> {
  const { EXAMPLE_FILES } = await import('./files.ts')
  return examplesFrom(EXAMPLE_FILES)
}

/** Puts examples together from files by path, `…/examples/<id>/example.yaml` and what it names. */
export function examplesFrom(files: Readonly<Record<string, string>>): readonly Example[] {
  return headsFrom(files).flatMap(({ folder, ...head }) => {
    const documents = head.documents.flatMap(({ name, file }) => {
      const content = files[resolve(folder, file)]
      return content === undefined ? [] : [{ name, text: content }]
    })
    if (documents.length !== head.documents.length) return []
    return [
      {
        ...head,
        work: {
          ...EMPTY_WORK,
          documents,
          active: documents[0]?.name ?? '',
          question: head.question,
          view: head.view,
          cni: head.cni ?? REFERENCE_CNI,
        },
      },
    ]
  })
}

/** `folder` ends with a slash. */
function headsFrom(files: Readonly<Record<string, string>>): readonly (ListedExample & { readonly folder: string })[] {
  return Object.entries(files)
    .flatMap(([path, text]) => {
      const [, folder, id] = HEAD.exec(path) ?? []
      const head = folder && id ? readExample(text) : null
      return head && folder && id ? [{ ...head, id, folder }] : []
    })
    .sort((a, b) => a.order - b.order || a.title.localeCompare(b.title))
}

/** `a/b/` and `../c.yaml` make `a/c.yaml`; leading `..` stay. */
function resolve(folder: string, file: string): string {
  return `${folder}${file}`
    .split('/')
    .reduce<string[]>((parts, part) => {
      if (part === '.' || (part === '' && parts.length > 0)) return parts
      if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') return parts.slice(0, -1)
      return [...parts, part]
    }, [])
    .join('/')
}

/**
 * Groups in the order of their first example, in the language that is spoken; only examples whose words contain every
 * word of `search`.
 */
export function groupExamples(examples: readonly ListedExample[], search: string): readonly ExampleGroup[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const groups = new Map<string, ListedExample[]>()
  for (const example of examples) {
    const { title, promise, group } = exampleWords(example)
    const text = `${title} ${promise} ${group}`.toLowerCase()
    if (!words.every((word) => text.includes(word))) continue
    groups.set(group, [...(groups.get(group) ?? []), example])
  }
  return [...groups].map(([name, members]) => ({ name, examples: members }))
}
