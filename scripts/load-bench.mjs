import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Bundles `test/bench` as it would be for a browser, so that what is measured is not a development server's view of the
 * code.
 */
export async function loadBench(root) {
  const { build } = await import('vite')
  const outDir = join(root, '.cache', 'bench')
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: join(root, 'test/bench/index.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'index.mjs' } },
    },
    ssr: { noExternal: true, external: ['playwright-core'] },
  })
  return import(pathToFileURL(join(outDir, 'index.mjs')).href)
}
