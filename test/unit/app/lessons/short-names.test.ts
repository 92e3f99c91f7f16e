import { expect, it } from 'vitest'
import { shortNames } from '../../../../src/app/state/short-names.ts'

const nameOf = shortNames(['shop/web', 'shop/api', 'dev/web', 'shop/api'])

it.each([
  ['shop/api', 'api'],
  ['deploy:shop/api', 'api'],
  ['shop/web', 'shop/web'],
  ['deploy:dev/web', 'dev/web'],
  ['shop/gone', 'shop/gone'],
  ['ip:198.51.100.20', '198.51.100.20'],
  ['internet', 'internet'],
  ['name:api.shop', 'api.shop'],
])('%s is called %s', (ref, name) => expect(nameOf(ref)).toBe(name))
