import { isControlPlane } from '../model/control-plane.ts'
import type { Diagnostic } from '../ground/diagnostic.ts'
import { parseAddress, parseDialled, type IpAddress, type IpFamily } from '../ground/ip.ts'
import { failure, success, type Result } from '../ground/result.ts'
import { textAt } from '../manifests/fields.ts'
import type { Cluster, Pod, Service } from '../model/cluster.ts'
import { endpointLabel, externalEndpoint, type Endpoint } from '../model/endpoint.ts'
import { WORKLOAD_PREFIX } from '../model/workloads.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import type { ApiServerPlace } from '../sim/cni/api-server.ts'
import type { EndpointRef, FlowFact } from './answer.ts'

/** What the manifests do not tell, told by the caller. */
export interface Facts {
  /** DNS name → addresses. */
  readonly names?: Readonly<Record<string, readonly string[]>>
  readonly apiServer?: { readonly node?: string; readonly external?: string; readonly port?: number }
}

/**
 * What a reference stands for. `endpoints`: one of these, which one being open when there are several (`varies`).
 * `service`: whoever the Service sends the connection to; `family`: over this one, because one of its addresses was
 * asked for; `name`: the name whose lookup gives the pods' own addresses, which only a headless Service has.
 * `anywhere`: some address outside, public or any.
 */
export type Resolved =
  | { readonly kind: 'endpoints'; readonly endpoints: readonly Candidate[]; readonly varies: FlowFact }
  | {
      readonly kind: 'service'
      readonly service: Service
      readonly family: IpFamily | null
      readonly name: string | null
    }
  | {
      readonly kind: 'anywhere'
      readonly scope: 'public' | 'any'
      readonly label: string
      readonly name: string | null
    }

/** An endpoint that a reference may mean. `label`: what people read. */
export interface Candidate {
  readonly endpoint: Endpoint
  /** The address that was asked for; null: any that the endpoint has. */
  readonly address: IpAddress | null
  /** The DNS name that was asked for and that the address was learnt under; null: none. */
  readonly name: string | null
  readonly label: string
}

const KIND_OF_PREFIX = new Map(Object.entries(WORKLOAD_PREFIX).map(([kind, prefix]) => [prefix, kind]))

/** Resolves a reference of `EndpointRef`'s grammar; a failure says what was looked for and what comes near. */
export function resolveReference(ref: EndpointRef, cluster: Cluster, facts: Facts): Result<Resolved, Diagnostic> {
  if (ref === 'internet') return success({ kind: 'anywhere', scope: 'public', label: 'internet', name: null })
  if (ref === 'apiserver') return success(apiServer(cluster, facts))
  const prefixed = /^([a-z]+):(.*)$/s.exec(ref)
  if (!prefixed) return resolveName(ref, cluster)
  const [, prefix, rest] = prefixed as unknown as [string, string, string]
  if (KIND_OF_PREFIX.has(prefix)) {
    const workload = cluster.workloadByRef.get(ref)
    return workload ? pods(workload.pods, ref, cluster) : unresolved(ref, cluster)
  }
  switch (prefix) {
    case 'svc': {
      const service = cluster.services.find((each) => namespacedName(each) === rest)
      return service ? success(serviceOf(service)) : unresolved(ref, cluster)
    }
    case 'node': {
      const node = cluster.nodes.find(({ name }) => name === rest)
      return node ? one(node.endpoint, null) : unresolved(ref, cluster)
    }
    case 'ip':
      return resolveAddress(rest.replace(/^\[(.*)\]$/, '$1'), cluster)
    case 'name':
      return resolveDnsName(rest, cluster, facts)
    default:
      return unresolved(ref, cluster)
  }
}

/** A bare `ns/name` is a pod, else the workload of that name. */
function resolveName(ref: string, cluster: Cluster): Result<Resolved, Diagnostic> {
  const pod = cluster.podByName.get(ref)
  if (pod) return pods([pod], ref, cluster)
  const workload = cluster.workloads.find((each) => namespacedName(each) === ref)
  return workload ? pods(workload.pods, ref, cluster) : unresolved(ref, cluster)
}

function pods(candidates: readonly Pod[], ref: string, cluster: Cluster): Result<Resolved, Diagnostic> {
  const live = candidates.flatMap(({ endpoint }) =>
    endpoint ? [{ endpoint, address: null, name: null, label: endpointLabel(endpoint) }] : [],
  )
  if (live.length > 0) return success({ kind: 'endpoints', endpoints: live, varies: 'replica' })
  return candidates.some(({ finished }) => !finished)
    ? failure(questionProblem('no-address', ref, []))
    : unresolved(ref, cluster)
}

function one(endpoint: Endpoint, address: IpAddress | null): Result<Resolved, Diagnostic> {
  return success({
    kind: 'endpoints',
    varies: 'address',
    endpoints: [{ endpoint, address, name: null, label: endpointLabel(endpoint) }],
  })
}

function serviceOf(service: Service, family: IpFamily | null = null, name: string | null = null): Resolved {
  return { kind: 'service', service, family, name }
}

/** Whoever owns the address: a pod, a node, a Service; else somebody outside. */
function resolveAddress(text: string, cluster: Cluster): Result<Resolved, Diagnostic> {
  const address = parseDialled(text)
  if (!address) return failure(questionProblem('address', text, []))
  const service = cluster.services.find(({ clusterAddresses, externalAddresses }) =>
    [...clusterAddresses, ...externalAddresses].some((each) => each.text === address.text),
  )
  if (service) return success(serviceOf(service, address.family))
  return one(cluster.byAddress.get(address.text) ?? externalEndpoint(address.text, address), address)
}

/**
 * Names of Services as the cluster's DNS spells them, names whose addresses are given, else a name somewhere outside. A
 * lookup that gives a Service's own address says nothing about the pods behind it.
 * Source: https://network-policy-api.sigs.k8s.io/npeps/npep-133-fqdn-egress-selector/#expected-behavior
 */
function resolveDnsName(name: string, cluster: Cluster, facts: Facts): Result<Resolved, Diagnostic> {
  const given = facts.names && Object.hasOwn(facts.names, name) ? facts.names[name]! : []
  const addresses = given.map(parseAddress).filter((address) => address !== null)
  if (addresses.length > 0) {
    return success({
      kind: 'endpoints',
      varies: 'address',
      endpoints: addresses.map((address) => ({
        address,
        name,
        label: address.text,
        endpoint: cluster.byAddress.get(address.text) ?? externalEndpoint(address.text, address, name),
      })),
    })
  }
  const [service, namespace, ...domain] = name.replace(/\.$/, '').split('.')
  if (['', 'svc', 'svc.cluster.local'].includes(domain.join('.'))) {
    const found = cluster.services.find((each) => each.name === service && each.namespace.name === namespace)
    if (found)
      return success(
        serviceOf(found, null, found.headless ? `${found.name}.${found.namespace.name}.svc.cluster.local` : null),
      )
  }
  const pod = podByDnsName(name, cluster)
  if (pod) return success({ kind: 'endpoints', varies: 'replica', endpoints: [pod] })
  return success({ kind: 'anywhere', scope: 'any', label: name, name })
}

/**
 * A pod by a name of its own, which it has behind a headless Service: the one that a StatefulSet is of, or the
 * `subdomain` that the pod gives beside its `hostname`.
 * Source: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields
 */
function podByDnsName(name: string, { services }: Cluster): Candidate | null {
  const [hostname, service, namespace, ...domain] = name.replace(/\.$/, '').split('.')
  if (!['svc', 'svc.cluster.local'].includes(domain.join('.'))) return null
  const behind = services.find((each) => each.headless && each.name === service && each.namespace.name === namespace)
  for (const { endpoint, ready } of behind?.backends ?? []) {
    if (!ready || endpoint.kind !== 'pod' || hostnameBehind(endpoint.pod, service!) !== hostname) continue
    return {
      endpoint,
      address: null,
      name: `${hostname}.${service}.${namespace}.svc.cluster.local`,
      label: endpointLabel(endpoint),
    }
  }
  return null
}

function hostnameBehind({ name, object, workload }: Pod, service: string): string | null {
  if (object.kind === 'Pod' && textAt(object.value, 'spec', 'subdomain') === service)
    return textAt(object.value, 'spec', 'hostname')
  return workload.kind === 'StatefulSet' && textAt(workload.object.value, 'spec', 'serviceName') === service
    ? name
    : null
}

/**
 * A name of the cluster's own domain: where no Service has it, it does not resolve. Services that every cluster has are
 * mostly left out of the text.
 */
export function isNameOfService(name: string): boolean {
  return /^(?!kubernetes\.default\.)(?!.*\.kube-system\.svc).+\.svc(\.cluster\.local)?\.?$/.test(name)
}

/** Where the API server is, for enforcers that know it as such. */
export function apiServerPlace({ nodes }: Cluster, { apiServer: given }: Facts): ApiServerPlace {
  const external = given?.external ? (parseAddress(given.external)?.text ?? null) : null
  const on =
    external !== null ? [] : nodes.filter((node) => (given?.node ? node.name === given.node : isControlPlane(node)))
  return { external, nodes: new Set(on.map(({ name }) => name)) }
}

function apiServer(cluster: Cluster, facts: Facts): Resolved {
  const given = facts.apiServer?.external ? parseAddress(facts.apiServer.external) : null
  if (given)
    return {
      kind: 'endpoints',
      varies: 'address',
      endpoints: [{ endpoint: externalEndpoint('apiserver', given), address: given, name: null, label: 'apiserver' }],
    }
  const nodes = cluster.nodes.filter((node) =>
    facts.apiServer?.node ? node.name === facts.apiServer.node : isControlPlane(node),
  )
  if (nodes.length > 0)
    return {
      kind: 'endpoints',
      varies: 'backend',
      endpoints: nodes.map((node) => ({ endpoint: node.endpoint, address: null, name: null, label: 'apiserver' })),
    }
  return { kind: 'anywhere', scope: 'any', label: 'apiserver', name: null }
}

function unresolved(ref: string, cluster: Cluster): Result<Resolved, Diagnostic> {
  const tail = ref.replace(/^.*[:/]/, '')
  const known = [
    ...cluster.workloads.map(namespacedName),
    ...cluster.services.map((service) => `svc:${namespacedName(service)}`),
  ]
  return failure(questionProblem('endpoint', ref, known.filter((each) => each.endsWith(`/${tail}`)).slice(0, 3)))
}

/**
 * The diagnostic of a question that has no answer. `wanted`: what was asked for; `suggestions`: what comes near, best
 * first.
 */
export function questionProblem(
  reason: Extract<Diagnostic, { code: 'question' }>['reason'],
  wanted: string,
  suggestions: readonly string[],
): Diagnostic {
  return {
    code: 'question',
    reason,
    wanted,
    suggestions,
    severity: 'error',
    layer: 'question',
    span: null,
    subject: null,
  }
}
