import { parseAddress, type IpAddress, type IpFamily } from '../ground/ip.ts'

/**
 * What Istio's agent on a node puts in the place of the node's own address when its processes call a pod of an ambient
 * mesh there, so that probes are told from what is to be proxied.
 * Source: https://istio.io/latest/docs/ambient/usage/networkpolicy/#ambient-health-probes-and-kubernetes-networkpolicy;
 * istio, cni/pkg/config (HostProbeSnatIP, HostProbeSnatIPV6)
 */
const ADDRESSES: Readonly<Record<IpFamily, IpAddress>> = {
  4: parseAddress('169.254.7.127')!,
  6: parseAddress('fd16:9254:7127:1337:ffff:ffff:ffff:ffff')!,
}

/** The probes' address of this family. */
export function probeAddress(family: IpFamily): IpAddress {
  return ADDRESSES[family]
}

/** Whether it is one of the probes' addresses; null is not. */
export function isProbeAddress(address: IpAddress | null): boolean {
  return address !== null && ADDRESSES[address.family].text === address.text
}
