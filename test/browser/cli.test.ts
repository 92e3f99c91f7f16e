import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureBuild } from '../../scripts/build.mjs'

// Built with the page, and tried as it is used: as a process.
const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const PROGRAM = join(ROOT, JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).bin.reachable)
let folder: string

beforeAll(async () => {
  await ensureBuild()
  folder = mkdtempSync(join(tmpdir(), 'reachable-'))
  const pod = (name: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}\nspec: {containers: [{name: c, image: i, ports: [{containerPort: 80}]}]}\n`
  mkdirSync(join(folder, 'k8s', 'policies'), { recursive: true })
  writeFileSync(join(folder, 'k8s', 'web.yaml'), pod('web'))
  writeFileSync(join(folder, 'k8s', 'api.yml'), pod('api'))
  writeFileSync(join(folder, 'k8s', 'notes.txt'), 'kind: nothing')
  writeFileSync(
    join(folder, 'k8s', 'policies', 'api.yaml'),
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: api, namespace: shop}\nspec: {podSelector: {matchLabels: {app: api}}}\n',
  )
  writeFileSync(join(folder, 'assertions.txt'), 'deny shop/web -> shop/api:80\nallow shop/api -> shop/web:80\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function reachable(args: readonly string[], input = ''): readonly [exitCode: number | null, out: string, err: string] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
  })
  return [status, stdout, stderr]
}

it('checks the manifests of a folder, and ends as CI needs it', () => {
  expect(reachable(['check', '-a', 'assertions.txt', 'k8s'])).toEqual([
    0,
    'ok    deny shop/web -> shop/api:80\nok    allow shop/api -> shop/web:80\n2 of 2 hold\n',
    '',
  ])
  expect(reachable(['check', '-a', 'assertions.txt', 'k8s/web.yaml', 'k8s/api.yml'])[0]).toBe(1)
  expect(reachable(['check', '-a', 'gone.txt', 'k8s'])).toEqual([
    2,
    '',
    'reachable: gone.txt: no such file or folder\nreachable --help tells more.\n',
  ])
})

it('reads the standard input, and compares two states', () => {
  expect(
    reachable(['ask', 'shop/web -> shop/web:80', '-'], readFileSync(join(folder, 'k8s', 'web.yaml'), 'utf8'))[0],
  ).toBe(0)
  expect(reachable(['diff', 'k8s', 'k8s'])).toEqual([0, '', ''])
  expect(reachable(['lint', 'k8s'])[0]).toBe(0)
})

it('tells apart what may pass, what changed and what is wrong by how it ends', () => {
  expect(reachable(['ask', 'shop/api -> shop/web:80', 'k8s'])[0]).toBe(0)
  expect(reachable(['ask', 'shop/web -> shop/api:80', 'k8s'])).toEqual([
    1,
    expect.stringContaining('Denied at shop/api'),
    '',
  ])
  expect(reachable(['ask', 'shop/web -> shop/gone:80', 'k8s'])[0]).toBe(2)
  expect(reachable(['list', 'k8s'])).toEqual([0, expect.stringContaining('shop/api → shop/web: all'), ''])
  expect(reachable(['diff', 'k8s/web.yaml', 'k8s'])[0]).toBe(1)
  writeFileSync(
    join(folder, 'broken.yaml'),
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: x}\nspec: {podSelector: {}, policyTypes: [Inbound]}\n',
  )
  expect(reachable(['lint', 'broken.yaml'])).toEqual([1, expect.stringContaining('broken.yaml:4:'), ''])
  expect(reachable(['frob'])[0]).toBe(2)
})

it('checks a file of netassert, and prints TAP and JUnit', () => {
  const end = (name: string) => `{k8sResource: {kind: pod, name: ${name}, namespace: shop}}`
  writeFileSync(
    join(folder, 'tests.yaml'),
    `- {name: shut, type: k8s, targetPort: 80, exitCode: 1, src: ${end('web')}, dst: ${end('api')}}\n- {name: open, type: k8s, targetPort: 80, exitCode: 0, src: ${end('web')}, dst: ${end('api')}}\n`,
  )
  const [exitCode, tap] = reachable(['check', '-a', 'tests.yaml', '--format', 'tap', 'k8s'])
  expect([exitCode, tap]).toEqual([
    1,
    expect.stringMatching(/^TAP version 14\n1\.\.2\nok 1 - shut: deny .*\nnot ok 2 - open: allow .*\n/),
  ])
  expect(reachable(['check', '-a', 'tests.yaml', '--format', 'junit', 'k8s'])).toEqual([
    1,
    expect.stringMatching(/<testsuites [^>]*tests="2" failures="1"/),
    '',
  ])
})

it('knows the kinds that the page fetches only when they are named', () => {
  const policy =
    'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: api, namespace: shop}\nspec: {endpointSelector: {matchLabels: {app: web}}, ingress: [{fromEntities: [none]}]}\n'
  writeFileSync(join(folder, 'cilium.yaml'), policy)
  expect(reachable(['check', '-a', 'assertions.txt', 'k8s', 'cilium.yaml', '--cni', 'cilium'])[0]).toBe(1)
  expect(reachable(['check', '-a', 'assertions.txt', 'k8s', 'cilium.yaml', '--cni', 'calico'])[0]).toBe(0)
})

it('says that a folder has no manifests, and what may not be read', () => {
  mkdirSync(join(folder, 'empty'))
  expect(reachable(['lint', 'empty'])).toEqual([
    2,
    '',
    'reachable: empty: no YAML or JSON files in it\nreachable --help tells more.\n',
  ])
})

it('ends quietly when its reader has seen enough', async () => {
  const pods = Array.from(
    { length: 60 },
    (_, index) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: p${index}, namespace: shop, labels: {app: a${index}}}\nspec: {containers: [{name: c, image: i}]}\n`,
  )
  writeFileSync(join(folder, 'many.yaml'), pods.join('---\n'))
  const child = spawn(process.execPath, [PROGRAM, 'list', '--json', 'many.yaml'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  child.stdout.once('data', () => child.stdout.destroy())
  expect([...(await once(child, 'close')), complaint]).toEqual([0, null, ''])
})
