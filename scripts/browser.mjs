import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ROOT, run } from './dependencies.mjs'

const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
]
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Brave Browser.app/Contents/MacOS/Brave Browser',
]

/** What to say when there is no browser and none can be had. */
export const NO_BROWSER =
  'The browser tests need Chromium or Chrome: install one, or say where it is with CHROMIUM_PATH=/path/to/chromium npm test.'

/**
 * The path of a Chromium: the one that CHROMIUM_PATH names, the system's, Playwright's own, else one that is installed
 * now. Null: none can be had.
 */
export async function ensureBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named) return isExecutable(named) ? named : null
  return onSystem() ?? (await fromPlaywright()) ?? installed()
}

function onSystem() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return (
    [...COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command))), ...APPLICATIONS].find(
      isExecutable,
    ) ?? null
  )
}

async function fromPlaywright() {
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return path && existsSync(path) ? path : null
}

async function installed() {
  const mayUseApt = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  console.log('No Chromium found, installing one …')
  if (mayUseApt) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    run('apt-get', ['update', '-q'], env)
    run(
      'apt-get',
      ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core', 'fonts-liberation'],
      env,
    )
  } else run(process.execPath, [join(ROOT, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'])
  return onSystem() ?? fromPlaywright()
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
