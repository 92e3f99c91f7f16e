import { expect, test } from 'vitest'
import { applyEdits } from '../../../src/ground/text-edit.ts'
import { Engine } from '../../../src/worker/engine.ts'
import type { Snapshot } from '../../../src/worker/snapshot.ts'
import { unpack, type WireSnapshot } from '../../../src/worker/wire.ts'
import type { EngineReply } from '../../../src/worker/protocol.ts'

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: api, namespace: shop, labels: {app: api}}\nspec: {containers: [{name: c, image: i}]}\n'
const policy = (app: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: lock, namespace: shop}\nspec: {podSelector: {matchLabels: {app: ${app}}}}\n`

/** An engine with a pod and a policy, of which the policy is edited. */
function desk() {
  const engine = new Engine()
  let revision = 0
  const take = <Type extends EngineReply['type']>(reply: EngineReply, type: Type) => {
    if (reply.type !== type) throw new Error(`expected ${type}, got ${reply.type}`)
    return reply as Extract<EngineReply, { type: Type }>
  }
  let last: Snapshot | null = null
  const shown = (wire: WireSnapshot) => (last = unpack(wire, last))
  return {
    open: (text: string) =>
      shown(
        take(
          engine.handle({
            type: 'open',
            id: 1,
            revision: ++revision,
            order: ['policy', 'pod'],
            changed: [
              { name: 'policy', text },
              { name: 'pod', text: POD },
            ],
            active: 'policy',
            fresh: false,
            applyBroken: false,
            question: null,
          }),
          'snapshot',
        ).snapshot,
      ),
    fixes: (of: number, index: number) =>
      take(engine.handle({ type: 'fixes', id: 2, revision: of, index }), 'fixes').value,
  }
}

test('fixes are for the text as it stands, one diagnostic at a time', () => {
  const { open, fixes } = desk()
  const { diagnostics, revision } = open(policy('ap'))
  const index = diagnostics.findIndex(({ code }) => code === 'selects-nothing')
  const [fix, ...others] = structuredClone(fixes(revision, index))
  expect(others).toEqual([])
  expect(applyEdits(policy('ap'), fix!.edits)).toBe(policy('api'))
  expect(fix!.promises).toMatchObject({ opened: 0, closed: 1 })
})

test('there are none for another revision, for no diagnostic, and while something is refused', () => {
  const { open, fixes } = desk()
  const { diagnostics, revision } = open(policy('ap'))
  const index = diagnostics.findIndex(({ code }) => code === 'selects-nothing')
  expect(fixes(revision - 1, index)).toEqual([])
  expect(fixes(revision, 99)).toEqual([])
  const broken = open(`${policy('ap')}---\n${policy('api').replace('lock', 'LOCK')}`)
  expect(
    fixes(
      broken.revision,
      broken.diagnostics.findIndex(({ code }) => code === 'selects-nothing'),
    ),
  ).toEqual([])
})
