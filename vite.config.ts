import { svelte } from '@sveltejs/vite-plugin-svelte'
import { VitePWA } from 'vite-plugin-pwa'
import { build, type Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** typebox does not say that its modules only define things; without that all of it would be kept. */
const treeshake = { moduleSideEffects: [{ test: /node_modules.typebox/, sideEffects: false }] }

/**
 * What is built is built for users, whoever asks for it: a test that finds the build old runs where NODE_ENV is `test`,
 * and Vite takes the environment's word.
 */
const production: Plugin = {
  name: 'production',
  apply: 'build',
  enforce: 'pre',
  config() {
    process.env['NODE_ENV'] = 'production'
  },
}

/**
 * Everything that is built is kept in the browser, so that the network may go. A newer version waits until the windows
 * of the older one are closed; the first takes over at once, for parts that have not been loaded yet.
 */
const offline = VitePWA({
  strategies: 'generateSW',
  registerType: 'prompt',
  injectRegister: null,
  filename: 'sw.js',
  manifestFilename: 'reachable.webmanifest',
  manifest: {
    name: 'Reachable',
    short_name: 'Reachable',
    description: 'Type a Kubernetes NetworkPolicy, see who reaches whom, and why.',
    lang: 'en',
    id: './',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#F3F1EA',
    theme_color: '#F3F1EA',
    icons: [
      { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{html,js,css,svg,ttf,woff2,webmanifest}'],
    maximumFileSizeToCacheInBytes: 16_000_000,
    inlineWorkboxRuntime: true,
    sourcemap: false,
    skipWaiting: false,
    clientsClaim: true,
    cleanupOutdatedCaches: true,
  },
})

/** The same world in a terminal: one file for Node, beside the page and no part of it. */
const terminal: Plugin = {
  name: 'terminal',
  apply: 'build',
  enforce: 'post',
  async closeBundle() {
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      ssr: { noExternal: true },
      build: {
        ssr: 'src/cli/main.ts',
        outDir: 'dist/cli',
        emptyOutDir: true,
        target: 'node20',
        minify: false,
        rolldownOptions: {
          treeshake,
          checks: { pluginTimings: false },
          output: { entryFileNames: 'reachable.mjs', codeSplitting: false, banner: '#!/usr/bin/env node' },
        },
      },
    })
  },
}

export default defineConfig({
  // Relative, so that the built folder works under any path of any static server.
  base: './',
  plugins: [production, svelte({ configFile: false, compilerOptions: { runes: true } }), offline, terminal],
  worker: { format: 'es', rolldownOptions: { treeshake } },
  resolve: {
    // monaco-yaml still asks for the path that Monaco had before 0.56.
    alias: { 'monaco-editor/esm/vs/editor/editor.worker.js': 'monaco-editor/editor/editor.worker.js' },
  },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 4000,
    rolldownOptions: { treeshake, checks: { pluginTimings: false } },
  },
  test: {
    projects: [
      // Nothing here is timed; a machine that is busy with something else takes what it takes.
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**'],
          testTimeout: 60_000,
        },
      },
      // The tests drive a browser from Node; it and the machine's cores are shared, so files run one after another. A
      // machine that is busy with something else can starve a browser once: what fails twice is broken, and what fails
      // once is printed as retried.
      {
        extends: true,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 90_000,
          retry: 1,
        },
      },
    ],
  },
})
