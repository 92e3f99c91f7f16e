import { expect, test } from 'vitest'
import {
  DEFAULT_COLUMNS,
  MOST_COLUMNS,
  shownColumns,
  withChanged,
  withColumn,
  withoutColumn,
} from '../../../../src/app/state/cni-columns.ts'
import { CNI_OFFERS, isSameSetting, settingOf } from '../../../../src/sim/cni/choice.ts'

const flannel = settingOf({ name: 'flannel' })
const controller = settingOf({ name: 'flannel', options: { networkPolicy: 'standard' } })
const calico = settingOf({ name: 'calico' })
const cilium = settingOf({ name: 'cilium' })

test('settings are the same when everything in them is, in whatever order', () => {
  expect(isSameSetting(flannel, settingOf({ name: 'flannel', mode: 'vxlan', options: { networkPolicy: 'off' } }))).toBe(
    true,
  )
  expect(isSameSetting(flannel, controller)).toBe(false)
  expect(
    isSameSetting({ ...cilium, options: Object.fromEntries(Object.entries(cilium.options).reverse()) }, cilium),
  ).toBe(true)
})

test('five columns are compared when nobody has chosen, Flannel with and without its controller among them', () => {
  expect(DEFAULT_COLUMNS.map(({ name, options }) => `${name} ${options.networkPolicy ?? ''}`)).toEqual([
    'flannel off',
    'flannel standard',
    'calico ',
    'cilium ',
    'aws-vpc-cni standard',
  ])
})

test('the one in use comes in front when it is another, and the reference does not', () => {
  const bgp = settingOf({ name: 'calico', mode: 'bgp' })
  expect(shownColumns([flannel, calico], calico)).toEqual([flannel, calico])
  expect(shownColumns([flannel, calico], bgp)).toEqual([bgp, flannel, calico])
  expect(shownColumns([flannel], settingOf({ name: 'reference' }))).toEqual([flannel])
})

test('columns are added once, up to as many as can be read', () => {
  expect(withColumn([flannel], calico)).toEqual([flannel, calico])
  expect(withColumn([flannel], flannel)).toEqual([flannel])
  const many = CNI_OFFERS.flatMap(({ name, modes }) => modes.map(({ id: mode }) => settingOf({ name, mode }))).slice(
    0,
    MOST_COLUMNS,
  )
  expect(withColumn(many, controller)).toBe(many)
})

test('the last one stays', () => {
  expect(withoutColumn([flannel, calico], flannel)).toEqual([calico])
  expect(withoutColumn([flannel], flannel)).toEqual([flannel])
})

test('a column that becomes like another is gone', () => {
  expect(withChanged([flannel, calico], flannel, controller)).toEqual([controller, calico])
  expect(withChanged([flannel, calico], flannel, calico)).toEqual([calico])
  expect(withChanged([flannel, calico], flannel, flannel)).toEqual([flannel, calico])
})
