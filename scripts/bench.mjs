// Prints JSON lines. `npm run bench -- node` or `-- browser` runs one half only.
import { ensureDependencies, fail, ROOT } from './dependencies.mjs'

ensureDependencies()

const wanted = process.argv.slice(2)
const print = (line) => console.log(JSON.stringify(line))
const { loadBench } = await import('./load-bench.mjs')
const { benchCilium, benchConnections, benchEngine, benchBrowser, benchMeshes, benchTiers, SIZES } = await loadBench(ROOT)

if (wanted.length === 0 || wanted.includes('node')) {
  for (const bench of [benchEngine, benchConnections]) for (const size of SIZES) print(bench(size))
  print(benchTiers())
  for (const line of benchMeshes()) print(line)
  print(benchCilium())
}
if (wanted.length === 0 || wanted.includes('browser')) {
  const { ensureBrowser, NO_BROWSER } = await import('./browser.mjs')
  const { ensureBuild, serveBuild } = await import('./build.mjs')
  await ensureBuild()
  const executablePath = await ensureBrowser()
  if (!executablePath) fail(NO_BROWSER)
  const server = await serveBuild(4190)
  try {
    for await (const line of benchBrowser(server.resolvedUrls.local[0], executablePath)) print(line)
  } finally {
    await server.close()
  }
}
