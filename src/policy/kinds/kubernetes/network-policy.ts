import { parseCidrLoosely } from '../../../ground/ip.ts'
import { isPortProtocol } from '../../../ground/ports.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { decodingProblems } from '../../../manifests/decoding.ts'
import { refusal } from '../../../manifests/field-error.ts'
import { readLabelSelector } from '../../../manifests/kinds/label-selector.ts'
import type {
  BlockMatcher,
  CompiledPolicy,
  Condition,
  Direction,
  PeerMatcher,
  PodsMatcher,
  PortMatcher,
  Rule,
} from '../../form.ts'
import type { PolicyKind, ReadPolicy } from '../../kind.ts'
import { assumedFields, effectivePolicyTypes } from './network-policy.defaults.ts'
import { NetworkPolicyShape } from './network-policy.shape.ts'
import { validateNetworkPolicy, warnAboutBlocks } from './network-policy.validate.ts'

/**
 * `networking.k8s.io/v1` NetworkPolicy. It allows, and never denies: a pod that a policy selects is closed in the
 * policy's directions except for what some rule of some policy that selects it allows.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
export const NETWORK_POLICY: PolicyKind = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  scope: 'Namespaced',
  spec: { url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/', version: 'v1' },
  shape: NetworkPolicyShape,
  read,
  assumed: (object) => assumedFields(object.value),
}

function read(object: KubernetesObject): ReadPolicy {
  const decoding = decodingProblems(NetworkPolicyShape, object)
  if (decoding.length > 0) return { policies: null, problems: decoding }
  const errors = validateNetworkPolicy(object)
  const problems: ObjectProblem[] = [...errors.map(refusal), ...warnAboutBlocks(object.value)]
  return { policies: errors.length > 0 ? null : compile(object), problems }
}

/** One compiled policy per direction that the (defaulted) `policyTypes` name; rules of other directions are inert. */
function compile(object: KubernetesObject): readonly CompiledPolicy[] {
  const spec = fieldAt(object.value, 'spec')
  const namespace = object.namespace ?? 'default'
  const subject: PodsMatcher = {
    kind: 'pods',
    namespace,
    namespaceSelector: null,
    podSelector: readLabelSelector(fieldAt(spec, 'podSelector'), ['spec', 'podSelector']),
    path: ['spec', 'podSelector'],
  }
  return effectivePolicyTypes(object.value).map((type) => {
    const direction = type === 'Ingress' ? ('ingress' as const) : ('egress' as const)
    const rules = listAt(spec, direction).map((rule, index) => readRule(rule, direction, index, namespace))
    return {
      kind: 'NetworkPolicy',
      object,
      namespace,
      name: object.name,
      rank: { tier: 'NetworkPolicy', priority: null },
      direction,
      subject,
      isolates: true,
      rules,
    }
  })
}

/**
 * A rule that is `{}` or null demands nothing: it lets everything through. So does an absent, null or empty list of
 * peers or ports for its aspect.
 */
function readRule(rule: unknown, section: Direction, index: number, namespace: string): Rule {
  const path: FieldPath = ['spec', section, index]
  const side = section === 'ingress' ? 'from' : 'to'
  const peers = listAt(rule, side).map((peer, at) => readPeer(peer, [...path, side, at], namespace))
  const ports = listAt(rule, 'ports').map((port, at) => readPort(port, [...path, 'ports', at]))
  const when: Condition[] = []
  // Ports first: they are cheaper to compare, and the order decides nothing.
  if (ports.length > 0) when.push({ aspect: 'port', anyOf: ports })
  if (peers.length > 0) when.push({ aspect: 'peer', anyOf: peers })
  return { section, index, name: null, action: 'allow', when, path }
}

/**
 * A selector that is null is absent; one that is `{}` selects everything. Without `namespaceSelector` the policy's own
 * namespace is meant.
 */
function readPeer(peer: unknown, path: FieldPath, namespace: string): PeerMatcher {
  const block = objectAt(peer, 'ipBlock')
  if (block) {
    const parse = (text: unknown) => parseCidrLoosely(String(text))!.block
    const at = [...path, 'ipBlock']
    return {
      kind: 'block',
      block: parse(fieldAt(block, 'cidr')),
      blockPath: [...at, 'cidr'],
      except: listAt(block, 'except').map(parse),
      exceptPath: [...at, 'except'],
      path,
    } satisfies BlockMatcher
  }
  const namespaceSelector = objectAt(peer, 'namespaceSelector')
  const podSelector = objectAt(peer, 'podSelector')
  return {
    kind: 'pods',
    path,
    namespace: namespaceSelector ? null : namespace,
    namespaceSelector: namespaceSelector && readLabelSelector(namespaceSelector, [...path, 'namespaceSelector']),
    podSelector: podSelector && readLabelSelector(podSelector, [...path, 'podSelector']),
  }
}

/**
 * `protocol` is TCP when absent; `port` absent means every port of the protocol; `endPort` makes a range that includes
 * it.
 */
function readPort(entry: unknown, path: FieldPath): PortMatcher {
  const protocol = textAt(entry, 'protocol') ?? 'TCP'
  if (!isPortProtocol(protocol)) throw new Error('validation lets only TCP, UDP and SCTP through')
  const port = numberAt(entry, 'port')
  return {
    kind: 'ports',
    protocol,
    path,
    protocolPath: [...path, 'protocol'],
    portPath: [...path, 'port'],
    name: textAt(entry, 'port'),
    range: port === null ? null : { from: port, to: numberAt(entry, 'endPort') ?? port },
  }
}
