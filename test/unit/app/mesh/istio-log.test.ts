import { expect, it } from 'vitest'
import { proxyLog } from '../../../../src/app/text/mesh/log.ts'
import { openWorld } from '../../../../src/world/index.ts'
import { MESHED_SHOP } from './meshed-shop.ts'

it('what Istio’s proxy writes of bytes where it waits for requests', () => {
  const world = openWorld({ documents: [{ name: 'world', text: MESHED_SHOP }] })
  const answer = world.ask({ from: 'internet', to: 'shop/api', port: 8080, app: 'tcp' })
  expect(proxyLog(answer.mesh!, { app: 'tcp' })).toEqual([
    '[…] "- - HTTP/1.1" 400 DPE http1.codec_error - "-" 0 11 … "-"',
  ])
})
