import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { callerSees } from '../../../src/app/text/caller.ts'
import { benchText } from '../../../src/app/text/requests.ts'
import { benchOf } from '../../../src/world/bench/bench.ts'
import { observe } from '../../../src/world/hubble/observe.ts'
import { openWorld, type World } from '../../../src/world/index.ts'
import { walkOf } from '../../../src/world/walk.ts'

const SHOP = readFileSync(new URL('../../fixtures/clusters/shop.yaml', import.meta.url), 'utf8')
const policy = (spec: string, kind = 'p') =>
  `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: ${kind}, namespace: shop}\nspec: ${spec}\n---\n`
const CLOSED_OUT = policy('{endpointSelector: {matchLabels: {app: web}}, egress: [{}]}')
const QUESTION = { from: 'shop/web', to: 'shop/api', port: 8080 } as const

function open(policies: string, options: Readonly<Record<string, unknown>>): World {
  return openWorld({
    documents: [
      { name: 'cluster', text: SHOP },
      { name: 'policies', text: policies },
    ],
    cni: { name: 'cilium', options },
  })
}

const seen = (world: World) => callerSees(world.ask(QUESTION))?.output.join() ?? ''

describe('a pod whose packets are denied', () => {
  test('is told so at once where the agent is told to', () => {
    const world = open(CLOSED_OUT, { denyResponse: 'icmp' })
    expect(seen(world)).toContain('No route to host')
    expect(world.ask(QUESTION)).toMatchObject({ outcome: 'denied', cause: 'policy-drop', deniedAt: 'egress' })
    expect(benchText(benchOf(world, { base: QUESTION, lines: ['shop/web -> shop/api:8080'] }).rows[0]!).why).toBe(
      'dropped, no route to host at egress',
    )
    expect(walkOf(world, QUESTION)!.hops.find(({ drop }) => drop)?.drop?.curl).toContain('No route to host')
    // Nobody tries again who was told.
    expect(observe(QUESTION, world).filter(({ flow }) => flow.verdict === 'DROPPED')).toHaveLength(2)
  })
  test.each<readonly [string, string, Readonly<Record<string, unknown>>]>([
    ['it is not told to', CLOSED_OUT, {}],
    ['a release before it', CLOSED_OUT, { denyResponse: 'icmp', version: '1.18' }],
    [
      'the other end denies it',
      policy('{endpointSelector: {matchLabels: {app: api}}, ingress: [{}]}'),
      { denyResponse: 'icmp' },
    ],
    [
      'its own ingress keeps the message out',
      CLOSED_OUT +
        policy('{endpointSelector: {matchLabels: {app: web}}, ingress: [{toPorts: [{ports: [{port: "8080"}]}]}]}', 'q'),
      { denyResponse: 'icmp' },
    ],
  ])('waits in vain: %s', (_, policies, options) => {
    const world = open(policies, options)
    expect(seen(world)).toContain('timed out')
    expect(walkOf(world, QUESTION)!.hops.find(({ drop }) => drop)?.drop?.symptom).toBe('timeout')
  })
  test('is told where its own ingress lets the message in', () => {
    expect(
      seen(
        open(
          CLOSED_OUT +
            policy(
              '{endpointSelector: {matchLabels: {app: web}}, ingress: [{icmps: [{fields: [{type: DestinationUnreachable}]}]}]}',
              'q',
            ),
          { denyResponse: 'icmp' },
        ),
      ),
    ).toContain('No route to host')
  })
})
