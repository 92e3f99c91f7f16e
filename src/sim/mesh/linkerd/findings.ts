import type { PolicySet } from '../../../engine/policy-set.ts'
import { matchesSelector } from '../../../ground/labels.ts'
import type { Cluster, Pod } from '../../../model/cluster.ts'
import { missingReferences } from '../../../policy/kinds/linkerd/authorizations.ts'
import type { AuthorizationPolicy } from '../../../policy/kinds/linkerd/authorization-policy.ts'
import { DEFAULT_POLICIES, isDefaultPolicy } from '../../../policy/kinds/linkerd/default-policy.ts'
import type { Inbound } from '../../../policy/kinds/linkerd/inbound.ts'
import { chooseRoute } from '../../../policy/kinds/linkerd/route-choice.ts'
import type { Server } from '../../../policy/kinds/linkerd/server.ts'
import { readPodManifest } from '../../walls/pod-manifest.ts'
import { closedPorts } from '../closed-port.ts'
import type { MeshFinding } from '../mesh.ts'
import { INJECT, INJECT_WORDS, namespaceAnnotations } from './membership.ts'
import { DEFAULT_POLICY, type PodSettings } from './pod-settings.ts'
import { INBOUND_PORT, inboundAt, type ServerProxies } from './server-proxy.ts'

/** A pod that policy could be for. `settings` null: it has no proxy. */
interface Known {
  readonly pod: Pod
  readonly settings: PodSettings | null
}

/** One port of a pod with a proxy, and what the proxy is told about it. */
interface Told {
  readonly pod: Pod
  readonly port: number
  readonly inbound: Inbound
}

const LISTED = 3

/** What people get wrong with Linkerd. Sources stand at each. */
export function linkerdFindings(cluster: Cluster, policies: PolicySet, proxies: ServerProxies, known: (pod: Pod) => { readonly meshed: { readonly settings: PodSettings } | null }): readonly MeshFinding[] {
  const pods = cluster.pods.filter(({ finished }) => !finished).map((pod): Known => ({ pod, settings: known(pod).meshed?.settings ?? null }))
  const { servers, policies: authorizations } = proxies.objects
  return [
    ...servers.flatMap((server) => serverFindings(server, pods, proxies)),
    ...authorizations.flatMap((policy) => policyFindings(policy, proxies)),
    ...probeFindings(pods, proxies),
    ...proxyPortFindings(pods, policies),
    ...wordFindings(pods),
  ]
}

/** Source: https://linkerd.io/2-edge/reference/authorization-policy/#server, #policy-annotations */
function serverFindings(server: Server, pods: readonly Known[], proxies: ServerProxies): readonly MeshFinding[] {
  const chosen = pods.filter(({ pod }) => server.pods !== null && pod.namespace.name === server.namespace && matchesSelector(server.pods, pod.labels))
  const bare = chosen.filter(({ settings }) => settings === null).map(({ pod }) => `${pod.namespace.name}/${pod.name}`).sort()
  const told = chosen.flatMap(({ pod, settings }) => (settings ? numbersOf(server, pod).map((port): Told => ({ pod, port, inbound: inboundAt({ pod }, port, settings, proxies) })) : []))
  const late = told.filter(({ inbound }) => inbound.server !== server), own = told.filter(({ inbound }) => inbound.server === server)
  const closed = own.length > 0 && own.every(opensNothing)
  const { object } = server
  return [
    ...(bare.length > 0 ? [{ facts: { code: 'linkerd-no-proxy' as const, pods: bare.slice(0, LISTED), count: bare.length, of: chosen.length }, severity: 'warning' as const, object, path: ['spec', 'podSelector'] }] : []),
    ...(late[0] ? [{ facts: { code: 'linkerd-server-late' as const, by: late[0].inbound.server!.name, port: late[0].port, pods: podsOf(late) }, severity: 'warning' as const, object, path: ['spec', 'port'] }] : []),
    ...(closed ? [{ facts: { code: 'linkerd-lets-nobody-in' as const, port: server.port, pods: podsOf(own) }, severity: 'warning' as const, object, path: ['metadata', 'name'] }] : []),
  ]
}

function numbersOf({ port }: Server, pod: Pod): readonly number[] {
  return typeof port === 'number' ? [port] : pod.ports.filter(({ name, protocol }) => name === port && protocol === 'TCP').map((each) => each.port)
}

function podsOf(told: readonly Told[]): number {
  return new Set(told.map(({ pod }) => pod)).size
}

/** What probes are let in by is of the pod's own, and is no opening. */
function opensNothing({ pod, inbound: { policies, routes, onRoute } }: Told): boolean {
  return [...policies.filter(({ object }) => object !== pod.object), ...routes.flatMap(onRoute)].every(({ rules }) => rules.length === 0)
}

/** Source: https://linkerd.io/2-edge/reference/authorization-policy/#authorizationpolicy; linkerd2, policy-controller/k8s/index/src/inbound/index.rs (policy_client_authz) */
function policyFindings(policy: AuthorizationPolicy, { objects }: ServerProxies): readonly MeshFinding[] {
  const { object, namespace, target, required } = policy
  const isThere = target.kind === 'namespace' || (target.kind === 'server' ? objects.servers.some((each) => each.namespace === namespace && each.name === target.name)
    : objects.routes.some((each) => each.namespace === namespace && each.kind === target.kind && each.group === target.group && each.name === target.name))
  const name = target.kind === 'namespace' ? `Namespace ${namespace}` : `${target.kind === 'server' ? 'Server' : target.kind} ${target.name}`
  return [
    ...missingReferences(policy, objects).map(({ text, path }): MeshFinding => ({ facts: { code: 'linkerd-authentication-missing', missing: text }, severity: 'warning', object, path })),
    ...(isThere ? [] : [{ facts: { code: 'linkerd-target-missing' as const, target: name, namespace }, severity: 'warning' as const, object, path: ['spec', 'targetRef', 'name'] }]),
    ...(required.length === 0 && isThere ? [{ facts: { code: 'linkerd-open-to-all' as const, target: name }, severity: 'note' as const, object, path: ['spec', 'requiredAuthenticationRefs'] }] : []),
  ]
}

/**
 * Routes end what lets probes through: from then on a probe is a request like any other.
 * Source: https://linkerd.io/2-edge/features/server-policy/#policy-and-probes
 */
function probeFindings(pods: readonly Known[], proxies: ServerProxies): readonly MeshFinding[] {
  return byObject(pods).flatMap(({ pod, settings }) => (settings?.probes ?? []).flatMap(({ port, path, at }): readonly MeshFinding[] => {
    const { routes, policies, onRoute } = inboundAt({ pod }, port, settings!, proxies)
    if (routes.length === 0) return []
    const choice = chooseRoute(routes, { method: 'GET', path, host: pod.addresses[0]?.text ?? '' })
    if (choice === 'unknown') return []
    const isOpen = choice !== 'none' && [...policies, ...onRoute(choice.route)].some(({ rules }) => rules.some(({ all }) => all.every(({ section }) => section !== 'identities')))
    return isOpen ? [] : [{ facts: { code: 'linkerd-probe-closed', path, port, pod: `${pod.namespace.name}/${pod.name}`, status: choice === 'none' ? 404 : 403 }, severity: 'warning', object: pod.object, path: at }]
  }))
}

/**
 * Between two proxies everything comes in on one port, whatever was meant; a NetworkPolicy that opens the ports of the application alone closes it.
 * Source: https://linkerd.io/2-edge/common-errors/network-policy/
 */
function proxyPortFindings(pods: readonly Known[], set: PolicySet): readonly MeshFinding[] {
  return closedPorts(pods.flatMap(({ pod, settings }) => (settings ? [pod] : [])), set, INBOUND_PORT)
    .map(({ object, pods: count }) => ({ facts: { code: 'linkerd-proxy-port-closed', pods: count, port: INBOUND_PORT }, severity: 'warning', object, path: ['metadata', 'name'] }))
}

/** Source: linkerd2, pkg/inject/report.go and policy-controller/k8s/index/src/inbound/workload.rs: a word that nobody knows is written to a log and passed over */
function wordFindings(pods: readonly Known[]): readonly MeshFinding[] {
  const namespaces = [...new Map(pods.map(({ pod }) => [pod.namespace, pod])).values()]
  return [
    ...namespaces.flatMap((pod) => (pod.namespace.object ? [{ object: pod.namespace.object, annotations: namespaceAnnotations(pod), path: ['metadata', 'annotations'] as readonly (string | number)[] }] : [])),
    ...byObject(pods).map(({ pod }) => { const { annotations, annotationsPath } = readPodManifest(pod.object); return { object: pod.object, annotations, path: annotationsPath } }),
  ].flatMap(({ object, annotations, path }) => {
    const inject = annotations[INJECT] ?? '', policy = annotations[DEFAULT_POLICY]
    const unknown = (annotation: string, value: string, words: readonly string[]): MeshFinding => ({ facts: { code: 'linkerd-word-unknown', annotation, value, words }, severity: 'warning', object, path: [...path, annotation] })
    return [...(inject === '' || INJECT_WORDS.includes(inject) ? [] : [unknown(INJECT, inject, INJECT_WORDS)]), ...(policy === undefined || isDefaultPolicy(policy) ? [] : [unknown(DEFAULT_POLICY, policy, DEFAULT_POLICIES)])]
  })
}

/** One pod for each object that pods are made from. */
function byObject(pods: readonly Known[]): readonly Known[] {
  return [...new Map(pods.map((known) => [known.pod.object, known])).values()]
}
