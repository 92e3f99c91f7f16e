import {
  addressOf,
  blockContains,
  parseAddress,
  parseCidrLoosely,
  type CidrBlock,
  type IpAddress,
} from '../../../ground/ip.ts'
import { failure, success, type Result } from '../../../ground/result.ts'
import { fieldAt, listAt } from '../../../manifests/fields.ts'
import type { Pod } from '../../../model/cluster.ts'
import { namespacedName } from '../../../model/namespaced-name.ts'
import { listenersOf } from '../../machines/listeners.ts'
import { isControlPlane } from '../../machines/machine-at.ts'
import { processOf, type Machine } from '../../machines/machine.ts'
import { mayRequest, type Asker } from '../../machines/rbac.ts'
import { heldCapability } from '../../walls/capabilities.ts'
import { readPodManifest } from '../../walls/pod-manifest.ts'
import type { Contact, Probe, Workplace } from '../tool.ts'
import type { Options } from './options.ts'
import type { HostFacts, HuntingPod, OpenPort, Scene } from './scene.ts'
import { askerOf, mountedToken } from './token.ts'

/** Where clouds answer questions about their machines. */
const METADATA = '169.254.169.254'
/** The NodePort at which a dashboard is looked for. */
const DASHBOARD_PORT = 30000

/** Works out what a hunt can see from where it is run. The problem is what kube-hunter, or we, have to say instead. */
export function scout(options: Options, place: Workplace): Result<Scene, string> {
  const blocks = options.cidr.map((text) => ({
    isLeftOut: text.startsWith('!'),
    text: text.replace(/^!/, ''),
    block: parseCidrLoosely(text.replace(/^!/, ''))?.block ?? null,
  }))
  const wrong = blocks.find(({ block }) => block === null)
  if (wrong) return failure(`Unable to parse CIDR ${wrong.text}`)
  const self = place.cluster.podByName.get(place.at) ?? null
  if (options.pod && !self)
    return failure('With --pod kube-hunter acts as the pod that it runs in: choose a pod to run it in.')
  const eyes = new Eyes(place)
  const pod = options.pod && self ? huntingPod(self, place, eyes) : null
  const bearer = options.token !== null ? askerOf(options.token) : pod?.token ? askerOf(pod.token) : null
  const cloud = pod && self ? metadataFor(self, place) : 'none'
  const subnet = blockText(subnetOf(ownAddress(place)))
  const hosts = hostsFor(options, {
    place,
    eyes,
    self,
    pod,
    bearer,
    cloud,
    blocks: blocks.map(({ isLeftOut, block }) => ({ isLeftOut, block: block! })),
  })
  return success({
    hosts,
    pod,
    bearer,
    metadata: cloud,
    subnet,
    api: place.api,
    nodes: place.cluster.nodes.map(({ name }) => name),
    open: (host, port) => eyes.open(host, port),
    dashboards: place.cluster.services
      .filter(({ name }) => name === 'kubernetes-dashboard')
      .map(({ namespace }) => namespace.name),
  })
}

/** What can be reached: every open port is asked of `place.reach`, which decides. */
class Eyes {
  readonly serviceHost: string
  readonly #machines: ReadonlyMap<string, Machine>
  readonly #pods: ReadonlyMap<string, Pod>

  constructor(private readonly place: Workplace) {
    const byName = new Map(place.machines.map((machine) => [machine.name, machine]))
    this.#machines = new Map(
      place.cluster.nodes.flatMap((node) =>
        node.addresses.flatMap(({ text }) => {
          const machine = byName.get(node.name)
          return machine ? [[text, machine] as const] : []
        }),
      ),
    )
    this.#pods = new Map(
      place.cluster.pods
        .filter((pod) => !pod.hostNetwork && !pod.finished)
        .flatMap((pod) => pod.addresses.map(({ text }) => [text, pod] as const)),
    )
    this.serviceHost = firstAddress(serviceRangeOf(place.machines))
  }

  /** Addresses that somebody has, nodes first. */
  get known(): readonly string[] {
    return [...this.#machines.keys(), ...this.#pods.keys()]
  }
  get nodes(): readonly string[] {
    return [...this.#machines.keys()]
  }

  open(host: string, port: number): OpenPort | null {
    if (host === this.serviceHost) return port === 443 ? this.#api(port) : null
    const machine = this.#machines.get(host)
    if (machine)
      return this.#component(machine, host, port) ?? (port === DASHBOARD_PORT ? this.#dashboard(machine) : null)
    const pod = this.#pods.get(host)
    if (
      !pod?.ports.some((each) => each.port === port && each.protocol === 'TCP') ||
      !this.#reaches({ to: namespacedName(pod), port })
    )
      return null
    return { kind: 'unknown', port, tls: false, on: NOBODY }
  }

  /** Through the Service that every pod knows; what counts is where the connection goes then. */
  #api(port: number): OpenPort | null {
    const machine = this.place.machines.find(isControlPlane)
    const listener = machine && listenersOf(machine).find((each) => each.kind === 'api' && each.tls)
    if (!machine || !listener || !this.#reaches({ to: `node:${machine.name}`, port: listener.port })) return null
    return { ...listener, port, on: this.#facts(machine) }
  }

  #component(machine: Machine, host: string, port: number): OpenPort | null {
    const listener = listenersOf(machine).find((each) => each.port === port)
    return listener && this.#reaches({ to: `ip:${host}`, port }) ? { ...listener, on: this.#facts(machine) } : null
  }

  /**
   * A dashboard behind a NodePort, if it lets people in without a login. With the policy Cluster its pods see the node
   * in place of the caller.
   */
  #dashboard(machine: Machine): OpenPort | null {
    const service = this.place.cluster.services.find(({ ports }) =>
      ports.some(({ nodePort }) => nodePort === DASHBOARD_PORT),
    )
    if (
      !service?.name.includes('dashboard') ||
      !service.backends.some(({ endpoint }) => endpoint.kind === 'pod' && skipsLogin(endpoint.pod))
    )
      return null
    const to = `svc:${namespacedName(service)}`
    const { port } = service.ports.find(({ nodePort }) => nodePort === DASHBOARD_PORT)!
    const isInside = this.place.cluster.podByName.has(this.place.at)
    const from = isInside || service.externalTrafficPolicy === 'Local' ? this.place.at : `node:${machine.name}`
    return isOpen(this.place.reach({ from, to, port, protocol: 'TCP' }))
      ? { kind: 'dashboard', port: DASHBOARD_PORT, tls: false, on: this.#facts(machine) }
      : null
  }

  #reaches({ to, port }: Pick<Probe, 'to'> & { readonly port: number }): boolean {
    return isOpen(this.place.reach({ from: this.place.at, to, port, protocol: 'TCP' }))
  }

  #facts(machine: Machine): HostFacts {
    return {
      version: machine.version,
      certificateEmail: machine.certificateEmail,
      kubelet: processOf(machine, 'kubelet')?.command ?? [],
      pods: this.place.api.pods.filter(({ node }) => node === machine.name),
    }
  }
}

const NOBODY: HostFacts = { version: '', certificateEmail: null, kubelet: [], pods: [] }

function isOpen(contact: Contact): boolean {
  return contact.contact === 'connected' || (contact.contact === 'depends' && contact.ways.some(isOpen))
}

interface Ground {
  readonly place: Workplace
  readonly eyes: Eyes
  readonly self: Pod | null
  readonly pod: HuntingPod | null
  readonly bearer: Asker | null
  readonly cloud: Scene['metadata']
  readonly blocks: readonly { readonly block: CidrBlock; readonly isLeftOut: boolean }[]
}

/** The addresses to try, each once. Source: src/modules/discovery/hosts.py */
function hostsFor(options: Options, ground: Ground): readonly string[] {
  const { eyes, place, blocks } = ground
  const inside = (block: CidrBlock | null) =>
    block === null ? [] : eyes.known.filter((host) => blockContains(block, parseAddress(host)!))
  const given = [
    ...options.remote.flatMap((host) => addressesOf(host, place)),
    ...blocks.filter(({ isLeftOut }) => !isLeftOut).flatMap(({ block }) => inside(block)),
  ]
  const mayListNodes =
    ground.bearer !== null &&
    mayRequest(place.api.rbac, ground.bearer, { verb: 'list', group: '', resource: 'nodes', namespace: null }) &&
    eyes.open(eyes.serviceHost, 443) !== null
  const nodes = (options.discoverNodes || options.pod) && mayListNodes ? eyes.nodes : []
  const own = ground.self ? subnetOf(ground.self.addresses[0] ?? null) : subnetOf(ownAddress(place))
  const hosts = options.pod
    ? [
        ...nodes,
        ...(given.length > 0 ? given : ground.cloud === 'none' ? [] : inside(subnetOf(ownAddress(place)))),
        ...inside(own),
        eyes.serviceHost,
      ]
    : [...nodes, ...given, ...(options.interface ? inside(own) : [])]
  const leftOut = blocks.filter(({ isLeftOut }) => isLeftOut)
  return [...new Set(hosts)].filter((host) => !leftOut.some(({ block }) => blockContains(block, parseAddress(host)!)))
}

/** An address, or the name of a node. */
function addressesOf(host: string, { cluster }: Workplace): readonly string[] {
  const address = parseAddress(host)
  if (address) return [address.text]
  return (
    cluster.nodes
      .find(({ name }) => name === host)
      ?.addresses.slice(0, 1)
      .map(({ text }) => text) ?? []
  )
}

function huntingPod(pod: Pod, { api }: Workplace, { serviceHost }: Eyes): HuntingPod {
  const asApi = api.pods.find(({ namespace, name }) => namespace === pod.namespace.name && name === pod.name)
  const [container] = readPodManifest(pod.object).containers
  return {
    name: pod.name,
    serviceHost,
    token: asApi ? mountedToken(asApi, api) : null,
    netRaw: container !== undefined && heldCapability(container, 'NET_RAW').held,
  }
}

function metadataFor(pod: Pod, place: Workplace): Scene['metadata'] {
  const cloud = place.machines.find(({ name }) => name === pod.node)?.cloud ?? 'none'
  if (cloud === 'none' || cloud === 'aws-imdsv2') return 'none'
  return isOpen(place.reach({ from: place.at, to: `ip:${METADATA}`, port: 80, protocol: 'TCP' })) ? cloud : 'none'
}

/** Of the node that the hunt runs on, or whose pod it runs in; null: it runs outside. */
function ownAddress({ at, cluster }: Workplace): IpAddress | null {
  const name = cluster.podByName.get(at)?.node ?? /^node:(.*)$/s.exec(at)?.[1]
  return cluster.nodes.find((node) => node.name === name)?.addresses[0] ?? null
}

/** The 256 addresses around one; null: none is known, or there are too many of its family. */
function subnetOf(address: IpAddress | null): CidrBlock | null {
  return address?.family === 4 ? (parseCidrLoosely(`${address.text}/24`)?.block ?? null) : null
}

function blockText(block: CidrBlock | null): string {
  return block?.canonical ?? ''
}

function serviceRangeOf(machines: readonly Machine[]): CidrBlock | null {
  const range = machines
    .filter(isControlPlane)
    .flatMap(({ processes }) => processes)
    .flatMap(({ command }) => command)
    .map((word) => /^--service-cluster-ip-range=([^,]+)/.exec(word)?.[1])
    .find((each) => each !== undefined)
  return parseCidrLoosely(range ?? '10.96.0.0/12')?.block ?? null
}

/** The Service of the API server has the first address of its range. */
function firstAddress(block: CidrBlock | null): string {
  return block ? addressOf(block.family, block.first + 1n).text : '10.96.0.1'
}

/** The dashboard is started so that nobody has to log in. */
function skipsLogin({ object }: Pod): boolean {
  const containers = listAt(
    object.kind === 'Pod' ? object.value : fieldAt(object.value, 'spec', 'template'),
    'spec',
    'containers',
  )
  return containers.some((container) =>
    [...listAt(container, 'args'), ...listAt(container, 'command')].some(
      (word) =>
        word === '--enable-skip-login' ||
        word === '--enable-skip-login=true' ||
        word === '--disable-settings-authorizer=true',
    ),
  )
}
