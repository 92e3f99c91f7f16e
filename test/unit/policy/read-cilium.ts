import { readManifests } from '../../../src/manifests/read.ts'
import { CILIUM_POLICIES } from '../../../src/policy/kinds/cilium/cilium-network-policy.ts'
import type { PeerMatcher, Rule } from '../../../src/policy/form.ts'

/** The kind of a namespace. */
export const LOCAL = CILIUM_POLICIES[0]!

/** The kind of the cluster. */
export const GLOBAL = CILIUM_POLICIES[1]!

/** An object of the kind with this text behind its metadata, and what it comes to. */
export function read(text: string, kind = LOCAL, metadata = '{name: p, namespace: shop}') {
  const [manifest] = readManifests([
    { name: 'p', text: `apiVersion: cilium.io/v2\nkind: ${kind.kind}\nmetadata: ${metadata}\n${text}` },
  ]).manifests
  return { object: manifest!.object, ...kind.read(manifest!.object) }
}

/** The policies that a spec comes to; it has to be a valid one. */
export const policies = (spec: string, kind = LOCAL) =>
  read(`spec: ${spec}`, kind, kind === LOCAL ? undefined : '{name: p}').policies!

/** The rules of the first policy that a spec with this rest comes to. */
export const rules = (rest: string, kind = LOCAL): readonly Rule[] =>
  policies(`{endpointSelector: {}, ${rest}}`, kind)[0]!.rules

/** The other ends of its first rule; null: everybody. */
export function peersOf(rest: string, kind = LOCAL): readonly PeerMatcher[] | null {
  const condition = rules(rest, kind)[0]!.when.find(({ aspect }) => aspect === 'peer')
  return condition?.aspect === 'peer' ? condition.anyOf : null
}
