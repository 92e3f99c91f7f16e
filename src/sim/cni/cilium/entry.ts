import type { EntryEndpoint } from '../../../model/endpoint.ts'

/**
 * The Envoy of each node that serves Ingresses and Gateways: an endpoint of its own with the identity `ingress` and no
 * network device, so that policies which select it are asked by Envoy. It is the same on every node.
 * Source: https://docs.cilium.io/en/stable/network/servicemesh/ingress-reference/,
 * https://github.com/cilium/cilium/pull/28126
 */
export const ENTRY: EntryEndpoint = { kind: 'entry', addresses: [], node: null }
