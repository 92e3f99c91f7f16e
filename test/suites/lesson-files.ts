import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LessonFiles } from '../../src/lessons/lesson-file.ts'

const FOLDER = fileURLToPath(new URL('../../lessons', import.meta.url))

/** What the app bundles, read from the disk. */
export function lessonFiles(): LessonFiles {
  const paths = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
  return Object.fromEntries(
    paths
      .filter((path) => /\.(yaml|md)$/.test(path) && !path.startsWith('examples/') && path !== 'README.md')
      .sort()
      .map((path) => [path, readFileSync(join(FOLDER, path), 'utf8')]),
  )
}
