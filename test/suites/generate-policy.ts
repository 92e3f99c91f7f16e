import fc, { type Arbitrary } from 'fast-check'
import {
  type ManifestObject,
  NAMESPACES,
  namespaceSelector,
  NUMBERS,
  PORT_NAMES,
  protocol,
  selector,
} from './generate-words.ts'

export interface GeneratedPolicy extends ManifestObject {
  readonly spec: GeneratedSpec
}

export interface GeneratedSpec extends ManifestObject {
  readonly ingress?: readonly ManifestObject[] | null
  readonly egress?: readonly ManifestObject[] | null
  readonly policyTypes?: readonly string[] | null
}

/** Blocks that cut through the pods' addresses, with exceptions that hold some of them. */
const block = fc.oneof(
  fc.record({
    cidr: fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/29'),
    except: fc.subarray(['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/30']),
  }),
  fc.record({ cidr: fc.constantFrom('::/0', 'fd00::/64'), except: fc.subarray(['fd00::1/128', 'fd00::4/126']) }),
  fc.constantFrom(
    { cidr: '10.0.0.2/31' },
    { cidr: '172.18.0.0/16' },
    { cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] },
    { cidr: '198.51.100.0/24' },
  ),
)

export const peer: Arbitrary<ManifestObject> = fc.oneof(
  { weight: 3, arbitrary: selector.map((podSelector) => ({ podSelector })) },
  { weight: 2, arbitrary: namespaceSelector.map((each) => ({ namespaceSelector: each })) },
  { weight: 2, arbitrary: fc.record({ podSelector: selector, namespaceSelector }) },
  { weight: 2, arbitrary: block.map((ipBlock) => ({ ipBlock })) },
)

export const port: Arbitrary<ManifestObject> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ port: fc.constantFrom(...NUMBERS), protocol }, { requiredKeys: ['port'] }) },
  { weight: 2, arbitrary: fc.record({ port: fc.constantFrom(...PORT_NAMES), protocol }, { requiredKeys: ['port'] }) },
  {
    weight: 1,
    arbitrary: fc.record(
      { port: fc.constantFrom(52, 80), endPort: fc.constantFrom(80, 90, 65535), protocol },
      { requiredKeys: ['port', 'endPort'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ protocol }, { requiredKeys: [] }) },
)

export const rule = (side: 'from' | 'to'): Arbitrary<ManifestObject> =>
  fc.record(
    {
      [side]: fc.option(fc.array(peer, { maxLength: 3 }), { nil: null }),
      ports: fc.option(fc.array(port, { maxLength: 3 }), { nil: null }),
    },
    { requiredKeys: [] },
  )

const spec: Arbitrary<GeneratedSpec> = fc.record(
  {
    podSelector: selector,
    policyTypes: fc.oneof(fc.constantFrom(null, ['Ingress'], ['Egress']), fc.constant(['Ingress', 'Egress'])),
    ingress: fc.option(fc.array(rule('from'), { maxLength: 2 }), { nil: null }),
    egress: fc.option(fc.array(rule('to'), { maxLength: 2 }), { nil: null }),
  },
  { requiredKeys: ['podSelector'] },
)

export const policy = (name: string): Arbitrary<GeneratedPolicy> =>
  fc.record({ namespace: fc.constantFrom(...NAMESPACES), spec }).map(({ namespace, spec: written }) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: written,
  }))
