import { expect, test } from 'vitest'
import { validateNamespace } from '../../../src/manifests/kinds/namespace.ts'
import { openWorld } from '../../../src/world/index.ts'

const labelled = (labels: Readonly<Record<string, string>>) => validateNamespace({ metadata: { name: 'pay', labels } })
const label = (mode: string) => `pod-security.kubernetes.io/${mode}`

test.each([
  [{}],
  [{ team: 'store' }],
  [{ [label('enforce')]: 'restricted' }],
  [{ [label('audit')]: 'privileged', [label('audit-version')]: 'latest' }],
  [{ [label('warn')]: 'baseline', [label('warn-version')]: 'v1.25' }],
  [{ [label('enforce-version')]: 'v1.99' }],
  [{ [label('other')]: 'anything' }],
])('the server takes a namespace with %j', (labels) => expect(labelled(labels)).toEqual([]))

test.each([
  [
    { [label('enforce')]: 'strict' },
    'metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted',
  ],
  [
    { [label('warn')]: '' },
    'metadata.labels[pod-security.kubernetes.io/warn]: Invalid value: "": must be one of privileged, baseline, restricted',
  ],
  [
    { [label('audit-version')]: '1.25' },
    'metadata.labels[pod-security.kubernetes.io/audit-version]: Invalid value: "1.25": must be "latest" or "v1.x"',
  ],
  [
    { [label('enforce-version')]: 'v1.07' },
    'metadata.labels[pod-security.kubernetes.io/enforce-version]: Invalid value: "v1.07": must be "latest" or "v1.x"',
  ],
])('the server refuses %j', (labels, message) =>
  expect(labelled(labels).map(({ field, type, value, detail }) => `${field}: ${type}: ${value}: ${detail}`)).toEqual([
    message,
  ]),
)

test('each label that cannot be read is told', () =>
  expect(labelled({ [label('enforce')]: 'x', [label('enforce-version')]: 'y', [label('warn')]: 'z' })).toHaveLength(3))

test('the refusal stands at the label', () => {
  const { diagnostics } = openWorld({
    documents: [
      {
        name: 'pay',
        text: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: pay\n  labels:\n    pod-security.kubernetes.io/enforce: strict\n',
      },
    ],
  })
  expect(diagnostics).toMatchObject([{ severity: 'error', span: { document: 'pay', start: { line: 6 } } }])
})
