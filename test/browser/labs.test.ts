import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readTests } from '../../src/sim/tools/netassert/read.ts'
import { BuiltApp, type Profile } from './app.ts'
import { violations } from './axe.ts'
import { LessonScreen } from './lesson-screen.ts'

const app = new BuiltApp()
let profile: Profile

beforeEach(async () => {
  profile = await app.profile({ acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'] })
})
afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

/** A lesson in which a tool is run in the terminal. */
class Lab extends LessonScreen {
  get terminal() {
    return this.page.getByRole('tabpanel', { name: 'Terminal' })
  }
  get output() {
    return this.terminal.getByRole('log').locator('section').last()
  }

  static async start(id: string): Promise<Lab> {
    const lab = new Lab((await profile.open(`#/lesson/${id}`)).page)
    await lab.isOpen(id)
    return lab
  }

  async openTerminal(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Terminal' }).click()
    await this.terminal.getByLabel('Run on').locator('option').first().waitFor({ state: 'attached' })
  }

  /** Asks a flow, asserts what is so, and where `turned` expects the opposite. */
  async assert(from: string, to: string, port: string, turned = false): Promise<void> {
    await this.page.getByRole('tab', { name: 'Trace' }).click()
    await this.ask(from, to, port)
    await this.page.getByRole('button', { name: 'Assert', exact: true }).click()
    await this.page.getByRole('button', { name: 'Asserted' }).waitFor()
    if (!turned) return
    await this.page.getByRole('tab', { name: /^Assertions/ }).click()
    await this.page
      .getByRole('tabpanel', { name: 'Assertions' })
      .locator('tbody tr')
      .last()
      .getByRole('button', { name: /^Expected/ })
      .click()
  }
}

describe('a lab: before, the fix, after', () => {
  it('netassert fails over a name that is not told, and passes when it is', async () => {
    const id = 'testing/take-it-to-the-cluster'
    const lab = await Lab.start(id)
    await lab.assert('shop/web', 'shop/api', '8080')
    await lab.assert('shop/api', 'shop/db', '5432')
    await lab.assert('shop/web', 'dev/web', '8080')
    await lab.assert('shop/web', 'kube-system/dns', '53/UDP', true)
    await lab.openTerminal()
    await lab.terminal.getByRole('button', { name: 'netassert', exact: true }).click()
    await lab.output.getByText('total 1 test cases have failed').waitFor()
    await lab.writeSolution(id)
    await lab.terminal.getByRole('button', { name: 'netassert', exact: true }).click()
    await lab.output.getByText('Wrote test result in a TAP File').waitFor()
    expect(await lab.output.getByText('have failed').count()).toBe(0)
    await lab.page.getByRole('tab', { name: /^Assertions/ }).click()
    const [download] = await Promise.all([
      lab.page.waitForEvent('download'),
      lab.page.getByRole('button', { name: 'Export tests' }).click(),
    ])
    expect(readTests(readFileSync((await download.path())!, 'utf8'))).toMatchObject({
      ok: true,
      value: [{}, {}, { exitCode: 1 }, { protocol: 'udp', exitCode: 0 }],
    })
    await lab.isComplete()
    expect(await violations(lab)).toEqual([])
  })

  it('kube-bench warns of namespaces without a policy, and passes when each has one', async () => {
    const id = 'testing/what-the-benchmark-wants'
    const lab = await Lab.start(id)
    await lab.openTerminal()
    await lab.terminal.getByRole('button', { name: 'kube-bench', exact: true }).click()
    await lab.output.getByText('[WARN] 5.3.2').waitFor()
    await lab.goals.getByRole('button', { name: 'Solve' }).click()
    await lab.page.getByRole('dialog').getByRole('button', { name: 'Show the solution' }).click()
    await lab.terminal.getByRole('button', { name: 'kube-bench', exact: true }).click()
    await lab.output.getByText('[PASS] 5.3.2').waitFor()
    await lab.banner.waitFor()
  })

  it('kube-hunter finds kubelets from a pod, and none behind policies', async () => {
    const id = 'testing/the-hunters-map'
    const lab = await Lab.start(id)
    await lab.openTerminal()
    await lab.terminal.getByLabel('Run on').selectOption('dev/dbg')
    await lab.terminal.getByRole('button', { name: 'kube-hunter', exact: true }).click()
    await lab.output.getByText('KHV036').first().waitFor()
    await lab.page
      .getByText(/no longer developed/)
      .first()
      .waitFor()
    await lab.writeSolution(id)
    await lab.terminal.getByRole('button', { name: 'kube-hunter', exact: true }).click()
    await lab.output.getByText("Kube Hunter couldn't find any clusters").waitFor()
    expect(await lab.output.getByText('KHV036').count()).toBe(0)
    await lab.isComplete()
  })
})
