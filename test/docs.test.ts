import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const files = ['src', 'test', 'lessons', 'docs', 'scripts'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
    join(folder, path).split(sep).join('/'),
  ),
)
const pages = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...files.filter((path) => path.endsWith('.md') && !path.startsWith('lessons/')),
]

describe('the pages for developers', () => {
  it.each(pages)('%s names only files and folders that are there', (page) => {
    const text = readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```/g, '')
    const quoted = [...text.matchAll(/`((?:src|test|lessons|docs|scripts)\/[\w./*<>-]+)`/g)].map(([, path]) => path!)
    const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path]) =>
      join(dirname(page), path!),
    )
    const beside = page.startsWith('src/')
      ? [...text.matchAll(/`([\w-]+\.(?:svelte\.)?(?:ts|svelte))`/g)].map(([, name]) => name!)
      : []
    expect([...quoted, ...linked].filter((path) => !isThere(path))).toEqual([])
    expect(
      beside.filter((name) => !files.some((file) => file.startsWith('src/') && file.endsWith(`/${name}`))),
    ).toEqual([])
  })
})

/** `*` and `<name>` stand for anything in one name. */
function isThere(path: string): boolean {
  if (!/[*<]/.test(path)) return existsSync(join(ROOT, path))
  const names = path.replace(/\/$/, '').split(/\*|<\w+>/)
  const pattern = new RegExp(`^${names.map((part) => part.replaceAll('.', '\\.')).join('[^/]*')}(/|$)`)
  return files.some((file) => pattern.test(file))
}
