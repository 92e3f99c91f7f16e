import type { InRule, PortHint } from '../../ground/finding.ts'
import { PORT_PROTOCOLS, type ContainerPort } from '../../ground/ports.ts'
import { fieldAt } from '../../manifests/fields.ts'
import type { ManifestChange } from '../../manifests/change.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Service } from '../../model/cluster.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import type { PortMatcher } from '../../policy/form.ts'
import type { Listener } from './cluster-facts.ts'
import type { Finding } from './finding.ts'
import type { FixPlan } from './fix-plan.ts'
import type { PolicyView, RuleView } from './policy-view.ts'
import { distance } from './suggest.ts'

/** How many ports a finding lists. */
const LISTED = 4

/**
 * A rule, and those whose ports it is about. `only`: `pods` when nobody else can be meant. `inText`: its API writes
 * ports as text; `isBare`: by themselves, and the protocol elsewhere.
 */
export interface PortRule {
  readonly object: KubernetesObject
  readonly rule: RuleView
  readonly targets: readonly Listener[]
  readonly only: 'pods' | 'also others'
  readonly inText?: boolean
  readonly isBare?: boolean
}

/**
 * Ports that nobody listens on, as far as manifests tell: numbers of Services in place of the pods', names that no pod
 * declares.
 * Source: NetworkPolicyPort.port; policies see the connection after Service translation.
 */
export function portFindings(view: PolicyView): readonly Finding[] {
  return view.rules.flatMap((rule) =>
    rule.ports.length === 0 ? [] : portFindingsOf({ object: view.object, rule, ...targetsOf(rule, view) }),
  )
}

/** The same for one rule of any API. */
export function portFindingsOf(of: PortRule): readonly Finding[] {
  const { rule, targets, only } = of
  return rule.ports.flatMap((matcher): readonly Finding[] => {
    const at: InRule = { section: rule.section, rule: rule.index }
    const found =
      matcher.name !== null
        ? nameFinding(matcher, matcher.name, targets, at, of)
        : only === 'pods'
          ? numberFinding(matcher, targets, at, of)
          : null
    return found ? [found] : []
  })
}

/** Whose ports a rule is about. */
function targetsOf(rule: RuleView, { facts, subject }: PolicyView): Pick<PortRule, 'targets' | 'only'> {
  const listeners = (groups: Iterable<number>) => [...new Set(groups)].flatMap((group) => facts.listeners(group))
  if (rule.section === 'ingress') return { targets: listeners(facts.groupsOf(subject)), only: 'pods' }
  if (rule.peers.length === 0) return { targets: listeners(facts.groups.groups.keys()), only: 'also others' }
  return {
    targets: listeners(rule.peers.flatMap((matcher) => (matcher.kind === 'pods' ? facts.groupsOf(matcher) : []))),
    only: rule.peers.every(({ kind }) => kind === 'pods') ? 'pods' : 'also others',
  }
}

function finding(
  { object, isBare }: PortRule,
  { path }: PortMatcher,
  facts: Finding['facts'],
  fixes: readonly FixPlan[],
  severity: Finding['severity'] = 'warning',
): Finding {
  return { facts, severity, object, path: isBare ? path : [...path, 'port'], part: 'value', fixes }
}

/** Whether a matcher is about ports of this protocol; one without a protocol is about all. */
function isOver({ protocol }: PortMatcher, port: { readonly protocol: string }): boolean {
  return protocol === null || port.protocol === protocol
}

function numberFinding(matcher: PortMatcher, targets: readonly Listener[], at: InRule, of: PortRule): Finding | null {
  const { range, protocol } = matcher
  // A pod that declares nothing may listen on anything.
  if (range === null || targets.length === 0 || targets.some(({ listens }) => listens.length === 0)) return null
  const inRange = ({ port }: ContainerPort) => range.from <= port && port <= range.to
  const all = targets.flatMap(({ listens }) => listens)
  if (all.some((port) => isOver(matcher, port) && inRange(port))) return null
  const isOne = range.from === range.to
  const service = isOne ? servicePort(range.from, matcher, targets) : null
  if (service) {
    return finding(
      of,
      matcher,
      {
        code: 'service-port-used',
        ...at,
        port: range.from,
        service: namespacedName(service.service),
        targetPort: service.targetPort,
      },
      [usePort(service.targetPort, matcher, of)],
    )
  }
  const hint = isOne ? numberHint(range.from, matcher, all) : null
  return finding(
    of,
    matcher,
    {
      code: 'port-not-listened',
      ...at,
      port: isOne ? String(range.from) : `${range.from}-${range.to}`,
      protocol: protocol ?? 'TCP',
      listens: printed(all),
      hint,
    },
    fixesFor(hint, matcher, of),
  )
}

function usePort(port: number | string, { path }: PortMatcher, { inText, isBare }: PortRule): FixPlan {
  return {
    does: { fix: 'use-port', port },
    changes: [{ change: 'replace', path: isBare ? path : [...path, 'port'], value: inText ? String(port) : port }],
  }
}

/** A Service of the targets with this port that leads to another one. */
function servicePort(
  port: number,
  matcher: PortMatcher,
  targets: readonly Listener[],
): { readonly service: Service; readonly targetPort: number | string } | null {
  for (const { services } of targets) {
    for (const service of services) {
      const found = service.headless
        ? undefined
        : service.ports.find((each) => each.port === port && isOver(matcher, each) && each.targetPort !== port)
      if (found) return { service, targetPort: found.targetPort }
    }
  }
  return null
}

/** The same number over another protocol, or the only port there is over this one. */
function numberHint(port: number, matcher: PortMatcher, ports: readonly ContainerPort[]): PortHint | null {
  const other =
    matcher.protocol === null
      ? undefined
      : PORT_PROTOCOLS.find(
          (each) =>
            each !== matcher.protocol &&
            ports.some((candidate) => candidate.protocol === each && candidate.port === port),
        )
  if (other) return { protocol: other }
  const numbers = [...new Set(ports.filter((each) => isOver(matcher, each)).map((each) => each.port))]
  const near = numbers.filter((each) => distance(String(port), String(each)) !== null)
  return near.length === 1 ? { port: near[0]! } : null
}

function printed(ports: readonly ContainerPort[]): readonly string[] {
  const sorted = [...ports].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1))
  return [
    ...new Set(sorted.map(({ port, protocol }) => (protocol === 'TCP' ? String(port) : `${port} ${protocol}`))),
  ].slice(0, LISTED)
}

function nameFinding(
  matcher: PortMatcher,
  name: string,
  targets: readonly Listener[],
  at: InRule,
  of: PortRule,
): Finding | null {
  const protocol = matcher.protocol ?? 'TCP'
  const { rule } = of
  if (rule.section === 'egress' && rule.peers.length > 0 && rule.peers.every(({ kind }) => kind === 'block'))
    return finding(of, matcher, { code: 'port-name-on-block', ...at, name }, [])
  const ports = targets.flatMap(({ declared }) => declared)
  const numbers = [
    ...new Set(ports.filter((each) => each.name === name && isOver(matcher, each)).map(({ port }) => port)),
  ].sort((a, b) => a - b)
  if (numbers.length > 1) return finding(of, matcher, { code: 'port-name-differs', ...at, name, numbers }, [], 'note')
  if (numbers.length === 1 || targets.length === 0) return null
  const names = [
    ...new Set(ports.flatMap((each) => (each.name !== null && isOver(matcher, each) ? [each.name] : []))),
  ].sort()
  const other = PORT_PROTOCOLS.find((each) => ports.some((port) => port.name === name && port.protocol === each))
  const near = names
    .flatMap((each) => {
      const apart = distance(name, each)
      return apart === null ? [] : [{ each, apart }]
    })
    .sort((a, b) => a.apart - b.apart)[0]
  const hint: PortHint | null = other ? { protocol: other } : near ? { port: near.each } : null
  return finding(
    of,
    matcher,
    { code: 'port-name-unknown', ...at, name, protocol, names: names.slice(0, LISTED), hint },
    fixesFor(hint, matcher, of),
  )
}

function fixesFor(hint: PortHint | null, matcher: PortMatcher, of: PortRule): readonly FixPlan[] {
  if (!hint) return []
  if ('port' in hint) return [usePort(hint.port, matcher, of)]
  return of.isBare
    ? []
    : [
        {
          does: { fix: 'use-protocol', protocol: hint.protocol },
          changes: [setProtocol(of.object.value, matcher.path, hint.protocol)],
        },
      ]
}

/** The protocol of a port entry, whether one is written or not. */
function setProtocol(value: unknown, path: PortMatcher['path'], protocol: string): ManifestChange {
  const entry = path.reduce<unknown>(
    (at, step) => (typeof step === 'number' ? (at as readonly unknown[])[step] : fieldAt(at, step)),
    value,
  )
  return fieldAt(entry, 'protocol') === undefined
    ? { change: 'set', path, key: 'protocol', value: protocol, after: ['port'] }
    : { change: 'replace', path: [...path, 'protocol'], value: protocol }
}
