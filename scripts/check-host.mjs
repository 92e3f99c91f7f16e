// node scripts/check-host.mjs https://example.org/reachable/ : whether a host serves the playground whole and as it
// should.
import { fail } from './dependencies.mjs'

const [address] = process.argv.slice(2)
if (!address || !URL.canParse(address))
  fail('Which address? For example: node scripts/check-host.mjs https://example.org/reachable/')
const base = new URL(address.endsWith('/') ? address : `${address}/`)
const faults = []

const page = await get(base)
if (!page.headers.get('content-type')?.startsWith('text/html'))
  faults.push(`the page comes as ${page.headers.get('content-type')}, not text/html`)
const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(await page.text())?.[1] ?? null
if (policy === null) faults.push('the page lost its Content-Security-Policy')
// What a host sends counts beside what is in the page: it may forbid more, and both have to allow what the page needs.
const sent = page.headers.get('content-security-policy')
for (const [whose, text] of [
  ['the page', policy],
  ['the host', sent],
]) {
  if (text && /'unsafe-eval'|'wasm-unsafe-eval'/.test(text))
    faults.push(`the Content-Security-Policy of ${whose} allows eval, which nothing here needs`)
  if (whose === 'the page' && text && !/script-src 'self'(?:;|$)/.test(text))
    faults.push('the Content-Security-Policy of the page allows scripts from elsewhere')
}
if (sent && /(?:script|default)-src 'none'(?:;|$)/.test(sent) && !/script-src 'self'/.test(sent))
  faults.push(`the host forbids the page its own scripts (${sent})`)
const framing = /frame-ancestors ([^;]*)/.exec(sent ?? '')?.[1] ?? page.headers.get('x-frame-options')
console.log(
  framing
    ? `May be embedded by: ${framing}.`
    : 'May be embedded by any page: send "Content-Security-Policy: frame-ancestors" to choose who.',
)
if (page.headers.get('x-content-type-options') !== 'nosniff')
  console.log('Better sent as well: "X-Content-Type-Options: nosniff".')
const worker = await get(new URL('sw.js', base))
if (!/javascript/.test(worker.headers.get('content-type') ?? ''))
  faults.push(`sw.js comes as ${worker.headers.get('content-type')}: it cannot be kept for offline use`)
if (/max-age=(?!0\b)\d+/.test(worker.headers.get('cache-control') ?? ''))
  faults.push(
    `sw.js may be cached (${worker.headers.get('cache-control')}): newer versions will be late; send "no-cache"`,
  )
if (base.protocol !== 'https:' && base.hostname !== 'localhost')
  faults.push('without https browsers keep nothing for offline use')
const kept = [...(await worker.text()).matchAll(/url:\s*"([^"]+)"/g)].map(([, url]) => url)
if (kept.length === 0) faults.push('sw.js lists no files')
for (const url of kept) await get(new URL(url, base))

console.log(`${kept.length} files asked for.`)
if (faults.length > 0) fail(faults.map((fault) => `✗ ${fault}`).join('\n'))
console.log('All of it is served as it should be.')

async function get(url) {
  const response = await fetch(url).catch((error) =>
    fail(`${url} cannot be reached: ${error.cause?.message ?? error.message}`),
  )
  if (!response.ok) faults.push(`${url.pathname} answers ${response.status}`)
  return response
}
