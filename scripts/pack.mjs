// Writes `reachable-<version>.zip`: the built playground, for a USB stick or a release. It works from any static
// server.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { ensureDependencies, ROOT } from './dependencies.mjs'

ensureDependencies()
const { ensureBuild } = await import('./build.mjs')
const { strToU8, zipSync } = await import('fflate')
await ensureBuild()

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const DIST = join(ROOT, 'dist')
const name = `reachable-${version}.zip`
const files = Object.fromEntries(
  filesIn(DIST).map((path) => [`reachable/${relative(DIST, path).split(sep).join('/')}`, readFileSync(path)]),
)
const README = `Reachable ${version}: network security in Kubernetes, in the browser.

Browsers open it only from a server. In this folder, any of these will do:

  python3 -m http.server 8080 --directory reachable
  npx serve reachable

Then open http://localhost:8080. It asks nobody else for anything.
`
writeFileSync(join(ROOT, name), zipSync({ ...files, 'README.txt': strToU8(README) }, { level: 9 }))
console.log(`${name}: ${Object.keys(files).length} files, ${(statSync(join(ROOT, name)).size / 1e6).toFixed(1)} MB`)

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
  )
}
