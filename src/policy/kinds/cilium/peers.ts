import { namePattern } from '../../../ground/patterns.ts'
import { parseCidrLoosely, type CidrBlock } from '../../../ground/ip.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { PeerMatcher } from '../../form.ts'
import { clusterPods, readNodeSelector, readPeerSelector, readPlainSelector, reserved } from './selectors.ts'

/**
 * The other ends of one entry. `anyone`: it names none, so everybody is meant. `nobody`: it takes nobody by its word.
 */
export type Peers = 'anyone' | 'nobody' | readonly PeerMatcher[]

/** Lists that mean nobody when they are written and empty; of the others, an empty one is as good as none. */
const STRICT = ['Endpoints', 'Entities', 'CIDR', 'CIDRSet', 'Nodes'] as const

/**
 * Reads the members of an entry that name other ends; the schema and the agent let only one of them be non-empty.
 * `side`: `from` or `to`.
 * Source: pkg/policy/api/ingress.go and egress.go (GetSourceEndpointSelectorsWithRequirements, IsL3, AllowsWildcarding)
 */
export function readPeers(entry: unknown, path: FieldPath, side: 'from' | 'to', namespace: string | null): Peers {
  const written = (name: string) => Array.isArray(fieldAt(entry, `${side}${name}`))
  const items = (name: string) =>
    listAt(entry, `${side}${name}`).map((item, index) => ({
      item,
      path: [...path, `${side}${name}`, index] as FieldPath,
    }))
  if (STRICT.some((name) => written(name) && items(name).length === 0)) return 'nobody'
  const matchers: PeerMatcher[] = []
  let everyone = false
  for (const { item, path: at } of items('Endpoints')) matchers.push(readPeerSelector(item, at, namespace))
  for (const { item, path: at } of items('Entities')) {
    if (item === 'all') everyone = true
    else matchers.push(...entity(String(item), at))
  }
  for (const { item, path: at } of items('CIDR')) matchers.push(block(item, [], at, at))
  for (const { item, path: at } of items('CIDRSet')) matchers.push(cidrSet(item, at))
  for (const { item, path: at } of items('Nodes')) matchers.push(readNodeSelector(item, at))
  if (side === 'to') {
    for (const { item, path: at } of items('Services')) matchers.push(service(item, at))
    for (const { item, path: at } of items('FQDNs'))
      matchers.push({
        kind: 'fqdn',
        pattern: namePattern(textAt(item, 'matchName') ?? textAt(item, 'matchPattern') ?? ''),
        path: at,
      })
  }
  // Which addresses a cloud's security groups come to is not in any manifest.
  for (const { path: at } of items('Groups')) matchers.push({ kind: 'nobody', path: at })
  // An entry that names nobody at all, and no port, is left out by whoever compiles it.
  return everyone || matchers.length === 0 ? 'anyone' : matchers
}

/** Source: https://docs.cilium.io/en/stable/security/policy/language/#entities-based, pkg/policy/api/entity.go */
function entity(name: string, path: FieldPath): readonly PeerMatcher[] {
  switch (name) {
    case 'cluster':
    case 'cluster-mesh':
      return [
        ...['host', 'remote-node', 'init', 'ingress', 'health', 'unmanaged', 'kube-apiserver'].map((each) =>
          reserved(each, name, path),
        ),
        clusterPods(name, path),
      ]
    case 'none':
      return [{ kind: 'nobody', path }]
    default:
      return [reserved(name, name, path)]
  }
}

/** The schema has refused what is no block. */
const blockOf = (text: unknown): CidrBlock => parseCidrLoosely(String(text))!.block

function block(text: unknown, except: readonly CidrBlock[], blockPath: FieldPath, path: FieldPath): PeerMatcher {
  return { kind: 'block', block: blockOf(text), blockPath, except, exceptPath: [...path, 'except'], path }
}

function cidrSet(item: unknown, path: FieldPath): PeerMatcher {
  const except = listAt(item, 'except').map(blockOf)
  const cidr = textAt(item, 'cidr')
  if (cidr !== null) return block(cidr, except, [...path, 'cidr'], path)
  const selector = objectAt(item, 'cidrGroupSelector')
  return {
    kind: 'group',
    name: textAt(item, 'cidrGroupRef'),
    selector: selector && readPlainSelector(selector, [...path, 'cidrGroupSelector']),
    except,
    path,
  }
}

function service(item: unknown, path: FieldPath): PeerMatcher {
  const byName = objectAt(item, 'k8sService')
  const bySelector = objectAt(item, 'k8sServiceSelector')
  const chosen = byName ?? bySelector
  return {
    kind: 'service',
    path,
    name: textAt(byName, 'serviceName'),
    namespace: textAt(chosen, 'namespace') || null,
    selector:
      bySelector &&
      readPlainSelector(fieldAt(bySelector, 'selector') ?? {}, [...path, 'k8sServiceSelector', 'selector']),
  }
}
