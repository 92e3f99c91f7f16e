import { describe, expect, it } from 'vitest'
import { cniAdd, type CniExchange } from '../../src/sim/architecture/cni-add.ts'
import type { CniCall, CniExec } from '../../src/sim/architecture/exchange/exchange.ts'
import { CNI_OFFERS } from '../../src/sim/cni/choice.ts'
import { openWorld, type CniChoice } from '../../src/world/index.ts'
import { cniAddFixtures, type CniAddCase } from './cni-add-fixture.ts'

const fixtures = cniAddFixtures()

/** The exchange for the pod `shop/web-0` with these addresses. */
function exchangeFor(cni: CniChoice, addresses: readonly string[], { podCIDR = '', spec = '' } = {}): CniExchange {
  const text = [
    `apiVersion: v1\nkind: Node\nmetadata: {name: node-a}\n${podCIDR && `spec: {podCIDR: ${podCIDR}}\n`}`,
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web-0, namespace: shop, annotations: {team: store}}\nspec: {nodeName: node-a, containers: [{name: web, image: web${spec}}]}\nstatus: {phase: Running, podIPs: [${addresses.map((ip) => `{ip: '${ip}'}`).join(', ')}]}\n`,
  ].join('---\n')
  const world = openWorld({ documents: [{ name: 'pod', text }], cni })
  return cniAdd(world.cluster, world.cluster.podByName.get('shop/web-0')!, world.cni)!
}

for (const { path, about, source, cases } of fixtures) {
  describe(`${path.replace(/^.*\/|\.yaml$/g, '')}: ${about}`, () => {
    it('says where it is written down', () => expect(source).toMatch(/^https:\/\//))
    it.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each) => compare(each))
  })
}

it('every plugin has its fixture', () => {
  expect(fixtures.map(({ path }) => path.replace(/^.*\/|\.yaml$/g, ''))).toEqual(
    CNI_OFFERS.map(({ name }) => name).sort(),
  )
})

function compare(each: CniAddCase): void {
  const exchange = exchangeFor(each.cni, [each.address], each.podCIDR ? { podCIDR: each.podCIDR } : {})
  const plain = (value: unknown) =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll(exchange.hostInterface, 'HOST')
        .replaceAll(exchange.madeUp.netns, 'NETNS')
        .replaceAll(exchange.madeUp.sandbox, 'SANDBOX'),
    ) as unknown
  if (each.conflist) expect(exchange.conflist).toMatchObject(each.conflist)
  if (each.calls.length > 0) expect(plain(exchange.execs.flatMap((exec) => lines(exec)))).toEqual(each.calls)
  for (const [plugin, stdin] of Object.entries(each.stdin))
    expect(
      all(exchange).flatMap((call) => (call.call === 'exec' && call.plugin === plugin ? [call.stdin] : []))[0],
    ).toMatchObject(stdin as object)
  for (const [file, content] of Object.entries(each.files))
    expect(all(exchange).flatMap((call) => (call.call === 'file' && call.path === file ? [call.text] : []))).toEqual([
      content,
    ])
  if (each.allocations)
    expect(
      all(exchange)
        .flatMap((call) => (call.call === 'request' ? (call.after ?? []) : []))
        .map(({ field }) => field),
    ).toEqual([each.allocations])
  if (each.hostInterface) expect(exchange.hostInterface).toMatch(new RegExp(each.hostInterface))
  if (each.result) expect(plain(exchange.result)).toMatchObject(each.result)
  if (each.del.length > 0) expect(exchange.del).toEqual(each.del)
  if (each.failure) expect(exchange.error.event).toContain(each.failure)
}

function lines(call: CniCall, depth = ''): readonly string[] {
  switch (call.call) {
    case 'exec':
      return [`${depth}exec ${call.plugin}`, ...call.inside.flatMap((inner) => lines(inner, `${depth}. `))]
    case 'file':
      return [`${depth}${call.access} ${call.path}`]
    case 'request':
      return [`${depth}${call.verb} ${call.target}`]
    case 'kernel':
      return [`${depth}kernel`]
  }
}

function all({ execs }: CniExchange): readonly CniCall[] {
  const inside = (call: CniCall): readonly CniCall[] => [
    call,
    ...(call.call === 'exec' ? call.inside.flatMap(inside) : []),
  ]
  return execs.flatMap(inside)
}

const execsOf = (exchange: CniExchange): readonly CniExec[] =>
  all(exchange).flatMap((call) => (call.call === 'exec' ? [call] : []))

/** What the CNI specification demands. Source: https://www.cni.dev/docs/spec/ */
describe.each(
  CNI_OFFERS.flatMap(({ name, modes }) => modes.map(({ id }) => [`${name} ${id}`, { name, mode: id }] as const)),
)('ADD with %s', (_name, cni) => {
  describe.each([
    ['one address', ['10.244.1.5']],
    ['two addresses', ['10.244.1.5', 'fd00:10:244:1::5']],
  ] as const)('%s', (_addresses, addresses) => {
    const exchange = exchangeFor(cni, addresses, { spec: ', ports: [{containerPort: 8080, hostPort: 80}]' })
    const execs = execsOf(exchange)

    it('answers in the version of its list', () => {
      for (const { stdin, stdout } of execs)
        expect([stdin.cniVersion, stdin.name, stdout.cniVersion]).toEqual([
          exchange.conflist.cniVersion,
          exchange.conflist.name,
          exchange.conflist.cniVersion,
        ])
    })

    it('gives every address a place among the interfaces, or none', () => {
      for (const {
        stdout: { interfaces = [], ips, cniVersion },
      } of execs) {
        for (const { interface: index, version, address } of ips) {
          if (index !== undefined)
            expect(interfaces[index]).toMatchObject({ name: 'eth0', sandbox: exchange.madeUp.netns })
          expect(version).toBe(cniVersion.startsWith('0.') ? (address.includes(':') ? '6' : '4') : undefined)
        }
        expect(ips.map(({ address }) => address.split('/')[0])).toEqual(addresses)
      }
    })

    it('hands each plugin of the list what the one before it answered', () => {
      expect(exchange.execs.map(({ plugin }) => plugin)).toEqual(exchange.conflist.plugins.map(({ type }) => type))
      exchange.execs.forEach(({ stdin }, index) => expect(stdin.prevResult).toEqual(exchange.execs[index - 1]?.stdout))
      expect(exchange.result).toEqual(exchange.execs.at(-1)!.stdout)
    })

    it('hands capabilities only to plugins that announce them', () => {
      for (const { stdin } of exchange.execs) {
        const announced = Object.keys((stdin.capabilities ?? {}) as object)
        expect(Object.keys((stdin.runtimeConfig ?? {}) as object)).toEqual(announced)
        if (stdin.type === 'portmap')
          expect(stdin.runtimeConfig).toEqual({
            portMappings: [{ hostPort: 80, containerPort: 8080, protocol: 'tcp' }],
          })
      }
    })

    it('starts plugins with all the variables of ADD', () => {
      const environment = Object.fromEntries(exchange.environment)
      expect(environment).toMatchObject({
        CNI_COMMAND: 'ADD',
        CNI_IFNAME: 'eth0',
        CNI_PATH: '/opt/cni/bin',
        CNI_CONTAINERID: expect.stringMatching(/^[0-9a-f]{64}$/),
        CNI_NETNS: expect.stringMatching(/^\/var\/run\/netns\/cni-[0-9a-f-]{36}$/),
      })
      expect(environment.CNI_ARGS).toContain('K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web-0;')
    })

    it('names interfaces as Linux allows, and undoes itself in reverse', () => {
      expect(exchange.hostInterface.length).toBeLessThanOrEqual(15)
      expect([...exchange.del].reverse()).toEqual(exchange.conflist.plugins.map(({ type }) => type))
      for (const { mac } of execs.flatMap(({ stdout }) => stdout.interfaces ?? []))
        if (mac !== undefined && mac !== '0') expect(mac).toMatch(/^[0-9a-f][26ae](?::[0-9a-f]{2}){5}$/)
    })

    it('fails with an error object', () =>
      expect(exchange.error.stdout).toMatchObject({
        cniVersion: exchange.conflist.cniVersion,
        code: 999,
        msg: expect.stringMatching(/\S/),
      }))
  })
})

it('pod annotations go to the plugin that wants them', () => {
  expect(exchangeFor({ name: 'aws-vpc-cni' }, ['10.10.1.5']).execs[0]!.stdin.runtimeConfig).toEqual({
    'io.kubernetes.cri.pod-annotations': { team: 'store', 'kubernetes.io/config.source': 'api' },
  })
})
