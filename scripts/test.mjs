import { ensureDependencies, fail, run } from './dependencies.mjs'

ensureDependencies()

const { ensureBrowser, NO_BROWSER } = await import('./browser.mjs')
const { ensureBuild } = await import('./build.mjs')

step('Layout of the code', 'npx', ['prettier', '--check', '--log-level', 'warn', '.'])
step('Types', 'npm', ['run', '--silent', 'check'])
step('Units, tables and properties', 'npx', ['vitest', 'run', '--project', 'unit'])

await ensureBuild()
const browser = await ensureBrowser()
if (!browser) fail(NO_BROWSER)
step('The built app in a browser', 'npx', ['vitest', 'run', '--project', 'browser'], { CHROMIUM_PATH: browser })

console.log('\nEverything holds.')

function step(title, command, args, env) {
  console.log(`\n── ${title}`)
  if (run(command, args, env) !== 0) fail(`${title}: failed; see above.`)
}
