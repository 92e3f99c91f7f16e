import { expect, it } from 'vitest'
import { hashedInterface } from '../../../../src/sim/architecture/host-interface.ts'

it.each([
  ['shop', 'web-0', 'calia4fc3c48bd8'],
  ['shop', 'client-7d9c5b6f4-x2x7k', 'cali3cb054d99ce'],
  ['default', 'nginx', 'calic440f455693'],
  ['prod', 'db-0', 'cali20aafc107a9'],
])('the host’s interface of %s/%s is %s', (namespace, pod, name) => {
  expect(hashedInterface('cali', namespace, pod)).toBe(name)
  expect(hashedInterface('eni', namespace, pod)).toBe(name.replace('cali', 'eni'))
})
