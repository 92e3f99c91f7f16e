import { fieldAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Cluster } from '../../../model/cluster.ts'
import type { CompiledPolicy, Direction } from '../../../policy/form.ts'
import { netOf, USUAL_FAILSAFES, type Failsafe, type Failsafes } from './failsafes.ts'

const TO_OWN_NODE = ['spec', 'defaultEndpointToHostAction']

/**
 * How Felix is told to work on each node: by the FelixConfiguration of the node's name, where that has the field, else
 * by the default one.
 * Source: https://docs.tigera.io/calico/latest/reference/felix/configuration
 */
export class Felix {
  /** Whether any configuration has Felix drop what pods send to their own node. */
  readonly drops: boolean
  readonly #configurations: ReadonlyMap<string, KubernetesObject>
  readonly #failsafes = new Map<string, Failsafes>()
  readonly #toOwnNode = new Map<string, CompiledPolicy | null>()

  constructor({ definitions }: Cluster) {
    this.#configurations = new Map(
      definitions.filter(({ kind }) => kind === 'FelixConfiguration').map((object) => [object.name, object]),
    )
    this.drops = [...this.#configurations.values()].some(({ value }) => textAt(value, ...TO_OWN_NODE) === 'Drop')
  }

  /**
   * The ports that no policy of the node's host endpoints closes. A list takes the place of the usual one, an empty list
   * too.
   * Source: https://docs.tigera.io/calico/latest/reference/resources/felixconfig
   */
  failsafes(node: string): Failsafes {
    let known = this.#failsafes.get(node)
    if (!known)
      this.#failsafes.set(
        node,
        (known = {
          ingress: this.#ports(node, 'failsafeInboundHostPorts', 'ingress'),
          egress: this.#ports(node, 'failsafeOutboundHostPorts', 'egress'),
        }),
      )
    return known
  }

  /**
   * What drops everything that pods send to this node of their own after their egress policy; null: nothing does, as
   * manifests and operator set it.
   * Source: https://docs.tigera.io/calico/latest/reference/resources/felixconfig (defaultEndpointToHostAction)
   */
  ownNodePolicy(node: string): CompiledPolicy | null {
    if (!this.#toOwnNode.has(node)) this.#toOwnNode.set(node, this.#dropping(node))
    return this.#toOwnNode.get(node)!
  }

  #dropping(node: string): CompiledPolicy | null {
    const object = this.#saying(node, TO_OWN_NODE)
    if (!object || textAt(object.value, ...TO_OWN_NODE) !== 'Drop') return null
    return {
      kind: object.kind,
      object,
      namespace: null,
      name: 'defaultEndpointToHostAction',
      direction: 'ingress',
      isolates: true,
      rules: [],
      rank: { tier: 'defaultEndpointToHostAction', priority: null },
      subject: { kind: 'nodes', path: TO_OWN_NODE, selector: { path: TO_OWN_NODE, requirements: [] } },
    }
  }

  #ports(node: string, field: string, direction: Direction): readonly Failsafe[] {
    const object = this.#saying(node, ['spec', field])
    if (!object) return USUAL_FAILSAFES[direction]
    return listAt(object.value, 'spec', field).flatMap((port): readonly Failsafe[] => {
      const number = numberAt(port, 'port')
      const net = textAt(port, 'net') || null
      return number === null || (net !== null && !netOf(net))
        ? []
        : [{ protocol: (textAt(port, 'protocol') ?? 'TCP').toUpperCase(), port: number, net }]
    })
  }

  /** The configuration that decides on a field for this node; undefined: none has it. */
  #saying(node: string, path: readonly string[]): KubernetesObject | undefined {
    return [`node.${node}`, 'default']
      .flatMap((name) => this.#configurations.get(name) ?? [])
      .find(({ value }) => (fieldAt(value, ...path) ?? null) !== null)
  }
}
