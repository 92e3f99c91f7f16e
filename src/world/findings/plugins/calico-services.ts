import { matchesExpression } from '../../../ground/label-expression.ts'
import { listAt, objectAt } from '../../../manifests/fields.ts'
import type { Service } from '../../../model/cluster.ts'
import { namespacedName } from '../../../model/namespaced-name.ts'
import type { BlockMatcher, CompiledPolicy, Condition, ExpressionMatcher, Rule } from '../../../policy/form.ts'
import { matchesPeer, matchesSubject, peerAt } from '../../../policy/match.ts'
import type { Listener } from '../cluster-facts.ts'
import type { Finding } from '../finding.ts'
import type { FixPlan } from '../fix-plan.ts'
import { portFindingsOf, type PortRule } from '../ports.ts'
import { calicoPolicies, calicoSets, type PluginView } from './plugin-view.ts'
import { servicesMeant } from './services-meant.ts'

/**
 * Ports and addresses of Services in rules of Calico, which sees the connection after the Service: what is asked before
 * translation is left alone.
 * Source: https://docs.tigera.io/calico/latest/network-policy/policy-rules/service-policy,
 * https://docs.tigera.io/calico/latest/network-policy/services/services-cluster-ips
 */
export function calicoServiceFindings(view: PluginView): readonly Finding[] {
  return calicoPolicies(view)
    .filter(({ lane }) => !lane)
    .flatMap((policy) =>
      policy.rules.flatMap((rule) => [...ofPorts(policy, rule, view), ...ofBlocks(policy, rule, view)]),
    )
}

type Positive<Aspect extends Condition['aspect']> = Extract<Condition, { aspect: Aspect }>

function positive<Aspect extends Condition['aspect']>({ when }: Rule, aspect: Aspect): readonly Positive<Aspect>[] {
  return when.filter((condition): condition is Positive<Aspect> => condition.aspect === aspect && !condition.negate)
}

function ofPorts(policy: CompiledPolicy, rule: Rule, view: PluginView): readonly Finding[] {
  const ports = positive(rule, 'port').flatMap(({ anyOf }) => anyOf)
  if (ports.length === 0) return []
  const of: PortRule = {
    object: policy.object,
    rule: {
      rule,
      section: rule.section,
      index: rule.index,
      peers: positive(rule, 'peer').flatMap(({ anyOf }) => anyOf),
      ports,
    },
    ...targetsOf(policy, rule, view),
    isBare: true,
  }
  return portFindingsOf(of)
}

/**
 * Whose ports a rule is about: on the way in those of the policy's pods, on the way out those of whom the rule finds by
 * labels and by nothing else.
 */
function targetsOf(policy: CompiledPolicy, rule: Rule, view: PluginView): Pick<PortRule, 'targets' | 'only'> {
  if (rule.section === 'ingress')
    return {
      targets: listenersWhere(view, (endpoint) => matchesSubject(policy.subject, endpoint, view.set.profile.view)),
      only: selectsHosts(policy) ? 'also others' : 'pods',
    }
  const peers = positive(rule, 'peer')
  const [matcher] = peers.flatMap(({ anyOf }) => anyOf)
  const isOne =
    peers.length === 1 &&
    peers[0]!.anyOf.length === 1 &&
    matcher!.kind === 'expression' &&
    rule.when.every(({ aspect, negate }) => aspect !== 'peer' || !negate)
  if (!isOne) return { targets: peers.length === 0 ? listenersWhere(view, () => true) : [], only: 'also others' }
  const { profile } = view.set
  return {
    targets: listenersWhere(view, (endpoint) => matchesPeer(matcher!, peerAt(endpoint, null, null, profile.view))),
    only: findsSets(matcher as ExpressionMatcher, view) ? 'also others' : 'pods',
  }
}

type PodEnd = Extract<NonNullable<PluginView['facts']['cluster']['pods'][number]['endpoint']>, { kind: 'pod' }>

function listenersWhere({ facts }: PluginView, fits: (endpoint: PodEnd) => boolean): readonly Listener[] {
  return facts.groups.groups.flatMap(({ index }) => {
    const endpoint = facts.members(index)[0]?.endpoint
    return endpoint?.kind === 'pod' && fits(endpoint) ? facts.listeners(index) : []
  })
}

/** Whether it may be about host endpoints too. */
function selectsHosts({ namespace, subject }: CompiledPolicy): boolean {
  return namespace === null && subject.kind === 'expression' && matchesExpression(subject.expression, {})
}

function findsSets({ expression }: ExpressionMatcher, view: PluginView): boolean {
  return calicoSets(view.facts.cluster).some(({ labels }) => matchesExpression(expression, labels))
}

function ofBlocks({ object }: CompiledPolicy, rule: Rule, { facts: { cluster } }: PluginView): readonly Finding[] {
  return positive(rule, 'peer')
    .flatMap(({ anyOf }) =>
      anyOf.filter((matcher): matcher is BlockMatcher => matcher.kind === 'block' && matcher.path.at(-2) === 'nets'),
    )
    .flatMap((matcher): readonly Finding[] => {
      const services = servicesMeant(matcher, cluster)
      const [service] = services
      if (!service) return []
      return [
        {
          facts: {
            code: 'block-is-service',
            section: rule.section,
            rule: rule.index,
            peer: Number(matcher.path.at(-1)),
            cidr: matcher.block.text,
            service: namespacedName(service),
            services: services.length,
          },
          severity: 'warning',
          object,
          path: matcher.path,
          part: 'value',
          fixes: services.length === 1 ? serviceInstead(object.value, matcher, service) : [],
        },
      ]
    })
}

/**
 * The Service by its name in place of its address; its target ports come with it, so that ports are not written beside
 * it.
 */
function serviceInstead(value: unknown, { path }: BlockMatcher, { name, namespace }: Service): readonly FixPlan[] {
  const end = path.slice(0, -2)
  const entity = end.reduce<unknown>(
    (at, step) => (typeof step === 'number' ? listAt(at)[step] : objectAt(at)?.[step]),
    value,
  )
  const isAlone =
    Object.keys(objectAt(entity) ?? {}).every((field) => field === 'nets' || field === 'ports') &&
    listAt(entity, 'nets').length === 1 &&
    end.at(-1) === 'destination'
  return isAlone
    ? [
        {
          does: { fix: 'use-service', service: `${namespace.name}/${name}` },
          changes: [{ change: 'replace', path: end, value: { services: { name, namespace: namespace.name } } }],
        },
      ]
    : []
}
