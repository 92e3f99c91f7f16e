import type { HopProxy } from '../../../sim/cni/walk.ts'
import { HOP } from '../catalogue/en/hop.ts'
import { WALK } from '../catalogue/en/walk.ts'
import { code, join, type Sentence } from '../sentence.ts'
import { placeName, type Scene } from './scene.ts'

/** The sentence over a proxy of a mesh. */
export function proxyTitle({ hop, leg }: Scene): Sentence {
  const { proxy } = hop
  const here = code(placeName(hop.place))
  if (!proxy) return WALK.aProxy
  if (leg === 'reply') return proxy.side === 'server' ? WALK.proxySendsBack(here) : WALK.proxyHandsOver(here)
  if (proxy.side === 'client')
    return hop.drop
      ? WALK.proxySendsNothing(here)
      : proxy.port === null
        ? WALK.callsItself(here)
        : WALK.proxyCalls(here)
  return hop.drop ? WALK.proxyRefuses(here) : proxy.outcome === 'depends' ? WALK.proxyWaits(here) : WALK.proxyLets(here)
}

/** What it does, and what that makes of the packet. */
export function proxyWhy({ hop, leg }: Scene): Sentence {
  const { proxy } = hop
  if (!proxy) return []
  const many = proxy.of > 1 ? HOP.between(proxy.connection, proxy.of) : []
  if (leg === 'reply') return HOP.twoConnections
  if (proxy.side === 'client')
    return join([
      caught(proxy),
      hop.drop ? HOP.nowhere : proxy.link === 'plain' ? HOP.opensPlain : HOP.opens(WALK.links[proxy.link]),
      many,
    ])
  return join([caught(proxy), hop.drop ? HOP.proxyEnds : proxy.link === 'plain' ? HOP.asksPlain : HOP.asksTls, many])
}

function caught({ name, port, side }: HopProxy): Sentence {
  if (port === null) return HOP.wasCalled(name)
  return join([
    name === 'ztunnel' ? HOP.ztunnel : HOP.sidecar(name),
    side === 'client' ? HOP.catchesOut(port) : HOP.catchesIn(port),
  ])
}

/** What is told of a proxy at a stop, in order. */
export function proxyFacts({
  name,
  port,
  link,
  identity,
}: HopProxy): readonly { readonly word: string; readonly value: string }[] {
  const { facts } = WALK
  return [
    { word: facts.proxy, value: name },
    ...(port === null ? [] : [{ word: facts.catches, value: WALK.onPort(port) }]),
    { word: facts.connection, value: WALK.links[link] },
    { word: facts.caller, value: identity ?? WALK.nobody },
  ]
}
