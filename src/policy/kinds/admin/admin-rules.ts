import { isCidr, parseCidrLoosely } from '../../../ground/ip.ts'
import { isPortProtocol } from '../../../ground/ports.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, listAt, textAt } from '../../../manifests/fields.ts'
import { fieldError, quote, type FieldError } from '../../../manifests/field-error.ts'
import { validateLabelSelector } from '../../../manifests/kinds/label-selector.ts'
import type { JsonObject } from '../../../ground/json-object.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import type { CompiledPolicy, Condition, Direction, PolicyRank, PortMatcher, Rule, RuleAction } from '../../form.ts'
import { readPeer, readPods } from './peers.ts'

/** How one of the kinds writes what all of them have. */
export interface Dialect {
  /** The field that lists the ports of a rule. */
  readonly ports: 'ports' | 'protocols'
  /** The ports that an item of that list stands for. */
  readPorts(item: unknown, path: FieldPath): readonly PortMatcher[]
  /** Whether an item of that list is the name of a port. */
  readonly namedPort: 'namedPort' | 'destinationNamedPort'
  /** The peers that cannot stand beside a named port, in the words of the CEL rule. */
  readonly withoutNames: readonly string[]
  /** Whether a block may have bits beyond its prefix, `10.0.0.1/8`. */
  readonly takesHostBits: boolean
}

const SECTIONS: readonly Direction[] = ['egress', 'ingress']
const SIDE = { egress: 'to', ingress: 'from' } as const
const ACTIONS: Readonly<Record<string, RuleAction>> = { Accept: 'allow', Allow: 'allow', Deny: 'deny', Pass: 'pass' }

/**
 * One policy for each direction that has rules; without rules a direction is not touched. It never isolates. A policy
 * without any rule is one that does nothing, so that it can be shown.
 */
export function compileAdmin(object: KubernetesObject, rank: PolicyRank, dialect: Dialect): readonly CompiledPolicy[] {
  const spec = fieldAt(object.value, 'spec')
  const subject = readPods(fieldAt(spec, 'subject'), ['spec', 'subject'])
  const policies = SECTIONS.map((direction): CompiledPolicy => ({
    kind: object.kind,
    object,
    namespace: null,
    name: object.name,
    rank,
    direction,
    subject,
    isolates: false,
    rules: listAt(spec, direction).map((rule, index) => readRule(rule, direction, index, dialect)),
  }))
  const active = policies.filter(({ rules }) => rules.length > 0)
  return active.length > 0 ? active : policies.slice(-1)
}

/** Absent `ports` are no condition; peers there always are, and of nobody where none of them is one. */
function readRule(rule: unknown, section: Direction, index: number, dialect: Dialect): Rule {
  const path: FieldPath = ['spec', section, index]
  const side = SIDE[section]
  const peers = listAt(rule, side).flatMap((peer, at) => readPeer(peer, [...path, side, at]))
  const ports = listAt(rule, dialect.ports).flatMap((port, at) => dialect.readPorts(port, [...path, dialect.ports, at]))
  const when: readonly Condition[] = [
    ...(ports.length > 0 ? [{ aspect: 'port', anyOf: ports } as const] : []),
    { aspect: 'peer', anyOf: peers.length > 0 ? peers : [{ kind: 'nobody', path: [...path, side] }] },
  ]
  return { section, index, name: textAt(rule, 'name'), action: ACTIONS[textAt(rule, 'action')!]!, when, path }
}

/** The CEL rules that the kinds share: blocks are blocks, and names of ports are for pods. */
export function checkRules(object: KubernetesObject, dialect: Dialect): readonly FieldError[] {
  return listAt(object.value, 'spec', 'egress').flatMap((rule, index) => {
    const path: FieldPath = ['spec', 'egress', index]
    const peers = listAt(rule, 'to') as readonly JsonObject[]
    const isNamed = listAt(rule, dialect.ports).some((port) => fieldAt(port, dialect.namedPort) !== undefined)
    const conflict =
      isNamed && peers.some((peer) => dialect.withoutNames.some((field) => fieldAt(peer, field) !== undefined))
    const words = dialect.withoutNames.join('/')
    return [
      ...(conflict
        ? [
            fieldError(
              path,
              'Invalid value',
              null,
              `${words} peer cannot be set with namedPorts since there are no namedPorts for ${words}`,
            ),
          ]
        : []),
      ...peers.flatMap((peer, at) =>
        listAt(peer, 'networks').flatMap((text, place) =>
          isCidr(String(text)) && (dialect.takesHostBits || parseCidrLoosely(String(text))?.fault === null)
            ? []
            : [
                fieldError(
                  [...path, 'to', at, 'networks', place],
                  'Invalid value',
                  quote(text),
                  'Invalid CIDR format provided',
                ),
              ],
        ),
      ),
    ]
  })
}

/** What the API server takes and nobody can have meant. */
export function warnings(object: KubernetesObject, dialect: Dialect): readonly ObjectProblem[] {
  const spec = fieldAt(object.value, 'spec')
  return [
    ...selectorWarnings(fieldAt(spec, 'subject'), ['spec', 'subject']),
    ...SECTIONS.flatMap((section) =>
      listAt(spec, section).flatMap((rule, index) => {
        const path: FieldPath = ['spec', section, index]
        const side = SIDE[section]
        const action = textAt(rule, 'action') ?? ''
        return [
          ...listAt(rule, side).flatMap((peer, at) => [
            ...selectorWarnings(peer, [...path, side, at]),
            ...(fieldAt(peer, 'domainNames') !== undefined && ACTIONS[action] !== 'allow'
              ? [warn({ code: 'domain-names-action', action }, [...path, side, at, 'domainNames'], 'key')]
              : []),
          ]),
          ...listAt(rule, dialect.ports)
            .flatMap((port, at) => dialect.readPorts(port, [...path, dialect.ports, at]))
            .flatMap(({ protocol, protocolPath }) =>
              protocol === null || isPortProtocol(protocol)
                ? []
                : [warn({ code: 'unknown-protocol', protocol }, protocolPath)],
            ),
        ]
      }),
    ),
  ]
}

/** Selectors that the schema lets through and that no implementation can read. */
function selectorWarnings(holder: unknown, path: FieldPath): readonly ObjectProblem[] {
  const places: readonly (readonly string[])[] = [
    ['namespaces'],
    ['pods', 'namespaceSelector'],
    ['pods', 'podSelector'],
    ['nodes'],
  ]
  return places
    .flatMap((place) => validateLabelSelector(fieldAt(holder, ...place), [...path, ...place]).slice(0, 1))
    .map(({ field, type, value, detail, path: at, part }) =>
      warn({ code: 'selector-unreadable', field, type, value, detail }, at, part),
    )
}

function warn(facts: ObjectProblem['facts'], path: FieldPath, part: ObjectProblem['part'] = 'value'): ObjectProblem {
  return { facts, path, part, severity: 'warning', layer: 'admission' }
}
