import { parseAddress, parseCidrLoosely, type CidrBlock, type IpAddress } from '../../../ground/ip.ts'
import { matchesExpression, type LabelExpression } from '../../../ground/label-expression.ts'
import type { Labels } from '../../../ground/labels.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { labelsAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { Cluster, Service } from '../../../model/cluster.ts'
import type {
  BlockMatcher,
  Condition,
  ExpressionMatcher,
  PeerMatcher,
  PortMatcher,
  Rule,
  ServiceMatcher,
} from '../../../policy/form.ts'
import type { CalicoHostEndpoint } from './host-endpoints.ts'
import { withHostPorts } from './host-ports.ts'
import { setLabels } from './labels.ts'

/** Blocks that selectors find by labels. */
interface NetworkSet {
  readonly labels: Labels
  readonly nets: readonly CidrBlock[]
}

/**
 * Puts addresses in the place of what stands for them: a selector finds the blocks of network sets as well as
 * endpoints, and a Service the addresses and target ports of those behind it, ready or not.
 * Source: felix/calc (rule_scanner.go, ipsets),
 * https://docs.tigera.io/calico/latest/network-policy/policy-rules/service-policy
 */
export class CalicoExpansion {
  readonly #sets: readonly NetworkSet[]

  constructor(
    private readonly cluster: Cluster,
    private readonly hasHttpChecker: boolean,
    private readonly hosts: readonly CalicoHostEndpoint[],
  ) {
    this.#sets = [...networkSets(cluster), ...hosts.flatMap((host) => expectedInPart(host, cluster))]
  }

  /** Whether a network set or a host endpoint wears labels that fit. */
  isWorn(expression: LabelExpression): boolean {
    return [...this.#sets, ...this.hosts].some(({ labels }) => matchesExpression(expression, labels))
  }

  /**
   * A rule about a Service becomes one for each of its ports. Without the checker, or on the way out, nobody reads
   * requests.
   */
  expand(rule: Rule): readonly Rule[] {
    const { request, ...unread } = rule
    const plain: Rule = request && !(this.hasHttpChecker && rule.section === 'ingress') ? unread : rule
    const service = plain.when
      .flatMap((condition) => (condition.aspect === 'peer' || condition.aspect === 'self' ? condition.anyOf : []))
      .find((matcher): matcher is ServiceMatcher => matcher.kind === 'service')
    const when = plain.when.map((condition) => this.#withSets(condition))
    return service ? this.#throughService(service, { ...plain, when }) : withHostPorts({ ...plain, when }, this.hosts)
  }

  #withSets(condition: Condition): Condition {
    if ((condition.aspect !== 'peer' && condition.aspect !== 'self') || this.#sets.length === 0) return condition
    return {
      ...condition,
      anyOf: condition.anyOf.flatMap((matcher): readonly PeerMatcher[] =>
        matcher.kind === 'expression' ? [matcher, ...this.#blocksOf(matcher)] : [matcher],
      ),
    }
  }

  #blocksOf({ expression, path }: ExpressionMatcher): readonly BlockMatcher[] {
    return this.#sets
      .filter(({ labels }) => matchesExpression(expression, labels))
      .flatMap(({ nets }) => nets.map((block) => blockMatcher(block, path)))
  }

  /** On the way out the target ports count, on the way in only who it is. */
  #throughService({ namespace, name, path }: ServiceMatcher, rule: Rule): readonly Rule[] {
    const targets = this.#targetsOf(namespace ?? '', name ?? '')
    const others = rule.when.filter(
      (condition) =>
        !(
          (condition.aspect === 'peer' || condition.aspect === 'self') &&
          condition.anyOf.some(({ kind }) => kind === 'service')
        ),
    )
    const at = (addresses: readonly IpAddress[]): Condition => ({
      aspect: 'peer',
      anyOf: addresses.map((address) => blockMatcher(single(address), path)),
    })
    if (rule.section === 'ingress')
      return targets.length === 0
        ? []
        : [{ ...rule, when: [...others, at(targets.flatMap(({ addresses }) => addresses))] }]
    return targets
      .filter(({ port }) => port !== null)
      .map(({ protocol, port, addresses }): Rule => ({
        ...rule,
        when: [...others, { aspect: 'port', anyOf: [portMatcher(protocol, port!, path)] }, at(addresses)],
      }))
  }

  /** From the EndpointSlices that are written, else from those that the control plane would make for the Service. */
  #targetsOf(namespace: string, name: string): readonly Target[] {
    const slices = this.cluster.definitions.filter(
      (object) =>
        object.kind === 'EndpointSlice' &&
        (object.namespace ?? 'default') === namespace &&
        labelsAt(object.value, 'metadata', 'labels')['kubernetes.io/service-name'] === name,
    )
    if (slices.length > 0) return slices.flatMap(({ value }) => sliceTargets(value))
    const service = this.cluster.services.find((each) => each.namespace.name === namespace && each.name === name)
    return service ? targetsOf(service) : []
  }
}

function networkSets({ definitions, namespaces }: Cluster): readonly NetworkSet[] {
  return definitions
    .filter(({ kind }) => kind === 'NetworkSet' || kind === 'GlobalNetworkSet')
    .map((object) => ({
      labels: setLabels(
        labelsAt(object.value, 'metadata', 'labels'),
        object.kind === 'NetworkSet'
          ? (namespaces.get(object.namespace ?? 'default') ?? { name: object.namespace ?? 'default', labels: {} })
          : null,
      ),
      nets: listAt(object.value, 'spec', 'nets').flatMap((text) => {
        const address = parseAddress(String(text))
        return (
          parseCidrLoosely(address ? `${address.text}/${address.family === 4 ? 32 : 128}` : String(text))?.block ?? []
        )
      }),
    }))
}

/**
 * The addresses that a host endpoint expects of a node which has others too: it is known by those alone, in whichever
 * family they are.
 */
function expectedInPart(
  { labels, expectedIPs, isAutomatic }: CalicoHostEndpoint,
  { nodes }: Cluster,
): readonly NetworkSet[] {
  if (isAutomatic) return []
  const nets = nodes.flatMap(({ addresses }) => {
    const expected = addresses.filter(({ text }) => expectedIPs.includes(text))
    return expected.length < addresses.length ? expected.map(single) : []
  })
  return nets.length === 0 ? [] : [{ labels, nets }]
}

/** Addresses behind a Service, and the port that they are reached on there; null: every one. */
interface Target {
  readonly protocol: string
  readonly port: number | null
  readonly addresses: readonly IpAddress[]
}

function sliceTargets(value: unknown): readonly Target[] {
  const addresses = listAt(value, 'endpoints').flatMap((endpoint) =>
    listAt(endpoint, 'addresses').flatMap((text) => parseAddress(String(text)) ?? []),
  )
  const ports = listAt(value, 'ports').map((port): Target => ({
    protocol: textAt(port, 'protocol') ?? 'TCP',
    port: numberAt(port, 'port'),
    addresses,
  }))
  return addresses.length === 0 ? [] : ports.length > 0 ? ports : [{ protocol: 'TCP', port: null, addresses }]
}

/** The ports that backends are reached on; a name may be another number on each. */
function targetsOf({ ports, backends }: Service): readonly Target[] {
  const targets = new Map<
    string,
    { readonly protocol: string; readonly port: number; readonly addresses: IpAddress[] }
  >()
  for (const { name, protocol, targetPort } of ports) {
    for (const backend of backends) {
      const pod = backend.endpoint.kind === 'pod' ? backend.endpoint.pod : null
      const numbers = backend.ports
        ? backend.ports
            .filter(
              (each) => each.protocol === protocol && ((each.name ?? null) === name || backend.ports!.length === 1),
            )
            .map(({ port }) => port)
        : typeof targetPort === 'number'
          ? [targetPort]
          : (pod?.ports ?? [])
              .filter((each) => each.name === targetPort && each.protocol === protocol)
              .map(({ port }) => port)
      for (const port of numbers) {
        const key = `${protocol}/${port}`
        const target = targets.get(key)
        if (target) target.addresses.push(backend.address)
        else targets.set(key, { protocol, port, addresses: [backend.address] })
      }
    }
  }
  return [...targets.values()]
}

function single(address: IpAddress): CidrBlock {
  return parseCidrLoosely(`${address.text}/${address.family === 4 ? 32 : 128}`)!.block
}

function blockMatcher(block: CidrBlock, path: FieldPath): BlockMatcher {
  return { kind: 'block', block, blockPath: path, except: [], exceptPath: path, path }
}

function portMatcher(protocol: string, port: number, path: FieldPath): PortMatcher {
  return {
    kind: 'ports',
    protocol,
    range: { from: port, to: port },
    name: null,
    path,
    protocolPath: path,
    portPath: path,
  }
}
