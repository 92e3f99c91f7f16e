import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { selected } from '../../../src/app/text/catalogue/de/selected.ts'
import { ENGLISH, speakFrom } from '../../../src/app/text/catalogue/spoken.ts'
import { selectedText } from '../../../src/app/text/selected.ts'
import { openWorld } from '../../../src/world/index.ts'
import { selectedAt } from '../../../src/world/selected.ts'

const SHOP = readFileSync(new URL('../../fixtures/clusters/shop.yaml', import.meta.url), 'utf8')

/** What is told where the pointer rests on a word of the policy; the first time that it occurs. */
function told(cni: 'calico' | 'cilium' | 'reference', text: string, word: string): string | null {
  const world = openWorld({
    documents: [
      { name: 'cluster', text: SHOP },
      { name: 'policies', text },
    ],
    cni: { name: cni },
  })
  const before = text.slice(0, text.indexOf(word)).split('\n')
  const view = selectedAt(world, 'policies', { line: before.length, column: before.at(-1)!.length + 1 })
  return view && selectedText(view)
}

const calico = (spec: string) => `apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: p}
spec:
${spec}---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkSet
metadata: {name: partners, labels: {app: web}}
spec: {nets: [203.0.113.0/24]}
`

afterEach(() => speakFrom(() => ENGLISH))

describe('whom a selector matches', () => {
  test('Calico: whom the policy is for, and whom a rule speaks of, with all selectors of that end together', () => {
    const text = calico(
      "  selector: app == 'api'\n  ingress:\n    - action: Allow\n      source:\n        selector: app == 'web'\n    - action: Allow\n      source:\n        namespaceSelector: env == 'dev'\n        selector: has(app)\n    - action: Deny\n      source:\n        selector: app == 'nobody'\n      destination:\n        nets: [10.0.0.0/8]\n",
    )
    expect(told('calico', text, "'api'")).toBe('Selects 2 pods: `shop/api-1`, `shop/api-2`.')
    expect(told('calico', text, "'web'")).toBe('Matches 2 pods: `dev/web`, `shop/web`; 1 network set: `partners`.')
    expect(told('calico', text, "'dev'")).toBe('Matches 2 pods: `dev/dbg`, `dev/web`.')
    expect(told('calico', text, 'has(app)')).toBe('Matches 2 pods: `dev/dbg`, `dev/web`.')
    expect(told('calico', text, "'nobody'")).toBe('Matches nobody here at present.')
    expect(told('calico', text, '10.0.0.0')).toBeNull()
    expect(told('calico', text, 'kind:')).toBeNull()
  })

  test('of other kinds too', () => {
    expect(
      told(
        'reference',
        'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec:\n  podSelector:\n    matchLabels: {app: db}\n  ingress:\n  - from:\n    - namespaceSelector: {matchLabels: {purpose: monitoring}}\n',
        'app: db',
      ),
    ).toBe('Selects 1 pod: `shop/db`.')
    expect(
      told(
        'cilium',
        'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec:\n  endpointSelector:\n    matchLabels: {app: api}\n  ingress:\n  - fromEndpoints:\n    - matchLabels: {app: web}\n  - fromEntities: [host]\n',
        'app: web',
      ),
    ).toBe('Matches 1 pod: `shop/web`.')
  })

  test('many are counted', () => {
    expect(
      selectedText({
        span: {} as never,
        role: 'peer',
        pods: Array.from({ length: 11 }, (_, index) => `a/${index}`),
        nodes: ['n1'],
        sets: [],
      }),
    ).toMatch(/^Matches 11 pods: `a\/0`, .* and 3 more; 1 node: `n1`\.$/)
  })

  test('in German', () => {
    speakFrom(() => ({ code: 'de', messages: { selected } }))
    expect(selectedText({ span: {} as never, role: 'subject', pods: ['a/b', 'a/c'], nodes: ['n1'], sets: [] })).toBe(
      'Ausgewählt: 2\u00a0Pods: `a/b`, `a/c`; 1\u00a0Node: `n1`.',
    )
    expect(selectedText({ span: {} as never, role: 'peer', pods: [], nodes: [], sets: [] })).toBe(
      'Hier passt zurzeit niemand.',
    )
  })
})
