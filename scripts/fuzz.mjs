// npm run fuzz -- 60 hostile : every property whose file has this word in its name, for so many seconds each (30, and
// all of them, unless it is said).
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ROOT } from './dependencies.mjs'

const [seconds = '30', word = ''] = process.argv.slice(2)
if (!(Number(seconds) > 0))
  fail('For how many seconds is each property to be tried? For example: npm run fuzz -- 60 hostile')
const files = readdirSync(join(ROOT, 'test/suites'))
  .filter((name) => name.endsWith('.property.test.ts') && name.includes(word))
  .map((name) => `test/suites/${name}`)
if (files.length === 0) fail(`No file of properties has ${word} in its name.`)
// Nothing else may decide when a property has been tried for long enough.
const { status } = spawnSync(
  process.execPath,
  [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'unit', '--testTimeout', '0', ...files],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, FUZZ_SECONDS: seconds } },
)
process.exit(status ?? 1)
