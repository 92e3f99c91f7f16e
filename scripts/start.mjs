import { ensureDependencies } from './dependencies.mjs'
import { ensureBuild, serveBuild } from './build.mjs'

ensureDependencies()
await ensureBuild()

const server = await serveBuild(4173, { open: hasDesktop() })
console.log(
  `\nReachable is at ${server.resolvedUrls.local[0]}\nEverything runs in the browser. Ctrl+C ends the server.`,
)

/** Whether a browser can be opened for somebody: not on a server, not over SSH, not where it was asked not to. */
function hasDesktop() {
  const { DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION, CI, BROWSER } = process.env
  if (CI || SSH_CONNECTION || BROWSER === 'none') return false
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY)
}
