// Imports nothing but Node's own modules: it runs before anything is installed.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

const STAMP = join(ROOT, 'node_modules', '.installed-from')
const OLDEST_NODE = [20, 19]

/** Installs the dependencies unless they were installed from this very lock file. Ends the process when that fails. */
export function ensureDependencies() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    fail(
      `Reachable needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. Get it from https://nodejs.org.`,
    )
  }
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return
  console.log('Installing dependencies …')
  if (run('npm', ['ci', '--no-audit', '--no-fund']) !== 0)
    fail('The dependencies could not be installed; see the message above. Is the npm registry reachable?')
  writeFileSync(STAMP, lock)
}

/**
 * Runs a command in the project's root with our output as its own. Returns its exit code; 127 when it cannot be
 * started.
 */
export function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
  return error ? 127 : (status ?? 1)
}

export function fail(message) {
  console.error(`\n${message}`)
  process.exit(1)
}
