import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './dependencies.mjs'

const SOURCES = ['src', 'lessons', 'public', 'index.html', 'vite.config.ts', 'package.json', 'package-lock.json']
const BUILT = join(ROOT, 'dist', 'index.html')

/** Builds the static folder `dist` unless it is newer than everything it is made of. */
export async function ensureBuild() {
  if (existsSync(BUILT) && statSync(BUILT).mtimeMs > Math.max(...SOURCES.map((source) => newest(join(ROOT, source)))))
    return
  console.log('Building the playground …')
  const { build } = await import('vite')
  await build({ root: ROOT, logLevel: 'warn' })
}

/**
 * When the file, or the newest file of the folder, was changed; milliseconds. A folder's own time tells of files that
 * went.
 */
function newest(path) {
  if (!existsSync(path)) return 0
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/** Serves `dist` on this machine only; the next free port when the wanted one is taken. */
export async function serveBuild(port, options = {}) {
  const { preview } = await import('vite')
  return preview({ root: ROOT, logLevel: 'warn', preview: { host: 'localhost', port, ...options } })
}
