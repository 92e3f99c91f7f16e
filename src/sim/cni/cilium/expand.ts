import { parseCidrLoosely } from '../../../ground/ip.ts'
import { matchesSelector, type LabelRequirement } from '../../../ground/labels.ts'
import { fieldAt, labelsAt, listAt } from '../../../manifests/fields.ts'
import type { Cluster, Service } from '../../../model/cluster.ts'
import type {
  BlockMatcher,
  GroupMatcher,
  IdentityMatcher,
  PeerMatcher,
  Rule,
  ServiceMatcher,
} from '../../../policy/form.ts'

/**
 * The rule with Services and lists of blocks put into pods and blocks, which is what the agents do when they load it. A
 * rule whose peers come to nobody fits nobody.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/#services-based, pkg/policy/k8s/service.go,
 * pkg/policy/k8s/cilium_cidr_group.go
 */
export function expandRule(rule: Rule, cluster: Cluster): Rule {
  if (
    !rule.when.some(
      (condition) =>
        condition.aspect === 'peer' && condition.anyOf.some(({ kind }) => kind === 'service' || kind === 'group'),
    )
  )
    return rule
  return {
    ...rule,
    when: rule.when.map((condition) => {
      if (condition.aspect !== 'peer') return condition
      const anyOf = condition.anyOf.flatMap((matcher): readonly PeerMatcher[] =>
        matcher.kind === 'service'
          ? behindServices(matcher, cluster)
          : matcher.kind === 'group'
            ? blocksOfGroups(matcher, cluster)
            : [matcher],
      )
      return { ...condition, anyOf: anyOf.length > 0 ? anyOf : [{ kind: 'nobody', path: condition.anyOf[0]!.path }] }
    }),
  }
}

/**
 * A Service that selects pods stands for those pods, however they are reached; one that lists addresses for those
 * addresses.
 */
function behindServices(matcher: ServiceMatcher, { services }: Cluster): readonly PeerMatcher[] {
  const isMeant = ({ namespace, name, object }: Service) =>
    (matcher.namespace === null || namespace.name === matcher.namespace) &&
    (matcher.selector
      ? matchesSelector(matcher.selector, labelsAt(object.value, 'metadata', 'labels'))
      : name === matcher.name)
  return services.filter(isMeant).flatMap((service): readonly PeerMatcher[] => {
    const selector = labelsAt(service.object.value, 'spec', 'selector')
    if (Object.keys(selector).length > 0) return [selectedBy(service, selector, matcher)]
    return service.backends.map(({ address }): BlockMatcher => {
      const block = parseCidrLoosely(`${address.text}/${address.family === 4 ? 32 : 128}`)!.block
      return { kind: 'block', block, blockPath: matcher.path, except: [], exceptPath: matcher.path, path: matcher.path }
    })
  })
}

function selectedBy(
  { namespace }: Service,
  selector: Readonly<Record<string, string>>,
  { path }: ServiceMatcher,
): IdentityMatcher {
  const requirements = [...Object.entries(selector), ['io.kubernetes.pod.namespace', namespace.name]].map(
    ([key, value]): LabelRequirement => ({ key: `k8s:${key}`, operator: 'Equals', values: [value!], path }),
  )
  return { kind: 'identity', namespace: namespace.name, word: null, selector: { requirements, path }, path }
}

function blocksOfGroups(
  { name, selector, except, path }: GroupMatcher,
  { definitions }: Cluster,
): readonly PeerMatcher[] {
  return definitions
    .filter(
      (object) =>
        object.kind === 'CiliumCIDRGroup' &&
        (name !== null
          ? object.name === name
          : selector !== null && matchesSelector(selector, labelsAt(object.value, 'metadata', 'labels'))),
    )
    .flatMap(({ value }) =>
      listAt(fieldAt(value, 'spec'), 'externalCIDRs').flatMap((text): readonly PeerMatcher[] => {
        const block = parseCidrLoosely(String(text))?.block
        return block ? [{ kind: 'block', block, blockPath: path, except, exceptPath: path, path }] : []
      }),
    )
}
