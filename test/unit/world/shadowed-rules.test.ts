import { expect, test } from 'vitest'
import { openWorld, type World } from '../../../src/world/index.ts'

const policy = (name: string, priority: number, subject: string, ingress: string) => ({
  name,
  text: `apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: ${name}}\nspec: {tier: Admin, priority: ${priority}, subject: ${subject}, ingress: [${ingress}]}`,
})

const shadowed = ({ diagnostics }: World) =>
  diagnostics.flatMap((each) => (each.code === 'rule-shadowed' ? [each] : []))
const told = (world: World) =>
  shadowed(world).map(({ subject, rule, by, byRule }) => `${subject!.name} ${rule} by ${by ?? 'itself'} ${byRule}`)

const DENY_ALL = '{action: Deny, from: [{namespaces: {}}]}'
const DENY_DEV = '{action: Deny, from: [{namespaces: {matchLabels: {env: dev}}}]}'
const ACCEPT_DEV = '{action: Accept, from: [{namespaces: {matchLabels: {env: dev}}}]}'

const first = policy('first', 1, '{namespaces: {}}', DENY_ALL)
const second = policy('second', 2, '{namespaces: {matchLabels: {team: store}}}', `${DENY_DEV}, ${ACCEPT_DEV}`)
const third = policy('third', 3, '{namespaces: {matchLabels: {team: store}}}', ACCEPT_DEV)

test('the rule that is named is the first of all that cover it', () => {
  expect(told(openWorld({ documents: [third, second, first] }))).toEqual([
    'second 0 by first 0',
    'second 1 by first 0',
    'third 0 by first 0',
  ])
})

test('when a policy comes, goes or moves, the next one in line is named', () => {
  const all = openWorld({ documents: [first, second, third] })
  expect(shadowed(all)).toHaveLength(3)
  const without = openWorld({ documents: [second, third] }, all)
  expect(told(without)).toEqual(['second 1 by itself 0', 'third 0 by second 0'])
  const last = openWorld({ documents: [second, third, policy('first', 4, '{namespaces: {}}', DENY_ALL)] }, without)
  expect(told(last)).toEqual(['second 1 by itself 0', 'third 0 by second 0'])
  expect(shadowed(openWorld({ documents: [first, second, third] }, last))).toEqual(shadowed(all))
})

test('what an edit leaves alone is the same finding as before', () => {
  const before = openWorld({ documents: [first, second, third] })
  const after = openWorld(
    {
      documents: [
        first,
        second,
        policy('third', 3, '{namespaces: {matchLabels: {team: store}}}', ACCEPT_DEV.replace('dev', 'test')),
      ],
    },
    before,
  )
  expect(shadowed(after).slice(0, 2)).toEqual(shadowed(before).slice(0, 2))
  shadowed(after)
    .slice(0, 2)
    .forEach((each, index) => expect(each).toBe(shadowed(before)[index]))
})

test.each([
  ['v1alpha2', 3],
  ['v1alpha1', 0],
  ['none', 0],
] as const)('where %s is served, its policies count and no others', (policyNetworking, expected) => {
  expect(told(openWorld({ documents: [first, second, third], apis: { policyNetworking } }))).toHaveLength(expected)
})

test('a subject that nobody can read is compared with no other', () => {
  const broken = '{namespaces: {matchExpressions: [{key: team, operator: Has}]}}'
  expect(
    told(
      openWorld({
        documents: [policy('a', 1, broken, DENY_ALL), policy('b', 2, broken, `${DENY_DEV}, ${ACCEPT_DEV}`)],
      }),
    ),
  ).toEqual(['b 1 by itself 0'])
})

test('of rules with many ports and peers each is found', () => {
  const ports = (numbers: readonly number[]) =>
    numbers.map((number) => `{tcp: {destinationPort: {number: ${number}}}}`).join()
  const from = (names: readonly string[]) => names.map((name) => `{namespaces: {matchLabels: {team: ${name}}}}`).join()
  const rule = (names: readonly string[], numbers: readonly number[]) =>
    `{action: Deny, from: [${from(names)}], protocols: [${ports(numbers)}]}`
  const wide = policy('wide', 1, '{namespaces: {}}', rule(['a', 'b', 'c'], [1, 2, 3, 4, 5, 6]))
  const narrow = policy(
    'narrow',
    2,
    '{namespaces: {matchLabels: {env: dev}}}',
    [rule(['c', 'a'], [6, 2]), rule(['c', 'd'], [6]), rule(['b'], [7])].join(),
  )
  expect(told(openWorld({ documents: [wide, narrow] }))).toEqual(['narrow 0 by wide 0'])
})
