// node scripts/check-host.mjs https://example.org/reachable/ : whether a host serves the playground whole and as it should.
import { fail } from './dependencies.mjs'

const [address] = process.argv.slice(2)
if (!address || !URL.canParse(address)) fail('Which address? For example: node scripts/check-host.mjs https://example.org/reachable/')
const base = new URL(address.endsWith('/') ? address : `${address}/`)
const faults = []

const page = await get(base)
if (!page.headers.get('content-type')?.startsWith('text/html')) faults.push(`the page comes as ${page.headers.get('content-type')}, not text/html`)
if (!(await page.text()).includes('Content-Security-Policy')) faults.push('the page lost its Content-Security-Policy')
const worker = await get(new URL('sw.js', base))
if (!/javascript/.test(worker.headers.get('content-type') ?? '')) faults.push(`sw.js comes as ${worker.headers.get('content-type')}: it cannot be kept for offline use`)
if (/max-age=(?!0\b)\d+/.test(worker.headers.get('cache-control') ?? '')) faults.push(`sw.js may be cached (${worker.headers.get('cache-control')}): newer versions will be late; send "no-cache"`)
if (base.protocol !== 'https:' && base.hostname !== 'localhost') faults.push('without https browsers keep nothing for offline use')
const kept = [...(await worker.text()).matchAll(/url:\s*"([^"]+)"/g)].map(([, url]) => url)
if (kept.length === 0) faults.push('sw.js lists no files')
for (const url of kept) await get(new URL(url, base))

console.log(`${kept.length} files asked for.`)
if (faults.length > 0) fail(faults.map((fault) => `✗ ${fault}`).join('\n'))
console.log('All of it is served as it should be.')

async function get(url) {
  const response = await fetch(url).catch((error) => fail(`${url} cannot be reached: ${error.cause?.message ?? error.message}`))
  if (!response.ok) faults.push(`${url.pathname} answers ${response.status}`)
  return response
}
