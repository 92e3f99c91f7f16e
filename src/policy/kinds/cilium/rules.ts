import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { CompiledPolicy, Condition, Direction, NodesMatcher, Rule, SubjectMatcher } from '../../form.ts'
import { readPeers } from './peers.ts'
import { readIcmps, readPorts } from './ports.ts'
import { readRequests } from './requests.ts'
import { readPeerSelector, readPlainSelector, readSubject } from './selectors.ts'

/** Where denials rank: before everything that a namespace or the cluster allows. */
const DENY_TIER = 'Deny'

/**
 * One rule of `spec` or `specs`. A direction that has entries, allowing or denying ones, closes itself unless
 * `enableDefaultDeny` says otherwise. Denials rank before every allowing entry of any policy.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/, pkg/policy/api/rule.go, rule_validation.go,
 * icmp.go (GetPortRule)
 */
export function compileRule(
  rule: unknown,
  path: FieldPath,
  object: KubernetesObject,
  namespace: string | null,
): readonly CompiledPolicy[] {
  const subject = subjectOf(rule, path, namespace)
  return (['ingress', 'egress'] as const).flatMap((direction): readonly CompiledPolicy[] => {
    const allowing = listAt(rule, direction)
    const denying = listAt(rule, `${direction}Deny`)
    if (allowing.length + denying.length === 0) return []
    const policy = { kind: object.kind, object, namespace, name: object.name, direction, subject }
    const isolates = fieldAt(rule, 'enableDefaultDeny', direction) !== false
    const rules = (entries: readonly unknown[], section: string, action: Rule['action']) =>
      entries.flatMap((entry, index) =>
        compileEntry(entry, [...path, section, index], direction, index, action, namespace),
      )
    const requires = (entries: readonly unknown[], section: string) =>
      requirementsOf(entries, [...path, section], direction === 'ingress' ? 'fromRequires' : 'toRequires', namespace)
    return [
      ...(denying.length > 0
        ? [
            {
              ...policy,
              ...requires(denying, `${direction}Deny`),
              rank: { tier: DENY_TIER, priority: null },
              isolates: false,
              rules: rules(denying, `${direction}Deny`, 'deny'),
            },
          ]
        : []),
      {
        ...policy,
        ...requires(allowing, direction),
        rank: { tier: 'NetworkPolicy', priority: null },
        isolates,
        rules: rules(allowing, direction, 'allow'),
      },
    ]
  })
}

/** Everything that the entries of a section require, all of it at once; the schema of 1.19 lets none through. */
function requirementsOf(
  entries: readonly unknown[],
  path: FieldPath,
  field: 'fromRequires' | 'toRequires',
  namespace: string | null,
): Pick<CompiledPolicy, 'requires'> {
  const selectors = entries.flatMap((entry, index) =>
    listAt(entry, field).map(
      (selector, at) => readPeerSelector(selector, [...path, index, field, at], namespace).selector,
    ),
  )
  return selectors.length === 0
    ? {}
    : { requires: { path, requirements: selectors.flatMap(({ requirements }) => requirements) } }
}

/** Nodes have the labels of their Node, without sources. */
function subjectOf(rule: unknown, path: FieldPath, namespace: string | null): SubjectMatcher {
  const nodes = objectAt(rule, 'nodeSelector')
  if (nodes)
    return {
      kind: 'nodes',
      selector: readPlainSelector(nodes, [...path, 'nodeSelector']),
      path: [...path, 'nodeSelector'],
    } satisfies NodesMatcher
  return readSubject(fieldAt(rule, 'endpointSelector') ?? {}, [...path, 'endpointSelector'], namespace)
}

/** An entry is one rule for each element of `toPorts`, because each has requests of its own. */
function compileEntry(
  entry: unknown,
  path: FieldPath,
  section: Direction,
  index: number,
  action: Rule['action'],
  namespace: string | null,
): readonly Rule[] {
  const peers = readPeers(entry, path, section === 'ingress' ? 'from' : 'to', namespace)
  const elements = listAt(entry, 'toPorts')
  const icmps = readIcmps(entry, path)
  // An entry that says nothing at all means nobody, not everybody.
  const isEmpty = peers === 'anyone' && elements.length === 0 && icmps.length === 0 && !namesEverybody(entry)
  // Messages that are asked for and not named are none, as with ports.
  const namesNone = icmps.length === 0 && listAt(entry, 'icmps').length > 0
  if (peers === 'nobody' || isEmpty || namesNone) return []
  const who: readonly Condition[] = peers === 'anyone' ? [] : [{ aspect: 'peer', anyOf: peers }]
  const mode = textAt(entry, 'authentication', 'mode')
  const base = {
    section,
    index,
    name: null,
    action,
    path,
    ...(mode === 'required'
      ? { authentication: 'required' as const }
      : mode === 'test-always-fail'
        ? { authentication: 'always-fails' as const }
        : {}),
  }
  if (icmps.length > 0) return [{ ...base, when: [{ aspect: 'icmp', anyOf: icmps }, ...who] }]
  if (elements.length === 0) return [{ ...base, when: who }]
  return elements.flatMap((element, at) => {
    const place = [...path, 'toPorts', at]
    const request = action === 'allow' ? readRequests(element, place, namespace) : null
    return readPorts(element, place).map((ports): Rule => ({
      ...base,
      path: elements.length > 1 ? place : path,
      when: [...ports, ...who],
      ...(request && { request }),
    }))
  })
}

function namesEverybody(entry: unknown): boolean {
  return [...listAt(entry, 'fromEntities'), ...listAt(entry, 'toEntities')].includes('all')
}
