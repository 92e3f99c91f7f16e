import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

/** typebox does not say that its modules only define things; without that all of it would be kept. */
const treeshake = { moduleSideEffects: [{ test: /node_modules.typebox/, sideEffects: false }] }

export default defineConfig({
  // Relative, so that the built folder works under any path of any static server.
  base: './',
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
  worker: { format: 'es', rolldownOptions: { treeshake } },
  resolve: {
    // monaco-yaml still asks for the path that Monaco had before 0.56.
    alias: { 'monaco-editor/esm/vs/editor/editor.worker.js': 'monaco-editor/editor/editor.worker.js' },
  },
  build: { target: 'es2023', chunkSizeWarningLimit: 4000, rolldownOptions: { treeshake, checks: { pluginTimings: false } } },
  test: {
    projects: [
      { extends: true, test: { name: 'unit', environment: 'node', include: ['test/**/*.test.ts'], exclude: ['test/browser/**'] } },
      // The tests drive a browser from Node; it and the machine's cores are shared, so files run one after another.
      { extends: true, test: { name: 'browser', environment: 'node', include: ['test/browser/**/*.test.ts'], fileParallelism: false, testTimeout: 30_000, hookTimeout: 60_000 } },
    ],
  },
})
