import { parseAddress, parseCidrLoosely, type IpAddress, type IpFamily } from '../ground/ip.ts'
import { matchesSelector } from '../ground/labels.ts'
import { isPortProtocol } from '../ground/ports.ts'
import { fieldAt, flagAt, labelsAt, listAt, numberAt, textAt } from '../manifests/fields.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { AddressPlan } from './address-plan.ts'
import type { Backend, Namespace, Pod, Service, ServicePort, ServiceType } from './cluster.ts'
import { externalEndpoint, type Endpoint } from './endpoint.ts'

const TYPES: readonly ServiceType[] = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']

/** The Services with whoever answers for them: pods by selector, or what EndpointSlices and Endpoints list. */
export function collectServices(
  objects: readonly KubernetesObject[],
  namespaces: ReadonlyMap<string, Namespace>,
  pods: readonly Pod[],
  byAddress: ReadonlyMap<string, Endpoint>,
  plan: AddressPlan,
): Service[] {
  const core = (kind: string) => objects.filter((object) => object.kind === kind && object.group === '')
  const slices = objects.filter((object) => object.kind === 'EndpointSlice' && object.group === 'discovery.k8s.io')
  const lists = core('Endpoints')
  const written = core('Service')
  const taken = new Set(written.flatMap((object) => clusterAddresses(object).map((address) => address.text)))
  const podsOf = new Map<string, Pod[]>()
  for (const pod of pods) {
    const local = podsOf.get(pod.namespace.name)
    if (local) local.push(pod)
    else podsOf.set(pod.namespace.name, [pod])
  }
  return written.map((object): Service => {
    const { value, name } = object
    const namespace = namespaces.get(object.namespace ?? 'default')!
    const type = TYPES.find((each) => each === textAt(value, 'spec', 'type')) ?? 'ClusterIP'
    const headless = textAt(value, 'spec', 'clusterIP') === 'None'
    const selector = labelsAt(value, 'spec', 'selector')
    const reported = clusterAddresses(object)
    const balancerAddresses = addresses(balancersOf(value, type))
    const addressless = headless || type === 'ExternalName'
    const address = addressless || reported.length > 0 ? [] : [plan.serviceAddress(namespace.name, name, taken)]
    for (const assumed of address) taken.add(assumed.text)
    return {
      namespace,
      name,
      type,
      headless,
      object,
      clusterAddresses: addressless ? [] : [...reported, ...address],
      externalAddresses: [...addresses(listAt(value, 'spec', 'externalIPs')), ...balancerAddresses],
      balancerAddresses,
      externalName: type === 'ExternalName' ? textAt(value, 'spec', 'externalName') : null,
      externalTrafficPolicy: textAt(value, 'spec', 'externalTrafficPolicy') === 'Local' ? 'Local' : 'Cluster',
      internalTrafficPolicy: textAt(value, 'spec', 'internalTrafficPolicy') === 'Local' ? 'Local' : 'Cluster',
      sourceRanges:
        type === 'LoadBalancer'
          ? listAt(value, 'spec', 'loadBalancerSourceRanges').flatMap(
              (range) => parseCidrLoosely(String(range).trim())?.block ?? [],
            )
          : [],
      ports: listAt(value, 'spec', 'ports').flatMap(readServicePort),
      backends:
        type === 'ExternalName'
          ? []
          : lastResort(
              headless,
              Object.keys(selector).length > 0
                ? selectedBackends(
                    podsOf.get(namespace.name) ?? [],
                    selector,
                    familiesOf(value, reported),
                    flagAt(value, 'spec', 'publishNotReadyAddresses'),
                  )
                : listedBackends(namespace.name, name, slices, lists, byAddress),
            ),
    }
  })
}

/**
 * Where nobody is ready, whoever is leaving and still serves is sent new connections. A headless Service sends nobody
 * anywhere: its name stands for those who are ready.
 * Source: https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-to-terminating-endpoints,
 * https://github.com/coredns/coredns/blob/master/plugin/kubernetes/object/endpoint.go (endpointsliceReady)
 */
function lastResort(headless: boolean, backends: readonly Backend[]): readonly Backend[] {
  return headless || backends.some(({ ready }) => ready)
    ? backends
    : backends.map((each) => (each.leaving ? { ...each, ready: true } : each))
}

function addresses(values: readonly unknown[]): IpAddress[] {
  return values
    .map((value) => (typeof value === 'string' ? parseAddress(value) : null))
    .filter((address) => address !== null)
}

/**
 * Where a load balancer stands: as the status reports it, else as is asked for.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/ (`loadBalancerIP`)
 */
function balancersOf(value: unknown, type: ServiceType): readonly unknown[] {
  const reported = listAt(value, 'status', 'loadBalancer', 'ingress')
  if (reported.length > 0) return reported.map((entry) => textAt(entry, 'ip'))
  return type === 'LoadBalancer' ? [textAt(value, 'spec', 'loadBalancerIP')] : []
}

function clusterAddresses(object: KubernetesObject): IpAddress[] {
  const { value } = object
  const listed = listAt(value, 'spec', 'clusterIPs')
  return addresses(listed.length > 0 ? listed : [fieldAt(value, 'spec', 'clusterIP')])
}

function readServicePort(entry: unknown): ServicePort[] {
  const port = numberAt(entry, 'port')
  const protocol = textAt(entry, 'protocol') ?? 'TCP'
  if (port === null || !isPortProtocol(protocol)) return []
  const target = fieldAt(entry, 'targetPort')
  return [
    {
      name: textAt(entry, 'name') || null,
      port,
      protocol,
      targetPort: typeof target === 'number' || typeof target === 'string' ? target : port,
      nodePort: numberAt(entry, 'nodePort'),
    },
  ]
}

/**
 * The address families the Service speaks: those of its addresses, else those it asks for. Null: it leaves that open,
 * and gets the cluster's first family.
 * Source: https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services
 */
function familiesOf(value: unknown, reported: readonly IpAddress[]): readonly IpFamily[] | null {
  const asked = listAt(value, 'spec', 'ipFamilies').flatMap((family): IpFamily[] =>
    family === 'IPv4' ? [4] : family === 'IPv6' ? [6] : [],
  )
  const families = reported.length > 0 ? reported.map(({ family }) => family) : asked
  if (families.length > 0) return [...new Set(families)]
  return ['PreferDualStack', 'RequireDualStack'].includes(textAt(value, 'spec', 'ipFamilyPolicy') ?? '') ? [4, 6] : null
}

/** One backend for each pod and each of the families. */
function selectedBackends(
  pods: readonly Pod[],
  selector: Readonly<Record<string, string>>,
  families: readonly IpFamily[] | null,
  publishNotReady: boolean,
): Backend[] {
  const requirements = Object.entries(selector).map(([key, value]) => ({
    key,
    operator: 'Equals' as const,
    values: [value],
    path: [],
  }))
  return pods.flatMap((pod) => {
    const { endpoint } = pod
    if (!endpoint || !matchesSelector({ requirements, path: [] }, pod.labels)) return []
    const addresses =
      families === null
        ? pod.addresses.slice(0, 1)
        : families.flatMap((family) => pod.addresses.filter((each) => each.family === family).slice(0, 1))
    return addresses.map((address): Backend => ({
      endpoint,
      address,
      ready: (pod.ready && !pod.leaving) || publishNotReady,
      leaving: pod.ready && pod.leaving && !publishNotReady,
      ports: null,
    }))
  })
}

/** A Service without selector: EndpointSlices are joined by their label, Endpoints by their name. */
function listedBackends(
  namespace: string,
  name: string,
  slices: readonly KubernetesObject[],
  lists: readonly KubernetesObject[],
  byAddress: ReadonlyMap<string, Endpoint>,
): Backend[] {
  const here = (object: KubernetesObject) => (object.namespace ?? 'default') === namespace
  const owner = (address: IpAddress) => byAddress.get(address.text) ?? externalEndpoint(address.text, address)
  const fromSlices = slices
    .filter(
      (slice) => here(slice) && labelsAt(slice.value, 'metadata', 'labels')['kubernetes.io/service-name'] === name,
    )
    .flatMap((object) =>
      listAt(object.value, 'endpoints').flatMap((entry) =>
        addresses(listAt(entry, 'addresses')).map((address): Backend => ({
          address,
          endpoint: owner(address),
          ready: fieldAt(entry, 'conditions', 'ready') !== false,
          ports: readEndpointPorts(object.value),
          // What it does not say of `serving` is yes. Source: kubernetes, pkg/proxy/endpointslicecache.go
          leaving:
            fieldAt(entry, 'conditions', 'ready') === false &&
            flagAt(entry, 'conditions', 'terminating') &&
            fieldAt(entry, 'conditions', 'serving') !== false,
        })),
      ),
    )
  if (fromSlices.length > 0) return fromSlices
  return lists
    .filter((list) => here(list) && list.name === name)
    .flatMap((object) =>
      listAt(object.value, 'subsets').flatMap((subset) => {
        const ports = readEndpointPorts(subset)
        const read = (field: string, ready: boolean) =>
          addresses(listAt(subset, field).map((entry) => textAt(entry, 'ip'))).map((address): Backend => ({
            address,
            endpoint: owner(address),
            ready,
            leaving: false,
            ports,
          }))
        return [...read('addresses', true), ...read('notReadyAddresses', false)]
      }),
    )
}

function readEndpointPorts(value: unknown): NonNullable<Backend['ports']> {
  return listAt(value, 'ports').flatMap((entry) => {
    const port = numberAt(entry, 'port')
    const protocol = textAt(entry, 'protocol') ?? 'TCP'
    return port !== null && isPortProtocol(protocol) ? [{ name: textAt(entry, 'name') || null, port, protocol }] : []
  })
}
