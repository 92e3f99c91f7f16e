import { agentRefusal } from '../../../manifests/agent-refusal.ts'
import { fieldError, quote, refusal } from '../../../manifests/field-error.ts'
import { listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { printFieldPath, type FieldPath } from '../../../ground/span.ts'
import type { CniSetting } from '../choice.ts'
import { isBefore, wildcardsSince } from './version.ts'

/**
 * What this release, with these switches, has against an object that another one takes: the API server, because the
 * CustomResourceDefinitions of the release do not know a field or a value, or the agent, because it is told not to.
 * Empty: nothing. Objects of other groups are nobody's business here.
 * Source: pkg/k8s/apis/cilium.io/client/crds, pkg/policy/api/rule_validation.go,
 * https://docs.cilium.io/en/stable/operations/upgrade/ of each release, https://github.com/cilium/cilium/pull/36087
 * (cidrGroupSelector, 1.17), https://github.com/cilium/cilium/pull/39902 (log, 1.18)
 */
export function ciliumReview(object: KubernetesObject, { options }: CniSetting): readonly ObjectProblem[] {
  if (object.group !== 'cilium.io') return []
  const version = options.version!
  const hasNodeLabels = options.nodeSelectorLabels === 'on'
  const release = `${version} ${hasNodeLabels}`
  let known = reviews.get(release)
  if (!known) reviews.set(release, (known = new WeakMap()))
  let problems = known.get(object)
  if (!problems) known.set(object, (problems = problemsOf(object, version, hasNodeLabels)))
  return problems
}

/** By release and switch: an object that nobody edits is looked at once. */
const reviews = new Map<string, WeakMap<KubernetesObject, readonly ObjectProblem[]>>()

function problemsOf(object: KubernetesObject, version: string, hasNodeLabels: boolean): readonly ObjectProblem[] {
  if (object.kind === 'CiliumCIDRGroup')
    return object.apiVersion === 'cilium.io/v2' && isBefore(version, '1.18')
      ? [
          {
            facts: { code: 'no-match', apiVersion: object.apiVersion, kind: object.kind, served: 'cilium.io/v2alpha1' },
            severity: 'error',
            layer: 'schema',
            path: ['apiVersion'],
            part: 'value',
          },
        ]
      : []
  if (object.kind !== 'CiliumNetworkPolicy' && object.kind !== 'CiliumClusterwideNetworkPolicy') return []
  const entries = entriesOf(object)
  const byServer = [
    ...(isBefore(version, '1.18')
      ? rulesOf(object).flatMap(({ rule, path }) => (objectAt(rule, 'log') ? [unknownField([...path, 'log'])] : []))
      : []),
    ...entries.flatMap((entry) => serverProblems(entry, version)),
  ]
  if (byServer.length > 0) return byServer
  const byAgent = entries.flatMap((entry) => agentProblems(entry, object.kind, version, hasNodeLabels))
  return byAgent.length > 0 ? byAgent.slice(0, 1) : entries.flatMap((entry) => readDifferently(entry, version))
}

/** One entry of a section, with its place. */
interface Entry {
  readonly value: unknown
  readonly path: FieldPath
  readonly side: 'from' | 'to'
}

function rulesOf({ value }: KubernetesObject): readonly { readonly rule: unknown; readonly path: FieldPath }[] {
  return [
    { rule: objectAt(value, 'spec'), path: ['spec'] },
    ...listAt(value, 'specs').map((rule, index) => ({ rule, path: ['specs', index] })),
  ]
}

function entriesOf(object: KubernetesObject): readonly Entry[] {
  return rulesOf(object).flatMap(({ rule, path }) =>
    (['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const).flatMap((section) =>
      listAt(rule, section).map((entry, index): Entry => ({
        value: entry,
        path: [...path, section, index],
        side: section.startsWith('ingress') ? 'from' : 'to',
      })),
    ),
  )
}

function unknownField(path: FieldPath): ObjectProblem {
  return {
    facts: { code: 'unknown-field', field: printFieldPath(path), suggestion: null },
    severity: 'error',
    layer: 'schema',
    path,
    part: 'key',
  }
}

function serverProblems({ value, path, side }: Entry, version: string): readonly ObjectProblem[] {
  const requires = listAt(value, `${side}Requires`)
  const entities = listAt(value, `${side}Entities`)
  return [
    ...(requires.length > 0 && !isBefore(version, '1.19')
      ? [
          refusal(
            fieldError([...path, `${side}Requires`], 'Too many', String(requires.length), 'must have at most 0 items'),
          ),
        ]
      : []),
    ...entities.flatMap((entity, index) =>
      entity === 'cluster-mesh' && isBefore(version, '1.20')
        ? [
            refusal(
              fieldError(
                [...path, `${side}Entities`, index],
                'Unsupported value',
                quote(entity),
                `supported values: ${OLD_ENTITIES.map(quote).join(', ')}`,
              ),
            ),
          ]
        : [],
    ),
    ...listAt(value, `${side}CIDRSet`).flatMap((item, index) =>
      objectAt(item, 'cidrGroupSelector') && isBefore(version, '1.17')
        ? [unknownField([...path, `${side}CIDRSet`, index, 'cidrGroupSelector'])]
        : [],
    ),
    ...listAt(value, 'toPorts').flatMap((element, index) => [
      ...REMOVED.flatMap((field) =>
        objectAt(element, 'rules')?.[field] === undefined || isBefore(version, '1.20')
          ? []
          : [unknownField([...path, 'toPorts', index, 'rules', field])],
      ),
      ...listAt(element, 'ports').flatMap((port, at) =>
        protocolProblems(port, [...path, 'toPorts', index, 'ports', at, 'protocol'], version),
      ),
      ...listAt(element, 'serverNames').flatMap((name, at) =>
        serverNameProblems(String(name), [...path, 'toPorts', index, 'serverNames', at], version),
      ),
    ]),
  ]
}

/**
 * Protocols without ports came with 1.19 and 1.20. Source: https://github.com/cilium/cilium/pull/39872,
 * https://github.com/cilium/cilium/pull/44459
 */
function protocolProblems(port: unknown, path: FieldPath, version: string): readonly ObjectProblem[] {
  const protocol = textAt(port, 'protocol')
  const known = isBefore(version, '1.19') ? PROTOCOLS : [...PROTOCOLS, ...SINCE_19]
  if (
    protocol === null ||
    !isBefore(version, '1.20') ||
    ![...SINCE_19, ...SINCE_20].includes(protocol) ||
    known.includes(protocol)
  )
    return []
  return [
    refusal(
      fieldError(
        path,
        'Unsupported value',
        quote(protocol),
        `supported values: ${[...known, 'ANY'].map(quote).join(', ')}`,
      ),
    ),
  ]
}

/**
 * What the schema of 1.18 and 1.19 lets through: wildcards at the front only. The empty name is the agent's to refuse.
 */
function serverNameProblems(name: string, path: FieldPath, version: string): readonly ObjectProblem[] {
  if (isBefore(version, '1.18') || wildcardsSince(name) !== '1.20' || !isBefore(version, '1.20')) return []
  return [
    refusal(
      fieldError(
        path,
        'Invalid value',
        quote(name),
        `${printFieldPath(path)} in body should match '^(\\*?\\*\\.)?([-a-zA-Z0-9_]+\\.?)+$'`,
      ),
    ),
  ]
}

const PROTOCOLS: readonly string[] = ['TCP', 'UDP', 'SCTP']
const SINCE_19: readonly string[] = ['VRRP', 'IGMP']
const SINCE_20: readonly string[] = ['GRE', 'IPIP', 'IPV6', 'ESP', 'AH']
/** What the API had for other protocols than HTTP and DNS until 1.19. */
const REMOVED = ['kafka', 'l7proto', 'l7'] as const
const OLD_ENTITIES = [
  'all',
  'world',
  'cluster',
  'host',
  'init',
  'ingress',
  'unmanaged',
  'remote-node',
  'health',
  'none',
  'kube-apiserver',
] as const

function agentProblems(
  { value, path, side }: Entry,
  kind: string,
  version: string,
  hasNodeLabels: boolean,
): readonly ObjectProblem[] {
  const says = (field: string | null, detail: string): ObjectProblem =>
    agentRefusal(kind, field === null ? path : [...path, field], detail)
  const capital = side === 'from' ? 'From' : 'To'
  const ports = listAt(value, 'toPorts')
  return [
    ...(listAt(value, `${side}Nodes`).length > 0 && !hasNodeLabels
      ? [
          says(
            `${side}Nodes`,
            `${capital}Nodes rules can only be applied when the "enable-node-selector-labels" flag is set`,
          ),
        ]
      : []),
    ...(listAt(value, 'toServices').length > 0 && ports.length > 0 && isBefore(version, '1.18')
      ? [says('toServices', 'combining ToServices and ToPorts is not supported yet')]
      : []),
  ]
}

/** Patterns of names that this release takes and reads otherwise than later ones do. */
function readDifferently({ value, path }: Entry, version: string): readonly ObjectProblem[] {
  const problem = (at: FieldPath, since: string, reads: 'one-label' | 'as-written'): ObjectProblem => ({
    facts: { code: 'older-release', agent: 'Cilium', version, since, reads },
    severity: 'warning',
    layer: 'admission',
    path: at,
    part: 'value',
  })
  const long = (items: readonly unknown[], at: FieldPath) =>
    items.flatMap((item, index) =>
      textAt(item, 'matchPattern')?.startsWith('**.') && isBefore(version, '1.19')
        ? [problem([...at, index, 'matchPattern'], '1.19', 'one-label')]
        : [],
    )
  return [
    ...long(listAt(value, 'toFQDNs'), [...path, 'toFQDNs']),
    ...listAt(value, 'toPorts').flatMap((element, index) => [
      ...long(listAt(element, 'rules', 'dns'), [...path, 'toPorts', index, 'rules', 'dns']),
      ...listAt(element, 'serverNames').flatMap((name, at) => {
        const since = wildcardsSince(String(name))
        return since !== null && isBefore(version, since)
          ? [problem([...path, 'toPorts', index, 'serverNames', at], since, 'as-written')]
          : []
      }),
    ]),
  ]
}
