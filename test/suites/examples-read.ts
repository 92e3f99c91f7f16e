import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { examplesFrom, type Example } from '../../src/app/state/example/examples.ts'
import { openWorld, type Answer, type World } from '../../src/world/index.ts'
import { readText } from './yaml-file.ts'

/** The folder of the lessons. */
export const LESSONS = fileURLToPath(new URL('../../lessons', import.meta.url))

/** Every YAML file of the examples and their worlds, from the repository’s folder. */
export const paths = readdirSync(LESSONS, { recursive: true, encoding: 'utf8' })
  .map((path) => `lessons/${path.replaceAll('\\', '/')}`)
  .filter((path) => /^lessons\/(examples|worlds)\/.*\.yaml$/.test(path))
  .sort()

/** Their texts, by path. */
export const files = Object.fromEntries(paths.map((path) => [path, readText(path)]))

/** Those that say what an example is. */
export const heads = paths.filter((path) => path.endsWith('/example.yaml'))

/** The examples as the app reads them. */
export const examples = examplesFrom(files)

/** The world of an example, under its network plugin. */
export const worldOf = ({ work: { documents, cni } }: Example) => openWorld({ documents, cni })

/** What an example’s world answers to a question in text. */
export function ask(world: World, question: string): Answer {
  const parsed = world.parse(question)
  if (!parsed.ok) throw new Error(`cannot be read: ${question}`)
  return world.ask(parsed.value)
}
