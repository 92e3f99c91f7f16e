import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settingOf } from '../../src/sim/cni/choice.ts'
import { BuiltApp, type Profile, type Screen } from './app.ts'
import { violations } from './axe.ts'

const app = new BuiltApp()
let profile: Profile

beforeEach(async () => {
  profile = await app.profile()
})
afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

const NODES = `apiVersion: v1
kind: Node
metadata: {name: cp, labels: {node-role.kubernetes.io/control-plane: ''}}
status: {addresses: [{type: InternalIP, address: 192.168.56.10}]}
---
apiVersion: v1
kind: Node
metadata: {name: n1}
status: {addresses: [{type: InternalIP, address: 192.168.56.11}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {nodeName: n1, containers: [{name: web, image: x}]}
---
apiVersion: v1
kind: Pod
metadata: {name: api, namespace: shop, labels: {app: api}}
spec: {nodeName: n1, containers: [{name: api, image: x, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{port: 80, targetPort: 8080}]}
`
const OPEN_KUBELET = `apiVersion: reachable/v1
kind: Machine
metadata:
  name: n1
spec:
  processes:
    - program: kubelet
      flags:
        - --anonymous-auth=true
        - --authorization-mode=AlwaysAllow
`
const DENY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: no-egress
  namespace: shop
spec:
  podSelector: {}
  policyTypes: [Egress]
`

const panel = ({ page }: Screen) => page.getByRole('tabpanel', { name: 'Terminal' })

async function openTerminal(screen: Screen): Promise<void> {
  await screen.page.getByRole('tab', { name: 'Terminal' }).click()
  await panel(screen).getByLabel('Run on').locator('option').first().waitFor({ state: 'attached' })
}

async function type(screen: Screen, line: string): Promise<void> {
  await panel(screen).getByLabel('Command', { exact: true }).fill(line)
  await screen.page.keyboard.press('Enter')
}

const output = (screen: Screen) => panel(screen).getByRole('log').locator('section').last()

describe('the terminal', () => {
  it('reaches and does not reach, remembers, completes, and leads to the question', async () => {
    const screen = await profile.openWork({ documents: [{ name: 'nodes', text: NODES }] })
    await openTerminal(screen)
    await panel(screen).getByLabel('Run on').selectOption('shop/web')
    await type(screen, 'nc -zv -w 2 api 80')
    await output(screen).getByText('Connection to api 80 port [tcp/*] succeeded!').click()
    await screen.says('Allowed')
    await openTerminal(screen)
    const field = panel(screen).getByLabel('Command', { exact: true })
    await field.press('ArrowUp')
    expect(await field.inputValue()).toBe('nc -zv -w 2 api 80')
    await field.fill('kube-be')
    await panel(screen).getByRole('button', { name: 'kube-bench', exact: true }).last().waitFor()
    await field.press('ArrowRight')
    expect(await field.inputValue()).toBe('kube-bench ')
    expect(await violations(screen)).toEqual([])
  })

  it('shows under Cilium what the commands before it sent', async () => {
    const screen = await profile.openWork({
      documents: [
        { name: 'deny', text: DENY },
        { name: 'nodes', text: NODES },
      ],
      cni: settingOf({ name: 'cilium' }),
    })
    await openTerminal(screen)
    await panel(screen).getByLabel('Run on').selectOption('shop/web')
    await type(screen, 'curl -m 2 http://api/')
    await output(screen).getByText('Connection timed out').waitFor()
    await panel(screen).getByRole('button', { name: 'hubble observe', exact: true }).click()
    await output(screen).getByText('Policy denied DROPPED').last().click()
    await screen.says('Denied')
  })

  it('benchmarks an open kubelet, leads to the flag, and mends it in one step that can be undone', async () => {
    const screen = await profile.openWork({
      documents: [
        { name: 'machine', text: OPEN_KUBELET },
        { name: 'nodes', text: NODES },
      ],
    })
    const { page } = screen
    await openTerminal(screen)
    await panel(screen).getByLabel('Run on').selectOption('node:n1')
    await type(screen, 'kube-bench --check 4.2.1,4.2.2')
    await output(screen).getByText('2 checks FAIL').first().waitFor()
    await output(screen).getByRole('button', { name: 'Mend 4.2.1' }).click()
    await page.locator('#editor').getByText('--anonymous-auth=false').first().waitFor()
    await output(screen)
      .getByRole('button', { name: /^Run again/ })
      .click()
    await output(screen).getByText('[PASS] 4.2.1').waitFor()
    await output(screen)
      .getByRole('button', { name: /^\[FAIL\] 4\.2\.2/ })
      .click()
    await page.locator('#editor').press('Control+z')
    await page.locator('#editor').getByText('--anonymous-auth=true').first().waitFor()
  })

  it('hunts from a pod, finds less behind a policy, and says that the tool has ended', async () => {
    const screen = await profile.openWork({ documents: [{ name: 'nodes', text: NODES }] })
    await openTerminal(screen)
    await panel(screen).getByLabel('Run on').selectOption('shop/web')
    await panel(screen).getByRole('button', { name: 'kube-hunter', exact: true }).first().click()
    await output(screen).getByText('Found open service "API Server" at 10.96.0.1:443').waitFor()
    await panel(screen).getByText('kube-hunter is no longer developed').first().waitFor()
    await screen.page.close()
    const closed = await profile.openWork({
      documents: [
        { name: 'deny', text: DENY },
        { name: 'nodes', text: NODES },
      ],
    })
    await openTerminal(closed)
    await panel(closed).getByLabel('Run on').selectOption('shop/web')
    await type(closed, 'kube-hunter --pod')
    await output(closed).getByText("Kube Hunter couldn't find any clusters").waitFor()
    expect(await output(closed).getByText('API Server').count()).toBe(0)
  })
})
