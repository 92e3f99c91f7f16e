import { readFileSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { BuiltApp, Screen, type Profile } from './app.ts'
import { ALLOW_WEB, SHOP } from './worlds.ts'

const app = new BuiltApp()
const DIST = fileURLToPath(new URL('../../dist', import.meta.url))
let profile: Profile

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

describe('the page', () => {
  it('shows its shell and the text before the editor is there', async () => {
    profile = await app.profile()
    const screen = await profile.blank()
    let letThrough = () => {}
    const wait = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    await screen.page.route(/Editor|monaco/i, async (route) => {
      await wait
      await route.continue()
    })
    // The page counts as loaded only with what it imports at once, which may be the editor.
    await screen.page.goto(app.address, { waitUntil: 'commit' })
    await screen.page.locator('#editor .waiting').getByText('podSelector').first().waitFor()
    expect(await screen.page.locator('.monaco-editor').count()).toBe(0)
    letThrough()
    await screen.editorIsThere()
  })

  it('stays below 300 kB before the editor and below 1.6 MB with it, compressed', async () => {
    profile = await app.profile()
    const screen = await profile.open()
    await screen.says('Denied')
    await screen.editorIsThere()
    await screen.page.waitForLoadState('networkidle')
    const loaded = await screen.page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    )
    const sizes = new Map(
      ['/index.html', ...new Set(loaded)].map((path) => [path, gzipSync(readFileSync(join(DIST, path))).length]),
    )
    const sum = (paths: Iterable<string>) => [...paths].reduce((total, path) => total + (sizes.get(path) ?? 0), 0)
    const editor = [...sizes.keys()].filter((path) => /Editor|monaco|yaml\.worker|editor\.worker|codicon/i.test(path))
    expect(editor.length).toBeGreaterThan(0)
    expect(sum(sizes.keys()) - sum(editor)).toBeLessThan(300_000)
    expect(sum(sizes.keys())).toBeLessThan(1_600_000)
  })

  it('moves the picture with buttons, wheel and drag, and shows all of it again', async () => {
    profile = await app.profile()
    const screen = await profile.open()
    await screen.says('Denied')
    const graph = screen.page.locator('figure.graph')
    const view = async () =>
      /translate\(([-\d.]+) ([-\d.]+)\) scale\(([-\d.]+)\)/
        .exec((await graph.locator('g.world').getAttribute('transform')) ?? '')!
        .slice(1)
        .map(Number) as [x: number, y: number, k: number]
    const fitted = await view()
    await graph.getByRole('button', { name: 'Larger' }).click()
    await screen.until(async () => (await view())[2] > fitted[2] * 1.24)
    await graph.getByRole('button', { name: 'Show all' }).click()
    await screen.until(async () => (await view())[2] === fitted[2])
    const box = (await graph.locator('svg').first().boundingBox())!
    await screen.page.mouse.move(box.x + 12, box.y + 60)
    await screen.page.mouse.wheel(0, -400)
    await screen.until(async () => (await view())[2] > fitted[2] * 1.2)
    const near = await view()
    await screen.page.mouse.down()
    await screen.page.mouse.move(box.x + 92, box.y + 90, { steps: 4 })
    await screen.page.mouse.up()
    await screen.until(async () => {
      const [x, y, k] = await view()
      return k === near[2] && Math.abs(x - near[0] - 80) < 1 && Math.abs(y - near[1] - 30) < 1
    })
  })

  it('works under a sub-path of any static server', async () => {
    profile = await app.profile()
    const types: Readonly<Record<string, string>> = {
      '.html': 'text/html',
      '.js': 'text/javascript',
      '.css': 'text/css',
      '.svg': 'image/svg+xml',
      '.ttf': 'font/ttf',
    }
    const files = new Map(
      readdirSync(DIST, { recursive: true, encoding: 'utf8' }).map((path) => [
        `/some/where/${path.replaceAll('\\', '/')}`,
        join(DIST, path),
      ]),
    )
    const server = createServer(({ url = '' }, response) => {
      const path = files.get(url === '/some/where/' ? '/some/where/index.html' : url)
      response.writeHead(path ? 200 : 404, { 'content-type': types[extname(path ?? '')] ?? 'application/octet-stream' })
      response.end(path ? readFileSync(path) : '')
    })
    await new Promise<void>((resolve) => {
      server.listen(0, 'localhost', resolve)
    })
    const { port } = server.address() as { port: number }
    const { page } = await profile.open()
    const failed: string[] = []
    page.on('response', (response) => {
      if (response.status() >= 400) failed.push(response.url())
    })
    await page.goto(`http://localhost:${port}/some/where/`)
    const screen = new Screen(page)
    await screen.says('Denied')
    await screen.editorIsThere()
    expect(failed).toEqual([])
    // Requests to the other port are this test's own doing.
    const complaints = profile.complaints as string[]
    complaints.splice(
      0,
      Infinity,
      ...complaints.filter((each) => !each.startsWith(`request: http://localhost:${port}/`)),
    )
    server.close()
  })

  it('shows names that look like markup as names', async () => {
    profile = await app.profile()
    const hostile = SHOP.text
      .replaceAll('env: dev', "env: dev\n    note: 'x'")
      .replace('purpose: monitoring', 'purpose: "<img src=x onerror=alert(1)>"')
    const screen = await profile.openWork({
      documents: [
        { name: '<b>tab</b>', text: hostile },
        ALLOW_WEB,
        { name: 'web\u202egpj.yaml', text: '# a\u200bb\n' },
      ],
      question: '<img src=x> -> shop/api:8080',
    })
    await screen.page.getByRole('tab', { name: '<b>tab</b>' }).waitFor()
    await screen.page.getByRole('tab', { name: 'web‹U+202E›gpj.yaml' }).click()
    await screen.page.locator('.monaco-editor .unicode-highlight').first().waitFor()
    await screen.page.waitForTimeout(1000)
    expect(await screen.page.evaluate(() => document.querySelectorAll('img, b > b').length)).toBe(0)
  })

  it('shows a message about a megabyte without its middle, and all of its own', async () => {
    profile = await app.profile()
    const long = 'x'.repeat(1_000_000)
    const screen = await profile.openWork({
      documents: [
        SHOP,
        {
          name: 'long',
          text: `apiVersion: v1\nkind: Pod\nmetadata: {name: ${long}, namespace: shop, labels: {app: ${long}}}\nspec: {containers: [{name: c, image: i}]}\n`,
        },
      ],
      active: 'long',
      question: 'shop/web -> shop/api:8080',
    })
    await screen.problems.getByText(/metadata\.name: Invalid value: "x+‹…\d+…›/).waitFor()
    await screen.says('Allowed')
    expect(await screen.page.evaluate(() => document.body.innerText.length)).toBeLessThan(100_000)
  })

  it('goes on with another engine when the one at work breaks or falls silent', async () => {
    profile = await app.profile()
    const screen = await profile.openWork({
      documents: [SHOP, ALLOW_WEB],
      active: ALLOW_WEB.name,
      question: 'shop/web -> shop/api:8080',
    })
    const { page } = screen
    await screen.says('Denied')
    await screen.clickLine('app: web-frontend')
    const engine = () => page.workers().find((worker) => /engine/.test(worker.url()))!
    const broken = engine()
    await broken.evaluate(() => {
      setTimeout(() => {
        throw new Error('broken by a test')
      })
    })
    await page.getByText('it was started again').waitFor()
    for (let letter = 0; letter < '-frontend'.length; letter++) await page.keyboard.press('Backspace')
    await screen.says('Allowed')
    const silent = engine()
    expect(silent).not.toBe(broken)
    await silent.evaluate(() => close())
    await page.keyboard.insertText('-frontend')
    await page.getByText('took longer than 5 s and was stopped').waitFor()
    await page.keyboard.press('Control+z')
    await screen.says('Allowed')
    await page.keyboard.press('Control+y')
    await screen.says('Denied')
    expect(await screen.text()).toContain('app: web-frontend')
    // The error is the test's own.
    ;(profile.complaints as string[]).splice(0)
  })

  it('forbids itself eval, inline scripts and every other host', async () => {
    profile = await app.profile()
    const { page } = await profile.open()
    const policy = await page.evaluate(() =>
      document.querySelector('meta[http-equiv="Content-Security-Policy"]')!.getAttribute('content')!,
    )
    const directives = new Map(
      policy.split(';').map((directive) => {
        const [name, ...sources] = directive.trim().split(/\s+/)
        return [name!, sources]
      }),
    )
    expect(directives.get('default-src')).toEqual(["'none'"])
    expect(directives.get('script-src')).toEqual(["'self'"])
    expect(
      [...directives.values()]
        .flat()
        .filter((source) => !["'none'", "'self'", "'unsafe-inline'", 'data:'].includes(source)),
    ).toEqual([])
    expect([...directives].filter(([, sources]) => sources.includes("'unsafe-inline'")).map(([name]) => name)).toEqual([
      'style-src',
    ])
    const tried = await page.evaluate(async () => {
      const refused = new Set<string>()
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
        refused.add(`${effectiveDirective} ${blockedURI}`),
      )
      const add = (tag: string, fields: object) =>
        document.body.append(Object.assign(document.createElement(tag), fields))
      add('script', { textContent: 'window.ran = 1' })
      add('div', { innerHTML: '<p onclick="window.ran = 2"></p>' })
      document.querySelector<HTMLElement>('p[onclick]')!.click()
      setTimeout('window.ran = 3')
      add('img', { src: 'https://example.invalid/x.png' })
      add('iframe', { src: 'https://example.invalid/' })
      const fetched = await fetch('https://example.invalid/').then(
        () => true,
        () => false,
      )
      while (refused.size < 6)
        await new Promise((resolve) => {
          setTimeout(resolve, 20)
        })
      return { refused: [...refused].sort(), fetched, ran: 'ran' in window }
    })
    expect(tried).toEqual({
      refused: [
        'connect-src https://example.invalid/',
        'frame-src https://example.invalid',
        'img-src https://example.invalid/x.png',
        'script-src eval',
        'script-src-attr inline',
        'script-src-elem inline',
      ],
      fetched: false,
      ran: false,
    })
    // What it was refused is told to whoever develops.
    ;(profile.complaints as string[]).splice(0)
  })
})
