import type { HopProxy } from '../../../sim/cni/walk.ts'
import { code, join, say, type Sentence } from '../sentence.ts'
import { placeName, type Scene } from './scene.ts'

const FORMS: Readonly<Record<HopProxy['link'], string>> = { plain: 'plain', mutual: 'mutual TLS', tunnel: 'mutual TLS in a tunnel', 'own-tls': 'TLS that is not the mesh’s' }

/** The sentence over a proxy of a mesh. */
export function proxyTitle({ hop, leg }: Scene): Sentence {
  const { proxy } = hop, here = code(placeName(hop.place))
  if (!proxy) return say`A proxy`
  if (leg === 'reply') return proxy.side === 'server' ? say`The proxy of ${here} sends the answer back` : say`The proxy of ${here} hands the answer over`
  if (proxy.side === 'client') return hop.drop ? say`The proxy of ${here} sends nothing` : proxy.port === null ? say`${here} calls by itself` : say`The proxy of ${here} calls in its place`
  return hop.drop ? say`The proxy of ${here} refuses` : proxy.outcome === 'depends' ? say`The proxy of ${here} waits for what is said` : say`The proxy of ${here} lets it pass`
}

/** What it does, and what that makes of the packet. */
export function proxyWhy({ hop, leg }: Scene): Sentence {
  const { proxy } = hop
  if (!proxy) return []
  const many = proxy.of > 1 ? say`This is connection ${proxy.connection} of ${proxy.of}: whoever stands between has ended the one before, and opens this one. The trace has all of them.` : []
  if (leg === 'reply') return say`Two connections, one on each side of the proxy: what comes back on the one it writes into the other.`
  if (proxy.side === 'client') return join([caught(proxy), hop.drop ? say`It has nowhere to send this, and ends it before the network is asked.` : proxy.link === 'plain' ? say`What it opens is plain: nobody at the other end can tell who calls.` : say`It chooses the pod by itself, and opens ${FORMS[proxy.link]} to it.`, many])
  return join([caught(proxy), hop.drop ? say`The network has let it through; it is this proxy that ends it. The trace names the rule, or what it found.` : say`It ${proxy.link === 'plain' ? 'asks its policies about what comes plainly' : 'takes TLS off, knows who calls, and asks its policies'}. Then it opens a connection to the program, on the port that was meant.`, many])
}

function caught({ name, port, side }: HopProxy): Sentence {
  if (port === null) return say`${code(name)} is what was called: nothing has to be caught.`
  const who = name === 'ztunnel' ? say`${code('ztunnel')}, the proxy of the node, listens inside the pod` : say`${code(name)} runs beside the program`
  return join([say`${who}.`, side === 'client' ? say`What the program sends is caught on port ${port}.` : say`What comes in is caught on port ${port}.`])
}

export function proxyFacts({ name, port, link, identity }: HopProxy): readonly { readonly word: string; readonly value: string }[] {
  return [{ word: 'Proxy', value: name }, ...(port === null ? [] : [{ word: 'Catches on', value: `port ${port}` }]), { word: 'Connection', value: FORMS[link] }, { word: 'The caller is', value: identity ?? 'nobody in particular' }]
}
