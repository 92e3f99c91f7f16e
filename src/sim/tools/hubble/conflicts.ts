/**
 * Filters that say the same in two ways, of each group one at a time. Source:
 * https://github.com/cilium/cilium/blob/main/hubble/cmd/observe/flows_filter.go (newFlowFilter)
 */
export const CONFLICTS: readonly (readonly string[])[] = [
  ['from-fqdn', 'from-ip', 'ip', 'fqdn', 'from-namespace', 'namespace', 'from-all-namespaces', 'all-namespaces'],
  ['from-fqdn', 'from-ip', 'ip', 'fqdn', 'from-pod', 'pod'],
  ['to-fqdn', 'to-ip', 'ip', 'fqdn', 'to-namespace', 'namespace', 'to-all-namespaces', 'all-namespaces'],
  ['to-fqdn', 'to-ip', 'ip', 'fqdn', 'to-pod', 'pod'],
  ['to-pod', 'namespace', 'all-namespaces'],
  ['from-pod', 'namespace', 'all-namespaces'],
  ...['label', 'port', 'identity', 'workload'].flatMap((about) => [
    [about, `to-${about}`],
    [about, `from-${about}`],
  ]),
]
