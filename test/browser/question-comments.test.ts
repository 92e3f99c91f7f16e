import { afterAll, beforeAll, expect, it } from 'vitest'
import { BuiltApp, type Profile } from './app.ts'

const app = new BuiltApp()
let profile: Profile
beforeAll(async () => {
  profile = await app.profile({ viewport: { width: 1024, height: 800 } })
})
afterAll(() => profile.close())

const pod = (name: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec: { containers: [{ name: c, image: x, ports: [{ containerPort: 8080 }] }] }
`
const WORLD = {
  name: 'world',
  text: [
    pod('web'),
    pod('with-a-name-that-leaves-no-room-for-anything-behind-it'),
    `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: shop }
spec: { podSelector: { matchLabels: { app: web } } }
`,
  ].join('---\n'),
}
const QUESTIONS = {
  name: 'questions',
  text: `# ? shop/with-a-name-that-leaves-no-room-for-anything-behind-it -> shop/web:8080
# ? shop/web -> shop/with-a-name-that-leaves-no-room-for-anything-behind-it:8080
`,
}

it('a comment that asks shows its verdict beside its number too, where the end of the line is out of sight', async () => {
  const { page } = await profile.openWork({ documents: [QUESTIONS, WORLD], active: 'questions' })
  const signs = page.locator('.margin-view-overlays .answer-sign')
  await signs.nth(1).waitFor()
  const colours = await signs.evaluateAll((each) => each.map((sign) => sign.className.match(/answer-(deny|open)/)?.[0]))
  expect(colours).toEqual(['answer-deny', 'answer-open'])
  const editor = (await page.locator('#editor').boundingBox())!
  const words = page.locator('.view-line .answer').first()
  await words.waitFor({ state: 'attached' })
  expect((await words.boundingBox())!.x).toBeGreaterThan(editor.x + editor.width)
  expect((await signs.first().boundingBox())!.x).toBeLessThan(editor.x + 80)
  expect(profile.complaints).toEqual([])
})
