import { GIVEN_NAMESPACES } from '../../../ground/given-namespaces.ts'
import { parseAddress } from '../../../ground/ip.ts'
import type { Labels } from '../../../ground/labels.ts'
import { fieldAt, labelsAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { compareText } from '../../../model/build.ts'
import type { Cluster, Node } from '../../../model/cluster.ts'
import { ofNamespace } from './inherited.ts'

/** A node's interface that Calico polices, or (`isForAll`) all that have no host endpoint of their own. */
export interface CalicoHostEndpoint {
  readonly object: KubernetesObject
  readonly node: string
  readonly isForAll: boolean
  /** Made by Calico itself for a whole node. */
  readonly isAutomatic: boolean
  readonly labels: Labels
  /** Canonical addresses; it is known to rules by them. */
  readonly expectedIPs: readonly string[]
  /** Whether its profiles let through what no policy decides. */
  readonly isOpen: boolean
}

/**
 * The host endpoints of a cluster, and which of them stands where. Nodes have one interface to each other and the world
 * here.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/hostendpoint, felix/rules/dispatch.go
 * (hostDispatchChains: a named interface comes before `*`)
 */
export class CalicoHosts {
  readonly all: readonly CalicoHostEndpoint[]
  readonly #facing = new Map<string, CalicoHostEndpoint>()
  readonly #forAll = new Map<string, CalicoHostEndpoint>()

  constructor({ definitions, nodes, namespaces }: Cluster) {
    const automatic = definitions.some(makesHostEndpoints) ? nodes.flatMap(automaticEndpoint) : []
    const written = definitions.filter(({ kind }) => kind === 'HostEndpoint')
    this.all = [...written.map((object) => readHostEndpoint(object, namespaces)), ...automatic].sort((a, b) =>
      compareText(a.object.name, b.object.name),
    )
    for (const each of this.all) if (each.isForAll && !this.#forAll.has(each.node)) this.#forAll.set(each.node, each)
    for (const { name, addresses, object } of nodes) {
      const named = this.all.filter(({ node, isForAll }) => node === name && !isForAll)
      // An address that we made up is nobody's mistake.
      const facing =
        named.find(({ expectedIPs }) =>
          expectedIPs.some((text) => addresses.some((address) => address.text === text)),
        ) ??
        named.find(({ expectedIPs }) => expectedIPs.length === 0 || object === null || addresses.length === 0) ??
        this.#forAll.get(name)
      if (facing) this.#facing.set(name, facing)
    }
  }

  /** What polices the node's interface to other nodes and the world; null: nothing. */
  facing(node: string): CalicoHostEndpoint | null {
    return this.#facing.get(node) ?? null
  }

  /** What polices the links to the node's own pods too; null: nothing does. */
  forAll(node: string): CalicoHostEndpoint | null {
    return this.#forAll.get(node) ?? null
  }
}

/** Whether Calico's controllers make a host endpoint for each node. */
function makesHostEndpoints({ kind, name, value }: KubernetesObject): boolean {
  const wanted = fieldAt(value, 'spec', 'controllers', 'node', 'hostEndpoint')
  return (
    kind === 'KubeControllersConfiguration' &&
    name === 'default' &&
    textAt(wanted, 'autoCreate') === 'Enabled' &&
    textAt(wanted, 'createDefaultHostEndpoint') !== 'Disabled'
  )
}

/**
 * It has the node's labels and addresses, the tunnel's among them. The text that it stands in is the node's.
 * Source: https://docs.tigera.io/calico/latest/network-policy/hosts/kubernetes-nodes;
 * kube-controllers/pkg/controllers/node/hostendpoints.go
 */
function automaticEndpoint({ name, labels, addresses, object }: Node): readonly CalicoHostEndpoint[] {
  if (!object) return []
  return [
    {
      object: { ...object, kind: 'HostEndpoint', name: `${name}-auto-hep` },
      node: name,
      isForAll: true,
      isAutomatic: true,
      labels: { ...labels, 'projectcalico.org/created-by': 'calico-kube-controllers' },
      expectedIPs: addresses.map(({ text }) => text),
      isOpen: true,
    },
  ]
}

/**
 * Its profiles are the one that allows everything and those that Calico makes of namespaces, which do so too and lend it
 * their namespace's labels; others nobody made.
 * Source: libcalico-go/lib/resources/profile.go, libcalico-go/lib/backend/k8s/conversion (NamespaceToProfile),
 * felix/labelindex (UpdateLabels of host endpoints with their profiles as parents)
 */
function readHostEndpoint(object: KubernetesObject, namespaces: Cluster['namespaces']): CalicoHostEndpoint {
  const profiles = listAt(object.value, 'spec', 'profiles').map(String)
  const lent = profiles.flatMap((profile) => {
    const name = profile.startsWith('kns.') ? profile.slice('kns.'.length) : null
    const namespace = name === null ? undefined : namespaces.get(name)
    return namespace ?? (name !== null && GIVEN_NAMESPACES.includes(name) ? { name, labels: {} } : [])
  })
  return {
    object,
    node: textAt(object.value, 'spec', 'node') ?? '',
    isForAll: textAt(object.value, 'spec', 'interfaceName') === '*',
    isAutomatic: false,
    // Of two profiles the first counts.
    labels: Object.assign(
      {},
      ...lent.map(ofNamespace).reverse(),
      labelsAt(object.value, 'metadata', 'labels'),
    ) as Labels,
    expectedIPs: listAt(object.value, 'spec', 'expectedIPs').flatMap((text) => parseAddress(String(text))?.text ?? []),
    isOpen: lent.length > 0 || profiles.includes('projectcalico-default-allow'),
  }
}
