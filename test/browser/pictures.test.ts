import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile } from './app.ts'
import { ALLOW_WEB, SHOP } from './worlds.ts'

const app = new BuiltApp()
let profile: Profile

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

describe('what is saved', () => {
  it('is a picture that opens again as the work it shows, and a report in words', async () => {
    profile = await app.profile()
    const screen = await profile.openWork({
      documents: [SHOP, ALLOW_WEB],
      active: ALLOW_WEB.name,
      question: 'shop/web -> shop/api:8080',
      view: 'graph',
    })
    const { page } = screen
    await screen.says('Denied')
    const save = async (what: string) => {
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: what }).click(),
      ])
      return { name: download.suggestedFilename(), path: await download.path() }
    }
    const svg = await save('SVG')
    expect(svg.name).toBe('reachable-graph.svg')
    const text = readFileSync(svg.path, 'utf8')
    expect(text).toContain('<metadata>reachable #v1.')
    expect(text).toMatch(/<text[^>]*>[^]*exporter/)
    expect(text).not.toMatch(/class=|<script|onclick/)
    const png = await save('PNG')
    expect([...readFileSync(png.path).subarray(1, 4)]).toEqual([...Buffer.from('PNG')])
    await page.getByRole('tab', { name: 'Matrix' }).click()
    const matrix = await save('SVG')
    expect(matrix.name).toBe('reachable-matrix.svg')
    expect(readFileSync(matrix.path, 'utf8')).toMatch(
      /<metadata>reachable #v1\.[^]*<title>shop\/web to shop\/api 8080 TCP: /,
    )
    await page.getByRole('tab', { name: 'Graph' }).click()
    const report = readFileSync((await save('Markdown report')).path, 'utf8')
    expect(report).toContain('### shop/allow-web')
    expect(report).toContain('[Open in Reachable](http')

    for (const { path, name } of [svg, png]) {
      const other = await app.profile()
      const opened = await other.open()
      await opened.says('Denied')
      await opened.page
        .getByRole('button', { name: /^Examples/ })
        .first()
        .click()
      const [chooser] = await Promise.all([
        opened.page.waitForEvent('filechooser'),
        opened.page.getByRole('button', { name: 'Open files…' }).click(),
      ])
      await chooser.setFiles({ name, mimeType: '', buffer: readFileSync(path) })
      await opened.page.getByText('Shared work').first().waitFor()
      await opened.page.getByRole('tab', { name: /^allow-web/ }).waitFor()
      expect(other.complaints).toEqual([])
      await other.close()
    }
  })
})
