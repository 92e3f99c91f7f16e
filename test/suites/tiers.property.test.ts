import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openWorld, type World } from '../../src/world/index.ts'
import { bounded } from './bounded.ts'
import { type ManifestObject } from './generate-words.ts'
import { cluster, documentsOf, type GeneratedCluster } from './generate.ts'

const worldOf = (generated: GeneratedCluster) => openWorld({ documents: documentsOf(generated) })

/**
 * What may pass between ends of which each is pods with addresses of their own, or (where they are let in) anything
 * else in the cluster or out of it.
 */
function passing(world: World, from: 'pods' | 'all', to: 'pods' | 'all') {
  const isPods = new Map(
    world.matrix().ends.map(({ ref, endpoints }) => [ref, endpoints.every(({ kind }) => kind === 'pod')]),
  )
  return world
    .connections()
    .filter(
      (connection) => (from === 'all' || isPods.get(connection.from)) && (to === 'all' || isPods.get(connection.to)),
    )
}

/** An Admin policy that is asked before all others and fits every flow that the API can speak of. */
function first(action: 'Accept' | 'Deny' | 'Pass'): ManifestObject {
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: 'first' },
    spec: {
      tier: 'Admin',
      priority: 0,
      subject: { namespaces: {} },
      ingress: [{ action, from: [{ namespaces: {} }] }],
      egress: [{ action, to: [{ networks: ['0.0.0.0/0', '::/0'] }, { namespaces: {} }, { nodes: {} }] }],
    },
  }
}

const isAdmin = ({ kind, spec }: ManifestObject) =>
  kind === 'AdminNetworkPolicy' || (spec as ManifestObject).tier === 'Admin'

test('an Admin Pass for everything is as if there were no Admin tier', () => {
  fc.assert(
    fc.property(cluster, (generated) => {
      const passed = worldOf({ ...generated, clusterPolicies: [first('Pass'), ...generated.clusterPolicies] })
      const without = worldOf({
        ...generated,
        clusterPolicies: generated.clusterPolicies.filter((policy) => !isAdmin(policy)),
      })
      // Places outside are told apart by the blocks and names of the Admin tier too, which change nothing.
      const inside = (world: World) =>
        passing(world, 'all', 'all').filter(({ from, to }) => !from.startsWith('ip:') && !to.startsWith('ip:'))
      expect(inside(passed)).toEqual(inside(without))
    }),
    bounded(80),
  )
})

test('an Admin Accept for everything beats whatever NetworkPolicy and Baseline say about pods', () => {
  fc.assert(
    fc.property(cluster, (generated) => {
      const accepted = worldOf({ ...generated, clusterPolicies: [first('Accept'), ...generated.clusterPolicies] })
      const free = worldOf({ ...generated, policies: [], clusterPolicies: [] })
      expect(passing(accepted, 'pods', 'pods')).toEqual(passing(free, 'pods', 'pods'))
    }),
    bounded(60),
  )
})

test('an Admin Deny for everything leaves only what no policy touches', () => {
  fc.assert(
    fc.property(cluster, (generated) => {
      const denied = worldOf({ ...generated, policies: [], clusterPolicies: [first('Deny')] })
      // Pods on the host network are not policed, and nobody outside can be meant by an ingress rule.
      expect(passing(denied, 'pods', 'all')).toEqual([])
    }),
    bounded(40),
  )
})

test('a NetworkPolicy that selects a pod takes the Baseline tier out of that direction', () => {
  const isolate = (generated: GeneratedCluster): GeneratedCluster => ({
    ...generated,
    policies: ['one', 'two'].map((namespace) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'all', namespace },
      spec: {
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ ports: [{ port: 80 }] }],
        egress: [{ ports: [{ port: 80 }] }],
      },
    })),
  })
  fc.assert(
    fc.property(cluster, (generated) => {
      const both = isolate(generated)
      const without = { ...both, clusterPolicies: both.clusterPolicies.filter(isAdmin) }
      // A node reaches its own pods whatever NetworkPolicy says, so there the Baseline tier has a word.
      expect(passing(worldOf(both), 'pods', 'pods')).toEqual(passing(worldOf(without), 'pods', 'pods'))
    }),
    bounded(40),
  )
})
