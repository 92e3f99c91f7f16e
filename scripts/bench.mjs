// Prints JSON lines. `npm run bench -- node` or `-- browser` runs one half only; `-- growth` draws how time grows, into
// docs/growth.svg.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDependencies, fail, ROOT } from './dependencies.mjs'

ensureDependencies()

const wanted = process.argv.slice(2)
const print = (line) => console.log(JSON.stringify(line))
const { loadBench } = await import('./load-bench.mjs')
const {
  benchCilium,
  benchConnections,
  benchEngine,
  benchBrowser,
  benchGrowth,
  benchMeshes,
  benchTiers,
  growthChart,
  MIXED_SIZES,
  SIZES,
} = await loadBench(ROOT)

if (wanted.length === 0 || wanted.includes('node')) {
  for (const bench of [benchEngine, benchConnections]) for (const size of SIZES) print(bench(size))
  for (const size of MIXED_SIZES) print(benchEngine(size, 'mixed'))
  print(benchTiers())
  for (const line of benchMeshes()) print(line)
  print(benchCilium())
}
if (wanted.includes('growth')) {
  const points = [...benchGrowth()]
  points.forEach(print)
  mkdirSync(join(ROOT, 'docs'), { recursive: true })
  writeFileSync(join(ROOT, 'docs', 'growth.svg'), growthChart(points))
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
