import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, test } from 'vitest'
import { benchOf } from '../../src/world/bench/bench.ts'
import { openWorld, type Question, type World } from '../../src/world/index.ts'

const SHOP = readFileSync(new URL('../fixtures/clusters/shop.yaml', import.meta.url), 'utf8')
const PEERS = ['shop/web', 'shop/db', 'dev/web', 'monitoring/prom', 'ip:203.0.113.9', 'node:n2'] as const

const peer = fc.constantFrom(
  '',
  'fromEndpoints: [{matchLabels: {app: web}}]',
  'fromEndpoints: [{}]',
  'fromEntities: [world]',
  'fromEntities: [cluster]',
  'fromCIDR: [203.0.113.0/24]',
)
const port = fc.constantFrom('', '8080', '9090', '0')
const path = fc.constantFrom('/a', '/a(/.*)?', '/[a-z]+', '/a|/b', '(a+)+$', '/v\\d{1,3}/x')
const entry = fc.record({ peer, port, http: fc.option(path) }).map(({ peer, port, http }) => {
  const rules = http !== null && port !== '' && port !== '0' ? `, rules: {http: [{path: ${JSON.stringify(http)}}]}` : ''
  const ports = port === '' ? '' : `toPorts: [{ports: [{port: "${port}", protocol: TCP}]${rules}}]`
  return `{${[peer, ports].filter((part) => part !== '').join(', ')}}`
})
const policy = (name: string, spec: string) =>
  `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: ${name}, namespace: shop}\nspec: {endpointSelector: {matchLabels: {app: api}}, ${spec}}\n`
const open = (...policies: readonly string[]): World =>
  openWorld({
    documents: [{ name: 'cluster', text: SHOP }, ...policies.map((text, index) => ({ name: `p${index}`, text }))],
    cni: { name: 'cilium' },
  })
const questions: readonly Question[] = PEERS.flatMap((from) =>
  [8080, 9090].flatMap((port) =>
    [undefined, '/a', '/b', '/zzz'].map((asked): Question => ({
      from,
      to: 'shop/api',
      port,
      ...(asked !== undefined && { http: { path: asked } }),
    })),
  ),
)
const told = (world: World) =>
  questions.map((question) => {
    const { outcome, cause } = world.ask(question)
    return `${outcome} ${cause ?? ''}`
  })
const RANK = { denied: 0, conditional: 1, allowed: 2, unanswerable: -1 } as const

/** Each run opens several worlds. */
const PATIENCE = 60_000

describe('policies of Cilium', { timeout: PATIENCE }, () => {
  test('their order decides nothing', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 4 }), (entries) => {
        const policies = entries.map((each, index) => policy(`p${index}`, `ingress: [${each}]`))
        const forth = told(open(...policies))
        const back = told(open(...[...policies].reverse()))
        const inOne = told(open(policy('p', `ingress: [${entries.join(', ')}]`)))
        return forth.join() === back.join() && forth.join() === inOne.join()
      }),
      { numRuns: 8 },
    )
  })

  test('a denial wins over whatever is allowed, and opens nothing', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 3 }),
        peer.filter((text) => text !== ''),
        (entries, denied) => {
          const before = open(
            policy('p', `ingress: [${entries.join(', ')}${entries.length > 0 ? ', ' : ''}{fromEntities: [none]}]`),
          )
          const after = open(
            policy('p', `ingress: [${entries.join(', ')}${entries.length > 0 ? ', ' : ''}{fromEntities: [none]}]`),
            policy('d', `ingressDeny: [{${denied}}]`),
          )
          const denies = open(policy('x', `ingress: [{${denied}}]`))
          return questions.every((question) => {
            const [was, is] = [before.ask(question).outcome, after.ask(question).outcome]
            if (RANK[is] > RANK[was]) return false
            return denies.ask(question).outcome !== 'allowed' || question.from.startsWith('node:') || is === 'denied'
          })
        },
      ),
      { numRuns: 8 },
    )
  })

  test('what a rule asks of requests never widens it', () => {
    fc.assert(
      fc.property(peer, path, fc.constantFrom('8080', '9090'), (who, wanted, port) => {
        const ports = `ports: [{port: "${port}", protocol: TCP}]`
        const start = who === '' ? '' : `${who}, `
        const plain = open(policy('p', `ingress: [{${start}toPorts: [{${ports}}]}]`))
        const asking = open(
          policy('p', `ingress: [{${start}toPorts: [{${ports}, rules: {http: [{path: ${JSON.stringify(wanted)}}]}}]}]`),
        )
        return questions.every((question) => RANK[asking.ask(question).outcome] <= RANK[plain.ask(question).outcome])
      }),
      { numRuns: 8 },
    )
  })

  test('what is listed as passing passes, and is listed only where the matrix says that it depends', () => {
    fc.assert(
      fc.property(path, path, (first, second) => {
        const world = open(
          policy(
            'p',
            `ingress: [{fromEndpoints: [{matchLabels: {app: web}}], toPorts: [{ports: [{port: "8080", protocol: TCP}], rules: {http: [{path: ${JSON.stringify(first)}}, {method: PUT, path: ${JSON.stringify(second)}}]}}]}]`,
          ),
        )
        return PEERS.every((from) => {
          const base: Question = { from, to: 'shop/api', port: 8080 }
          const { passing } = benchOf(world, { base, lines: [] })
          const depends = world
            .connections({ from: from === 'shop/web' ? 'shop/web' : from, to: 'deploy:shop/api' })
            .some(({ conditional }) => Object.values(conditional).some((ranges) => ranges.length > 0))
          return (
            passing.every((text) => {
              const read = world.parse(text)
              return read.ok && world.ask(read.value).outcome === 'allowed'
            }) &&
            (passing.length === 0 || depends || world.ask(base).outcome === 'conditional')
          )
        })
      }),
      { numRuns: 8 },
    )
  })
})
