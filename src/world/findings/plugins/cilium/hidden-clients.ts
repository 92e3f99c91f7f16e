import { targetPortOn } from '../../../../model/service-port.ts'
import { evaluateFlow } from '../../../../engine/evaluate.ts'
import type { IpAddress } from '../../../../ground/ip.ts'
import type { Pod, Service } from '../../../../model/cluster.ts'
import { externalEndpoint } from '../../../../model/endpoint.ts'
import { namespacedName } from '../../../../model/namespaced-name.ts'
import type { PeerMatcher } from '../../../../policy/form.ts'
import type { Flow } from '../../../../policy/match.ts'
import type { Finding } from '../../finding.ts'
import type { PluginView } from '../plugin-view.ts'
import { ciliumRuleViews, subjectGroups } from './rule-views.ts'

/**
 * Callers outside that a rule lets in and that come through a Service on another node, which puts itself in their
 * place: they get in when they dial the pod, or a node that has it, and not there.
 * Source: https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/#client-source-ip-preservation
 */
export function hiddenClientFindings(view: PluginView): readonly Finding[] {
  const seen = new Set<string>()
  let tries = 0
  return ciliumRuleViews(view)
    .filter(({ section, rule }) => section === 'ingress' && rule.action === 'allow')
    .flatMap((rule) =>
      rule.peers.flatMap((matcher, peer): readonly Finding[] => {
        const outside = outsideOf(matcher)
        const key = `${rule.policy.namespace ?? ''}/${rule.policy.name} ${matcher.path.join()}`
        if (!outside || seen.has(key)) return []
        seen.add(key)
        const pods = subjectGroups(rule.policy, view).flatMap((group) => view.facts.members(group).slice(0, 1))
        for (const pod of pods)
          for (const service of view.facts.servicesOf(pod)) {
            const as = hidesClients(service) && tries++ < TRIES ? seenAs(service, pod, outside.address, view) : null
            if (as)
              return [
                {
                  facts: {
                    code: 'clients-seen-as-node',
                    section: 'ingress',
                    rule: rule.index,
                    peer,
                    wanted: outside.text,
                    service: namespacedName(service),
                    as,
                  },
                  severity: 'warning',
                  object: rule.object,
                  path: matcher.path,
                  part: 'value',
                  fixes: fixes(matcher, as),
                },
              ]
          }
        return []
      }),
    )
}

/** Each is judged against everything in force: a cluster with more of them has been told enough. */
const TRIES = 40

/** Somebody outside whom the matcher means; null: it means nobody outside. */
function outsideOf(matcher: PeerMatcher): { readonly text: string; readonly address: IpAddress | null } | null {
  if (matcher.kind === 'identity') return matcher.word === 'world' ? { text: 'world', address: null } : null
  if (
    matcher.kind !== 'block' ||
    matcher.except.some((hole) => hole.first <= matcher.block.first && matcher.block.first <= hole.last)
  )
    return null
  const { family, first, text } = matcher.block
  return { text, address: { family, value: first, text: text.split('/')[0]! } }
}

function hidesClients({ type, externalTrafficPolicy }: Service): boolean {
  return (type === 'NodePort' || type === 'LoadBalancer') && externalTrafficPolicy === 'Cluster'
}

/**
 * What stands in the caller's place where it is refused although it would get in by itself; null: it gets in on both
 * ways, or on none.
 */
function seenAs(
  service: Service,
  pod: Pod,
  address: IpAddress | null,
  { facts, set }: PluginView,
): 'node-address' | 'no-address' | null {
  const { endpoint } = pod
  const entryNode = facts.cluster.nodes.find(({ name }) => name !== pod.node)?.name
  const destinationAddress =
    endpoint?.addresses.find(({ family }) => address === null || family === address.family) ?? null
  if (endpoint?.kind !== 'pod' || entryNode === undefined || destinationAddress === null) return null
  for (const { port, nodePort, targetPort, protocol } of service.ports) {
    const number = targetPortOn(pod, targetPort, protocol)
    if (number === undefined) continue
    const straight: Flow = {
      source: externalEndpoint('outside', address ?? undefined),
      destination: endpoint,
      sourceAddress: address,
      destinationAddress,
      name: null,
      hairpin: false,
      protocol,
      port: number,
      service: null,
    }
    const through: Flow = { ...straight, service: { service, port, nodePort, address: null, entryNode } }
    const ingress = (flow: Flow) => evaluateFlow(flow, set).gates.find(({ at }) => at === 'ingress')!
    const seen = ingress(through)
    const as = seen.sightings[0]!.as
    if (
      ingress(straight).passage !== 'denied' &&
      seen.passage === 'denied' &&
      (as === 'node-address' || as === 'no-address')
    )
      return as
  }
  return null
}

/** Other nodes beside the world; of a block there is no such way that would not let in others. */
function fixes(matcher: PeerMatcher, as: 'node-address' | 'no-address'): Finding['fixes'] {
  return matcher.kind !== 'identity' || as !== 'node-address'
    ? []
    : [
        {
          does: { fix: 'add-entity', entity: 'remote-node' },
          changes: [{ change: 'append', path: matcher.path.slice(0, -1), value: 'remote-node' }],
        },
      ]
}
