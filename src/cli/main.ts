import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { failure, success } from '../ground/result.ts'
import { runCommand, type ReadPath } from './run.ts'

const read: ReadPath = (path) => {
  try {
    if (path === '-') return success([{ name: '-', text: readFileSync(0, 'utf8') }])
    return success(
      filesIn(path).map((file) => ({ name: file, text: readFileSync(file, 'utf8').replace(/^\uFEFF/, '') })),
    )
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return failure(`${path}: ${REASONS[code] ?? String(error)}`)
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  ELOOP: 'a link that leads to itself',
}

/**
 * A file as it is; of a folder every YAML and JSON file below it, in order of path. Folders of packages and of version
 * control are passed by.
 */
function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return []
      const inside = join(path, entry.name)
      return entry.isDirectory() ? filesIn(inside) : /\.(?:ya?ml|json)$/i.test(entry.name) ? [inside] : []
    })
}

// Whoever reads may have seen enough, as in `reachable list … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
const { out, err, exitCode } = runCommand(process.argv.slice(2), read)
process.stdout.write(out)
process.stderr.write(err)
// Not process.exit: what is written has to leave first.
process.exitCode = exitCode
