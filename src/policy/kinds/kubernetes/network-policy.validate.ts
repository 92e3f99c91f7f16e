import { isStrictSubset, parseCidrLoosely } from '../../../ground/ip.ts'
import { checkPortName, checkPortNumber } from '../../../ground/names.ts'
import { isPortProtocol, PORT_PROTOCOLS } from '../../../ground/ports.ts'
import { printFieldPath, type FieldPath } from '../../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../../../manifests/field-error.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import { validateLabelSelector } from '../../../manifests/kinds/label-selector.ts'
import { validateMetadata } from '../../../manifests/metadata.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'

/**
 * What the API server's validation says of a policy that it could decode, in its order: metadata, the pod selector,
 * then each ingress rule (ports before peers), each egress rule likewise, policyTypes last.
 * Source: kubernetes/pkg/apis/networking/validation/validation.go, ValidateNetworkPolicy.
 */
export function validateNetworkPolicy(object: KubernetesObject): readonly FieldError[] {
  const spec = fieldAt(object.value, 'spec')
  return [
    ...validateMetadata(object),
    ...validateLabelSelector(fieldAt(spec, 'podSelector'), ['spec', 'podSelector']),
    ...listAt(spec, 'ingress').flatMap((rule, index) => validateRule(rule, 'from', ['spec', 'ingress', index])),
    ...listAt(spec, 'egress').flatMap((rule, index) => validateRule(rule, 'to', ['spec', 'egress', index])),
    ...validatePolicyTypes(listAt(spec, 'policyTypes')),
  ]
}

function validateRule(rule: unknown, side: 'from' | 'to', path: FieldPath): readonly FieldError[] {
  return [
    ...listAt(rule, 'ports').flatMap((port, index) => validatePort(port, [...path, 'ports', index])),
    ...listAt(rule, side).flatMap((peer, index) => validatePeer(peer, [...path, side, index])),
  ]
}

function validatePort(entry: unknown, path: FieldPath): readonly FieldError[] {
  const protocol = fieldAt(entry, 'protocol')
  const port = fieldAt(entry, 'port')
  const endPort = numberAt(entry, 'endPort')
  const at = (field: string): FieldPath => [...path, field]
  const errors: FieldError[] = []
  if (protocol !== undefined && !isPortProtocol(String(protocol))) {
    errors.push(
      fieldError(
        at('protocol'),
        'Unsupported value',
        quote(protocol),
        `supported values: ${PORT_PROTOCOLS.map(quote).join(', ')}`,
      ),
    )
  }
  if (typeof port === 'number') {
    errors.push(...checkPortNumber(port).map((reason) => fieldError(at('port'), 'Invalid value', quote(port), reason)))
    if (endPort !== null && endPort < port)
      errors.push(fieldError(at('endPort'), 'Invalid value', quote(endPort), 'must be greater than or equal to `port`'))
    if (endPort !== null)
      errors.push(
        ...checkPortNumber(endPort).map((reason) => fieldError(at('endPort'), 'Invalid value', quote(endPort), reason)),
      )
  } else {
    if (endPort !== null)
      errors.push(
        fieldError(
          at('endPort'),
          'Forbidden',
          null,
          port === undefined
            ? 'may not be specified when `port` is not specified'
            : 'may not be specified when `port` is non-numeric',
        ),
      )
    if (typeof port === 'string')
      errors.push(...checkPortName(port).map((reason) => fieldError(at('port'), 'Invalid value', quote(port), reason)))
  }
  return errors
}

function validatePeer(peer: unknown, path: FieldPath): readonly FieldError[] {
  const selectors = (['podSelector', 'namespaceSelector'] as const).filter((field) => objectAt(peer, field))
  const block = objectAt(peer, 'ipBlock')
  return [
    ...selectors.flatMap((field) => validateLabelSelector(fieldAt(peer, field), [...path, field])),
    ...(block ? validateBlock(block, [...path, 'ipBlock']) : []),
    ...(selectors.length === 0 && !block ? [fieldError(path, 'Required value', null, 'must specify a peer')] : []),
    ...(selectors.length > 0 && block
      ? [fieldError(path, 'Forbidden', null, 'may not specify both ipBlock and another peer')]
      : []),
  ]
}

function validateBlock(block: unknown, path: FieldPath): readonly FieldError[] {
  const text = textAt(block, 'cidr') ?? ''
  if (text === '') return [fieldError([...path, 'cidr'], 'Required value', null, '')]
  const outer = parseCidrLoosely(text)
  if (!outer) return [fieldError([...path, 'cidr'], 'Invalid value', quote(text), NOT_A_CIDR)]
  return listAt(block, 'except').flatMap((item, index) => {
    const at = [...path, 'except', index]
    const hole = parseCidrLoosely(String(item ?? ''))
    if (!hole) return [fieldError(at, 'Invalid value', quote(item ?? ''), NOT_A_CIDR)]
    return isStrictSubset(hole.block, outer.block)
      ? []
      : [fieldError(at, 'Invalid value', quote(item), 'must be a strict subset of `cidr`')]
  })
}

const NOT_A_CIDR = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'

/** More than two entries are refused without a look at them. */
function validatePolicyTypes(types: readonly unknown[]): readonly FieldError[] {
  const path = ['spec', 'policyTypes']
  if (types.length > 2)
    return [fieldError(path, 'Invalid value', quote(types), 'may not specify more than two policyTypes')]
  return types.flatMap((type, index) =>
    type === 'Ingress' || type === 'Egress'
      ? []
      : [fieldError([...path, index], 'Unsupported value', quote(type ?? ''), 'supported values: "Ingress", "Egress"')],
  )
}

/**
 * Blocks that the server accepts with a warning: host bits set, leading zeros, IPv4 written as IPv6, IPv6 not in its
 * usual form. Servers from 1.36 refuse all but the last in new policies; we take the lenient reading, in which the
 * policy applies.
 * Source: k8s.io/apimachinery/pkg/util/validation, GetWarningsForCIDR.
 */
export function warnAboutBlocks(policy: unknown): readonly ObjectProblem[] {
  return (['ingress', 'egress'] as const).flatMap((section) =>
    listAt(policy, 'spec', section).flatMap((rule, ruleIndex) => {
      const side = section === 'ingress' ? 'from' : 'to'
      return listAt(rule, side).flatMap((peer, peerIndex) => {
        const path = ['spec', section, ruleIndex, side, peerIndex, 'ipBlock']
        const block = objectAt(peer, 'ipBlock')
        return [
          [fieldAt(block, 'cidr'), [...path, 'cidr']] as const,
          ...listAt(block, 'except').map((item, index) => [item, [...path, 'except', index]] as const),
        ].flatMap(([cidr, at]) => {
          const detail = blockWarning(String(cidr ?? ''))
          return detail === null ? [] : [warning(at, detail)]
        })
      })
    }),
  )
}

function blockWarning(text: string): string | null {
  const parsed = parseCidrLoosely(text)
  if (!parsed) return null
  const { block, fault, address } = parsed
  switch (fault) {
    case 'host-bits':
      return `CIDR value ${quote(text)} is ambiguous in this context (should be ${quote(block.canonical)} or ${quote(`${address.text}/${address.family === 4 ? 32 : 128}`)}?)`
    case 'leading-zero':
    case 'ipv4-mapped':
      return `non-standard CIDR value ${quote(text)} is invalid: use ${quote(block.canonical)}`
    case null:
      return block.family === 6 && block.canonical !== text
        ? `IPv6 CIDR value ${quote(text)} should be in RFC 5952 canonical format (${quote(block.canonical)})`
        : null
  }
}

function warning(path: FieldPath, detail: string): ObjectProblem {
  return {
    facts: { code: 'field-warning', field: printFieldPath(path), detail },
    path,
    part: 'value',
    severity: 'warning',
    layer: 'admission',
  }
}
