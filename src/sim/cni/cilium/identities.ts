import { blockContains, parseCidrLoosely, blockCovers, type CidrBlock, type IpAddress } from '../../../ground/ip.ts'
import type { Cluster, Pod } from '../../../model/cluster.ts'
import { externalEndpoint, type Endpoint, type HostEndpoint } from '../../../model/endpoint.ts'
import { namespacedName } from '../../../model/namespaced-name.ts'
import type { CompiledPolicy, PeerMatcher } from '../../../policy/form.ts'
import { matchesPeer, peerAt, type Viewpoint } from '../../../policy/match.ts'
import { ENTRY } from './entry.ts'
import { asSeen } from './identity-labels.ts'
import { identityOf } from './identity.ts'

/**
 * Who a node's programs know, each with a number. `labels` as `source:key` or `source:key=value`. `who`: the pods, the
 * node, the block or the name that has it. `endpoint`: one that has it; null: nothing in the cluster does. `block`,
 * `pattern`: what of the outside it stands for.
 */
export interface Identity {
  readonly number: number
  readonly labels: readonly string[]
  readonly who: readonly string[]
  readonly endpoint: Endpoint | null
  readonly block: CidrBlock | null
  readonly pattern: string | null
}

/**
 * Identities that are the same in every cluster, and stand for nobody that is simulated but for Envoy's. Source:
 * pkg/identity/numericidentity.go
 */
const OTHERS: readonly (readonly [number, string])[] = [
  [3, 'unmanaged'],
  [4, 'health'],
  [5, 'init'],
]
const HOST = 1
const WORLD = 2
const REMOTE_NODE = 6
const API_SERVER = 7
const INGRESS = 8
/** Numbers that each node gives by itself begin here. Source: pkg/identity/numericidentity.go (IdentityScopeLocal) */
const LOCAL = 1 << 24

/**
 * Everybody whom the node can tell apart, by number: the reserved ones, its cluster's pods by their labels, and what
 * policies say of the outside. `node` null: none in particular, so that every node is a remote one. Numbers of blocks
 * and names are the order in which policies name them; a real node counts them as they come.
 */
export function identitiesOf(
  cluster: Cluster,
  node: string | null,
  policies: readonly CompiledPolicy[],
  view: Viewpoint,
): readonly Identity[] {
  const identity = (
    number: number,
    labels: readonly string[],
    who: readonly string[],
    endpoint: Endpoint | null = null,
    more: Partial<Identity> = {},
  ): Identity => ({ number, labels, who, endpoint, block: null, pattern: null, ...more })
  const hosts = cluster.nodes.flatMap(({ endpoint }) => (endpoint.kind === 'host' ? [endpoint] : []))
  const own = hosts.filter((host) => host.node === node)
  const others = hosts.filter((host) => host.node !== node)
  const isApiServer = (host: HostEndpoint) => 'reserved:kube-apiserver' in view.identityOf(host)
  const world = externalEndpoint('world')
  return [
    ...(own[0]
      ? [
          identity(
            HOST,
            ['reserved:host', ...(isApiServer(own[0]) ? ['reserved:kube-apiserver'] : [])],
            own.map((host) => `node ${host.node}`),
            asSeen(own[0], 'own'),
          ),
        ]
      : []),
    identity(WORLD, ['reserved:world'], ['everybody outside'], world),
    ...OTHERS.map(([number, name]) => identity(number, [`reserved:${name}`], [])),
    identity(INGRESS, ['reserved:ingress'], ['Ingresses and Gateways of Cilium'], ENTRY),
    ...nodesAs(
      others.filter((host) => !isApiServer(host)),
      REMOTE_NODE,
      ['reserved:remote-node'],
      identity,
    ),
    ...nodesAs(others.filter(isApiServer), API_SERVER, ['reserved:kube-apiserver', 'reserved:remote-node'], identity),
    ...podIdentities(cluster.pods, view, identity),
    ...outsideIdentities(policies).map(({ block, pattern }, index) =>
      identity(
        LOCAL + 1 + index,
        [block ? `cidr:${block.text}` : `fqdn:${pattern}`, 'reserved:world'],
        [block?.text ?? pattern!],
        world,
        { block, pattern },
      ),
    ),
  ].sort((a, b) => a.number - b.number)
}

type Make = (number: number, labels: readonly string[], who: readonly string[], endpoint?: Endpoint | null) => Identity

function nodesAs(
  hosts: readonly HostEndpoint[],
  number: number,
  labels: readonly string[],
  make: Make,
): readonly Identity[] {
  return hosts.length === 0
    ? []
    : [
        make(
          number,
          labels,
          hosts.map((host) => `node ${host.node}`),
          asSeen(hosts[0]!, 'other'),
        ),
      ]
}

function podIdentities(pods: readonly Pod[], view: Viewpoint, make: Make): readonly Identity[] {
  const groups = new Map<number, Pod[]>()
  for (const pod of pods)
    if (pod.endpoint?.kind === 'pod') groups.set(identityOf(pod), [...(groups.get(identityOf(pod)) ?? []), pod])
  return [...groups].map(([number, group]) => {
    const labels = Object.entries(view.identityOf(group[0]!.endpoint!))
      .filter(([key]) => key.startsWith('k8s:'))
      .map(([key, value]) => `${key}=${value}`)
      .sort()
    return make(number, labels, group.map(namespacedName), group[0]!.endpoint)
  })
}

/** Blocks and names that policies speak of, each once, in their order. The block of everything is the world itself. */
function outsideIdentities(
  policies: readonly CompiledPolicy[],
): readonly { readonly block: CidrBlock | null; readonly pattern: string | null }[] {
  const found = new Map<string, { readonly block: CidrBlock | null; readonly pattern: string | null }>()
  const note = (block: CidrBlock) => {
    if (block.prefix > 0) found.set(block.canonical, { block, pattern: null })
  }
  for (const { rules } of policies)
    for (const { when } of rules)
      for (const condition of when) {
        if (condition.aspect !== 'peer') continue
        for (const matcher of condition.anyOf) {
          if (matcher.kind === 'block') {
            note(matcher.block)
            matcher.except.forEach(note)
          } else if (matcher.kind === 'fqdn')
            found.set(`fqdn ${matcher.pattern.text}`, { block: null, pattern: matcher.pattern.text })
          else if (matcher.kind === 'name')
            found.set(`fqdn ${matcher.domain.text}`, { block: null, pattern: matcher.domain.text })
        }
      }
  return [...found.values()]
}

/** Whether a selector of peers selects the identity. A block selects the blocks inside it that no exception holds. */
export function selectsIdentity(
  matcher: PeerMatcher,
  { endpoint, block, pattern }: Identity,
  view: Viewpoint,
): boolean {
  if (block || pattern !== null) {
    if (matcher.kind === 'block')
      return block !== null
        ? blockCovers(matcher.block, block) && !matcher.except.some((hole) => blockCovers(hole, block))
        : matcher.block.prefix === 0 && matcher.except.length === 0
    if (matcher.kind === 'fqdn') return matcher.pattern.text === pattern
    if (matcher.kind === 'name') return matcher.domain.text === pattern
  }
  return endpoint !== null && matchesPeer(matcher, peerAt(endpoint, endpoint.addresses[0] ?? null, null, view))
}

/** Who has an address, as the node's ipcache says it: the longest prefix counts. */
export function identityAt(address: IpAddress, identities: readonly Identity[]): Identity | null {
  const owner = identities.find(
    ({ block, pattern, endpoint }) =>
      block === null && pattern === null && endpoint?.addresses.some(({ text }) => text === address.text),
  )
  if (owner) return owner
  const blocks = identities
    .filter(({ block }) => block !== null && blockContains(block, address))
    .sort((a, b) => b.block!.prefix - a.block!.prefix)
  return blocks[0] ?? identities.find(({ number }) => number === WORLD) ?? null
}

/** A line of the ipcache. `tunnel`: the node that packets to it are sent to; null: none. */
export interface CachedAddress {
  readonly prefix: string
  readonly identity: number
  readonly tunnel: string | null
  readonly source: 'endpoint' | 'node' | 'policy' | 'default'
}

/**
 * Which address has which identity, on one node. Source:
 * https://docs.cilium.io/en/stable/internals/security-identities/, pkg/ipcache
 */
export function ipcacheOf(
  cluster: Cluster,
  node: string | null,
  identities: readonly Identity[],
  tunnels: boolean,
): readonly CachedAddress[] {
  const host = (address: IpAddress) => `${address.text}/${address.family === 4 ? 32 : 128}`
  const nodeAddress = (name: string | null) =>
    cluster.nodes.find((each) => each.name === name)?.addresses[0]?.text ?? null
  const numberOf = (holds: (identity: Identity) => boolean) => identities.find(holds)?.number ?? 0
  return [
    ...cluster.pods.flatMap((pod): readonly CachedAddress[] =>
      pod.endpoint?.kind !== 'pod'
        ? []
        : pod.addresses.map((address) => ({
            prefix: host(address),
            identity: identityOf(pod),
            source: 'endpoint',
            tunnel: tunnels && pod.node !== node ? nodeAddress(pod.node) : null,
          })),
    ),
    ...cluster.nodes.flatMap(({ name, addresses }) =>
      addresses.map((address): CachedAddress => ({
        prefix: host(address),
        source: 'node',
        tunnel: null,
        identity: numberOf(({ who, number }) => number < 256 && who.includes(`node ${name}`)),
      })),
    ),
    ...identities.flatMap(({ block, number }): readonly CachedAddress[] =>
      block ? [{ prefix: block.text, identity: number, source: 'policy', tunnel: null }] : [],
    ),
    { prefix: parseCidrLoosely('0.0.0.0/0')!.block.text, identity: WORLD, source: 'default', tunnel: null },
  ]
}
