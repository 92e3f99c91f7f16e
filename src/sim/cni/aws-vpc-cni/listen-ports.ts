import { labelsAt } from '../../../manifests/fields.ts'
import type { Cluster, Pod, Service, ServicePort } from '../../../model/cluster.ts'
import type { PortMatcher } from '../../../policy/form.ts'
import { matchesPort, type Flow, type ServiceHop } from '../../../policy/match.ts'

/**
 * Whether a rule with these ports opens the port of the Service that was dialled. The controller looks for one port of
 * the Service for each: the first whose target is that number or name as it is written, else the first that leads to
 * the container port of this number or name on some pod behind it. Of a range only its start is looked for. A number
 * opens no port whose target is a name that stands for a number beyond the rule on any pod.
 * Source: https://github.com/aws/amazon-network-policy-controller-k8s, pkg/resolvers/endpoints.go
 * (getMatchingServicePort, hasTargetPortBypass), pkg/k8s/service_utils.go; the program of the agent, which compares
 * with the start of a range and then with what is above it, pkg/ebpf/c/tc.v4egress.bpf.c
 */
export function opensPort(
  matchers: readonly PortMatcher[],
  flow: Flow,
  { service, port: dialled }: ServiceHop,
  cluster: Cluster,
): boolean {
  const backing = new Backing(service, cluster)
  return matchers.some((matcher) => {
    const protocol = matcher.protocol ?? flow.protocol
    if (protocol !== flow.protocol) return false
    if (matcher.name === null && matcher.range === null) return true
    const found = backing.portFor(matcher.name ?? matcher.range!.from, protocol)
    if (!found || (matcher.name === null && backing.leadsBeyond(found, matchers))) return false
    return dialled === found.port || (dialled > found.port && dialled <= (matcher.range?.to ?? 0) && isRange(matcher))
  })
}

function isRange({ range }: PortMatcher): boolean {
  return range !== null && range.to > range.from
}

/** The ports of a Service, and the pods that it selects. */
class Backing {
  readonly #pods: readonly Pod[]

  constructor(
    private readonly service: Service,
    cluster: Cluster,
  ) {
    const selector = Object.entries(labelsAt(service.object.value, 'spec', 'selector'))
    this.#pods = cluster.pods.filter(
      ({ namespace, labels }) =>
        namespace.name === service.namespace.name && selector.every(([key, value]) => labels[key] === value),
    )
  }

  portFor(asked: string | number, protocol: string | number): ServicePort | undefined {
    const ports = this.service.ports.filter((port) => port.protocol === protocol)
    const written = ports.find(({ targetPort }) => targetPort === asked)
    if (written) return written
    for (const pod of this.#pods) {
      const declared = pod.ports.find(
        (port) => port.protocol === protocol && (typeof asked === 'number' ? port.port : port.name) === asked,
      )
      if (!declared) continue
      const leading = ports.find(({ targetPort }) =>
        typeof targetPort === 'number' ? targetPort === declared.port : targetPort === declared.name,
      )
      if (leading) return leading
    }
    return undefined
  }

  /** Whether its target is a name that on some pod is a number which no number of the rule admits. */
  leadsBeyond({ targetPort, protocol }: ServicePort, matchers: readonly PortMatcher[]): boolean {
    const numbers = matchers.filter(({ name }) => name === null)
    return (
      typeof targetPort === 'string' &&
      this.#pods.some((pod) => {
        const declared = pod.ports.find((port) => port.name === targetPort && port.protocol === protocol)
        return (
          declared !== undefined &&
          pod.endpoint !== null &&
          !numbers.some((matcher) =>
            matchesPort(matcher, { destination: pod.endpoint!, protocol, port: declared.port }),
          )
        )
      })
    )
  }
}
