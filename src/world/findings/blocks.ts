import type { InPeer, Label } from '../../ground/finding.ts'
import { blockContains, type CidrBlock } from '../../ground/ip.ts'
import { labelsAt } from '../../manifests/fields.ts'
import type { YamlObject } from '../../manifests/print-yaml.ts'
import { compareText } from '../../model/build.ts'
import type { Service } from '../../model/cluster.ts'
import { namespacedName } from '../../model/namespaced-name.ts'
import type { BlockMatcher } from '../../policy/form.ts'
import { matchesBlock } from '../../policy/match.ts'
import type { Finding } from './finding.ts'
import type { FixPlan } from './fix-plan.ts'
import type { PolicyView, RuleView } from './policy-view.ts'

/**
 * Blocks of addresses inside the cluster, or of none. They are meant for what is outside: addresses of pods change, and
 * a Service's address is replaced by a pod's before policies look.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-ipblock-selectors
 */
export function blockFindings(view: PolicyView): readonly Finding[] {
  return view.rules.flatMap((rule) =>
    rule.peers.flatMap((matcher, peer) => {
      if (matcher.kind !== 'block') return []
      const at: InPeer = { section: rule.section, rule: rule.index, peer }
      const found =
        coveredBlock(matcher, at, view) ??
        podBlock(matcher, at, view) ??
        nodeBlock(matcher, at, view) ??
        serviceBlock(matcher, at, view) ??
        hiddenClients(matcher, at, view)
      return [...(found ? [found] : []), ...oneFamily(matcher, at, rule, view)]
    }),
  )
}

function finding(
  { object }: PolicyView,
  { path }: BlockMatcher,
  facts: Finding['facts'],
  severity: Finding['severity'],
  fixes: readonly FixPlan[] = [],
): Finding {
  return { facts, severity, object, path: [...path, 'ipBlock', 'cidr'], part: 'value', fixes }
}

const isSingle = ({ first, last }: CidrBlock) => first === last

/** Everything is excepted. */
function coveredBlock(matcher: BlockMatcher, at: InPeer, view: PolicyView): Finding | null {
  const { block, except } = matcher
  let next = block.first
  for (const hole of [...except].sort((a, b) => (a.first < b.first ? -1 : 1))) {
    if (hole.first > next) return null
    if (hole.last >= next) next = hole.last + 1n
  }
  return except.length > 0 && next > block.last
    ? finding(view, matcher, { code: 'except-covers-block', ...at, cidr: block.text }, 'warning')
    : null
}

/** A block without end, `0.0.0.0/0`, is meant to hold everybody. */
function podBlock(matcher: BlockMatcher, at: InPeer, view: PolicyView): Finding | null {
  const { facts } = view
  if (matcher.block.prefix === 0) return null
  const pods = facts.podsAtAddress(matcher)
  const [pod] = pods
  if (!pod) return null
  const assumed = pods.every(({ addressAssumed }) => addressAssumed)
  const cidr = matcher.block.text
  if (!isSingle(matcher.block))
    return finding(view, matcher, { code: 'block-holds-pods', ...at, cidr, pods: pods.length, assumed }, 'note')
  const labels = Object.entries(pod.workload.labels)
    .filter(([key]) => !GENERATED.has(key))
    .map(([key, value]) => ({ key, value }))
    .sort((a, b) => compareText(a.key, b.key))
  const fixes = labels.length === 0 ? [] : [selectPods(matcher, labels, pod.namespace.name, view)]
  return finding(
    view,
    matcher,
    { code: 'block-is-pod', ...at, cidr, pod: namespacedName(pod), assumed },
    'warning',
    fixes,
  )
}

/** Labels that a controller puts on: the next pod has others. */
const GENERATED: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
  'job-name',
  'batch.kubernetes.io/job-name',
])

/** The pods by their labels, in place of an address. */
function selectPods({ path }: BlockMatcher, labels: readonly Label[], namespace: string, view: PolicyView): FixPlan {
  const podSelector: YamlObject = { matchLabels: Object.fromEntries(labels.map(({ key, value }) => [key, value])) }
  const value: YamlObject =
    namespace === view.namespace
      ? { podSelector }
      : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } }, podSelector }
  return { does: { fix: 'select-pods', labels }, changes: [{ change: 'replace', path, value }] }
}

/** Kubelet probes come from the pod's own node, which always gets in. */
function nodeBlock(matcher: BlockMatcher, at: InPeer, view: PolicyView): Finding | null {
  if (at.section !== 'ingress' || !isSingle(matcher.block)) return null
  const node = view.facts.cluster.nodes.find(({ addresses }) =>
    addresses.some((address) => matchesBlock(matcher, address)),
  )
  return node
    ? finding(
        view,
        matcher,
        { code: 'node-block-for-probes', ...at, cidr: matcher.block.text, node: node.name },
        'note',
      )
    : null
}

function serviceBlock(matcher: BlockMatcher, at: InPeer, view: PolicyView): Finding | null {
  const { block } = matcher
  const services =
    block.prefix === 0
      ? []
      : view.facts.cluster.services.filter(({ clusterAddresses }) =>
          clusterAddresses.some((address) => matchesBlock(matcher, address)),
        )
  const [service] = services
  if (
    !service ||
    view.facts.cluster.nodes.some(({ addresses }) => addresses.some((address) => blockContains(block, address)))
  )
    return null
  return finding(
    view,
    matcher,
    { code: 'block-is-service', ...at, cidr: block.text, service: namespacedName(service), services: services.length },
    'warning',
    services.length === 1 ? selectBackends(matcher, service, view) : [],
  )
}

function selectBackends(matcher: BlockMatcher, service: Service, view: PolicyView): readonly FixPlan[] {
  const labels = Object.entries(labelsAt(service.object.value, 'spec', 'selector'))
    .map(([key, value]) => ({ key, value }))
    .sort((a, b) => compareText(a.key, b.key))
  return labels.length === 0 ? [] : [selectPods(matcher, labels, service.namespace.name, view)]
}

/** Clients outside that come through a Service which puts a node's address in place of theirs. */
function hiddenClients(matcher: BlockMatcher, at: InPeer, view: PolicyView): Finding | null {
  if (at.section !== 'ingress' || matcher.block.prefix === 0) return null
  const services = new Set(view.selected.flatMap((pod) => view.facts.servicesOf(pod)))
  const hiding = [...services]
    .filter(
      ({ type, externalTrafficPolicy }) =>
        (type === 'NodePort' || type === 'LoadBalancer') && externalTrafficPolicy === 'Cluster',
    )
    .map(namespacedName)
    .sort()
  return hiding[0]
    ? finding(
        view,
        matcher,
        { code: 'client-address-hidden', ...at, cidr: matcher.block.text, service: hiding[0] },
        'note',
      )
    : null
}

const ANY = { 4: '0.0.0.0/0', 6: '::/0' } as const

/** Everybody, but of one address family, for pods that speak both. */
function oneFamily(matcher: BlockMatcher, at: InPeer, { rule, peers }: RuleView, view: PolicyView): readonly Finding[] {
  const { block } = matcher
  const other = block.family === 4 ? 6 : 4
  if (block.prefix !== 0 || peers.some((each) => each.kind === 'block' && each.block.family === other)) return []
  const dual = view.selected.filter(({ addresses }) => addresses.some(({ family }) => family === other)).length
  if (dual === 0) return []
  const side = at.section === 'ingress' ? 'from' : 'to'
  return [
    finding(
      view,
      matcher,
      { code: 'one-family-only', ...at, cidr: block.text, missing: ANY[other], pods: dual },
      'warning',
      [
        {
          does: { fix: 'add-family', cidr: ANY[other] },
          changes: [{ change: 'append', path: [...rule.path, side], value: { ipBlock: { cidr: ANY[other] } } }],
        },
      ],
    ),
  ]
}
