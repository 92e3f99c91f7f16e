import { sha1 } from '../../ground/sha1.ts'

/**
 * The host's end of a pod's veth pair under Calico (`cali`) and the Amazon VPC CNI (`eni`): the prefix and the first 11
 * digits of the SHA-1 of `namespace.pod`.
 * Source:
 * https://github.com/projectcalico/calico/blob/master/libcalico-go/lib/backend/k8s/conversion/workload_endpoint_default.go
 * (VethNameForWorkload), https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/networkutils/names.go.
 */
export function hashedInterface(prefix: string, namespace: string, pod: string): string {
  return `${prefix}${sha1(`${namespace}.${pod}`).slice(0, 11)}`
}
