import { expect, test } from 'vitest'
import { remedyFor } from '../../../../src/app/text/cni.ts'
import { settingOf, type CniName } from '../../../../src/sim/cni/choice.ts'

const NETWORK = { group: 'networking.k8s.io', kind: 'NetworkPolicy' }
const CLUSTER = { group: 'policy.networking.k8s.io', kind: 'ClusterNetworkPolicy' }
const ADMIN = { group: 'policy.networking.k8s.io', kind: 'AdminNetworkPolicy' }
const AMAZON = { group: 'networking.k8s.aws', kind: 'ClusterNetworkPolicy' }
const CILIUM = { group: 'cilium.io', kind: 'CiliumNetworkPolicy' }

test.each<[CniName, readonly (typeof NETWORK)[], string | null]>([
  ['flannel', [NETWORK], 'networkPolicy: standard'],
  ['flannel', [CLUSTER], 'networkPolicy: npa-v1alpha2'],
  ['flannel', [ADMIN], 'networkPolicy: npa-v1alpha1'],
  ['flannel', [AMAZON], null],
  ['flannel', [CILIUM], null],
  ['aws-vpc-cni', [NETWORK], 'networkPolicy: standard'],
  ['aws-vpc-cni', [AMAZON], 'networkPolicy: standard'],
  ['aws-vpc-cni', [CLUSTER], null],
  ['cilium', [CLUSTER], 'clusterNetworkPolicy: on'],
  ['cilium', [AMAZON], null],
  ['calico', [CILIUM], null],
])('under %s %j would be enforced with %s', (name, policies, remedy) => {
  const found = remedyFor(settingOf({ name }), policies)
  expect(found && `${found.option}: ${found.value}`).toBe(remedy)
})
