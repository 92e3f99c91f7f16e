import { describe, expect, test } from 'vitest'
import { matcherKey } from '../../../src/engine/matcher-key.ts'
import { parseCidrLoosely } from '../../../src/ground/ip.ts'
import type { LabelSelector } from '../../../src/ground/labels.ts'
import type { PeerMatcher } from '../../../src/policy/form.ts'

const block = (text: string) => parseCidrLoosely(text)!.block
const blocks = (text: string, ...except: readonly string[]) =>
  ({ kind: 'block', block: block(text), except: except.map(block) }) as unknown as PeerMatcher
const labels = (...pairs: readonly string[]): LabelSelector => ({
  requirements: pairs.map((pair) => {
    const [key, value] = pair.split('=') as [string, string]
    return { key, operator: 'Equals', values: [value], path: ['at', pair] }
  }),
  path: [],
})
const made = (matcher: unknown) => matcher as PeerMatcher
const pods = (namespace: string | null, namespaceSelector: LabelSelector | null, podSelector: LabelSelector | null) =>
  made({ kind: 'pods', namespace, namespaceSelector, podSelector })
const name = (domain: string, wildcard: boolean) => made({ kind: 'name', domain: { name: domain, wildcard } })
const fqdn = (text: string) => made({ kind: 'fqdn', pattern: { text } })
const identity = (namespace: string | null, selector: LabelSelector) => made({ kind: 'identity', namespace, selector })
const service = (namespace: string | null, called: string | null, selector: LabelSelector | null) =>
  made({ kind: 'service', namespace, name: called, selector })
const group = (called: string | null, selector: LabelSelector | null, ...except: readonly string[]) =>
  made({ kind: 'group', name: called, selector, except: except.map(block) })
const expression = (value: string) => made({ kind: 'expression', expression: { is: 'equal', key: 'app', value } })

test('matchers that fit different peers have different keys', () => {
  const different: readonly PeerMatcher[] = [
    blocks('10.0.0.0/8'),
    blocks('10.0.0.0/9'),
    blocks('10.0.0.0/8', '10.1.0.0/16'),
    blocks('10.0.0.0/8', '10.1.0.0/16', '10.2.0.0/16'),
    pods(null, null, null),
    pods('shop', null, null),
    pods('dev', null, null),
    pods(null, labels('team=a'), null),
    pods(null, null, labels('team=a')),
    pods(null, labels('team=a'), labels('team=a')),
    made({ kind: 'nodes', selector: labels() }),
    made({ kind: 'nodes', selector: labels('team=a') }),
    name('example.com', false),
    name('example.com', true),
    name('example.org', false),
    fqdn('example.com'),
    fqdn('*.example.com'),
    identity(null, labels('team=a')),
    identity('shop', labels('team=a')),
    identity('dev', labels('team=a')),
    identity('shop', labels('team=b')),
    service(null, null, null),
    service('shop', null, null),
    service('shop', 'web', null),
    service('dev', 'web', null),
    service('shop', 'api', null),
    service(null, null, labels('team=a')),
    group('a', null),
    group('b', null),
    group(null, labels('team=a')),
    group('a', null, '10.1.0.0/16'),
    group('a', null, '10.1.0.0/16', '10.2.0.0/16'),
    expression('web'),
    expression('api'),
    made({ kind: 'nobody' }),
  ]
  const keys = different.map(matcherKey)
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
})

describe('matchers that fit the same peers have one key', () => {
  test.each([
    ['whatever the host bits of a block', blocks('10.0.0.7/8'), blocks('10.0.0.0/8')],
    [
      'in whichever order exceptions stand',
      blocks('10.0.0.0/8', '10.1.0.0/16', '10.2.0.0/16'),
      blocks('10.0.0.0/8', '10.2.0.0/16', '10.1.0.0/16'),
    ],
    ['in whichever order labels stand', pods(null, null, labels('a=1', 'b=2')), pods(null, null, labels('b=2', 'a=1'))],
    [
      'in whichever order exceptions of a group stand',
      group('a', null, '10.1.0.0/16', '10.2.0.0/16'),
      group('a', null, '10.2.0.0/16', '10.1.0.0/16'),
    ],
    ['wherever they are written', expression('web'), expression('web')],
  ])('%s', (_, one, other) => expect(matcherKey(one)).toBe(matcherKey(other)))
})
