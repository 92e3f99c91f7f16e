import { expect, test } from 'vitest'
import { openWorld } from '../../../src/world/index.ts'
import { ladderOf } from '../../../src/app/text/ladder.ts'
import { plain } from '../../../src/app/text/sentence.ts'
import { verdictSentence, verdictWord } from '../../../src/app/text/verdict.ts'
import { readText } from '../../suites/yaml-file.ts'

const HOST = `apiVersion: projectcalico.org/v3
kind: HostEndpoint
metadata: {name: all-f1, labels: {hostname: f1}}
spec: {node: f1, interfaceName: '*'}
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: inward}
spec: {selector: hostname == 'f1', applyOnForward: true, ingress: [{action: Deny, source: {selector: name == 'v0'}}, {action: Allow}]}
`

test('what is stopped on the way is told as that, with the rule that did it', () => {
  const world = openWorld({
    documents: [
      { name: 'cluster', text: readText('test/fixtures/clusters/two-hosts.yaml') },
      { name: 'host', text: HOST },
    ],
    cni: { name: 'calico' },
  })
  const answer = world.ask({ from: 'app/v0', to: 'app/w1', port: 8055 })
  expect(plain(verdictWord(answer).place)).toBe('on the way')
  expect(plain(verdictSentence(answer).lead)).toBe('Denied on the way, at node f1.')
  expect(ladderOf(answer).way.map(({ name, passes, gate }) => [name, passes, plain(gate.title)])).toEqual([
    ['all-f1', false, 'The packet comes in at f1'],
  ])
  expect(ladderOf(answer).gates.map(({ state }) => state)).toEqual(['open', 'open'])
})

test('the matrix says what single questions say, where nodes on the way are policed', () => {
  const world = openWorld({
    documents: [
      { name: 'cluster', text: readText('test/fixtures/clusters/two-hosts.yaml') },
      { name: 'host', text: HOST },
    ],
    cni: { name: 'calico' },
  })
  const listed = (from: string, to: string) => world.connections({ from, to }).length > 0
  expect([listed('app/v0', 'app/w1'), listed('app/w0', 'app/w1'), listed('app/w1', 'app/v0')]).toEqual([
    false,
    true,
    true,
  ])
})
