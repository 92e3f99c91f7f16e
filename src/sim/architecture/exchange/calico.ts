import { parseAddress } from '../../../ground/ip.ts'
import type { CniSetting } from '../../cni/choice.ts'
import { hashedInterface } from '../host-interface.ts'
import { everywhere, rangeOf, single, type Range } from './block.ts'
import type {
  AddFor,
  CniAddress,
  CniExec,
  CniKernel,
  CniRequest,
  CniResult,
  Conflist,
  PluginExchange,
} from './exchange.ts'
import { IFNAME } from './exchange.ts'
import { passingExec, PORTMAP_SOURCE, stdinOf } from './stdin.ts'

const CODE = 'https://github.com/projectcalico/calico/blob/master/cni-plugin/pkg'
const CRDS = '/apis/crd.projectcalico.org/v1'
/** 64 addresses. Source: https://docs.tigera.io/calico/latest/reference/resources/ippool (blockSize) */
const BLOCK = { 4: 26, 6: 122 }

/**
 * Pod MTU: the smallest that an encapsulation in use leaves of 1500 bytes. Source:
 * https://docs.tigera.io/calico/latest/networking/configuring/mtu
 */
const MTU: Readonly<Record<string, number>> = {
  ipip: 1480,
  'ipip-cross-subnet': 1480,
  vxlan: 1450,
  'vxlan-cross-subnet': 1450,
  bgp: 1500,
}

/**
 * Calico's plugin asks the Kubernetes API itself: who the pod is, and (through its address plugin) for an address out
 * of a block that belongs to the node, under a lock on the node. Before it answers it writes the address on the pod,
 * where Felix and everybody else see it. The answer has the host's interface only, and an address without an index: the
 * runtime takes that for `eth0`.
 * Source: `cni-plugin/pkg/k8s/k8s.go` (CmdAddK8s), `cni-plugin/pkg/ipamplugin/ipam_plugin.go` (cmdAdd),
 * https://github.com/containerd/go-cni/blob/main/result.go (getInterfaceName).
 */
export function calicoExchange(add: AddFor, { mode }: CniSetting): PluginExchange {
  const { pod, madeUp } = add
  const node = pod.node ?? 'NODE'
  const conflist: Conflist = {
    path: '/etc/cni/net.d/10-calico.conflist',
    cniVersion: '1.0.0',
    name: 'k8s-pod-network',
    source: 'https://github.com/projectcalico/calico/blob/master/manifests/calico.yaml',
    plugins: [
      {
        type: 'calico',
        log_level: 'info',
        log_file_path: '/var/log/calico/cni/cni.log',
        datastore_type: 'kubernetes',
        nodename: node,
        mtu: 0,
        ipam: { type: 'calico-ipam' },
        policy: { type: 'k8s' },
        kubernetes: { kubeconfig: '/etc/cni/net.d/calico-kubeconfig' },
      },
      { type: 'portmap', snat: true, capabilities: { portMappings: true } },
    ],
  }
  const stdin = stdinOf(conflist, conflist.plugins[0]!, null, add.capabilities)
  const host = hashedInterface('cali', pod.namespace, pod.name)
  const blocks = pod.addresses.map((address) => rangeOf(address, BLOCK))
  const ips: readonly CniAddress[] = pod.addresses.map((address, index) => ({
    address: `${address}/${blocks[index]!.prefix}`,
  }))
  const allocation: CniExec = {
    call: 'exec',
    plugin: 'calico-ipam',
    stdin,
    stdout: { cniVersion: conflist.cniVersion, ips },
    source: `${CODE}/ipamplugin/ipam_plugin.go`,
    inside: [
      {
        call: 'file',
        id: 'calico-lock',
        access: 'lock',
        path: '/var/run/calico/ipam.lock',
        of: null,
        text: '',
        source: `${CODE}/ipamplugin/ipam_plugin.go`,
      },
      ...blocks.map((block, index) =>
        claim(block, `${conflist.name}.${madeUp.sandbox}`, node, pod, pod.addresses[index]!),
      ),
    ],
  }
  const result: CniResult = {
    cniVersion: conflist.cniVersion,
    interfaces: [{ name: host, mac: madeUp.mac(IFNAME), mtu: MTU[mode] ?? MTU.ipip!, sandbox: madeUp.netns }],
    ips,
  }
  const first: CniExec = {
    call: 'exec',
    plugin: 'calico',
    stdin,
    stdout: result,
    source: `${CODE}/k8s/k8s.go`,
    inside: [ready(), podRequest(pod), allocation, plumbing(pod.addresses, host), annotate(pod, madeUp.sandbox)],
  }
  return {
    conflist,
    execs: [first, passingExec(conflist, 'portmap', result, add.capabilities, PORTMAP_SOURCE)],
    hostInterface: host,
    failure: {
      plugin: 'calico',
      source: `${CODE}/plugin/plugin.go`,
      msg: 'stat /var/lib/calico/nodename: no such file or directory: check that the calico/node container is running and has mounted /var/lib/calico/',
    },
  }
}

function ready(): CniRequest {
  return {
    call: 'request',
    id: 'calico-ready',
    to: 'api-server',
    verb: 'GET',
    target: `${CRDS}/clusterinformations/default`,
    request: null,
    reply: {
      apiVersion: 'crd.projectcalico.org/v1',
      kind: 'ClusterInformation',
      metadata: { name: 'default' },
      spec: { datastoreReady: true },
    },
    source: `${CODE}/plugin/plugin.go`,
  }
}

function podRequest({ namespace, name }: AddFor['pod']): CniRequest {
  return {
    call: 'request',
    id: 'calico-pod',
    to: 'api-server',
    verb: 'GET',
    target: `/api/v1/namespaces/${namespace}/pods/${name}`,
    request: null,
    reply: null,
    source: `${CODE}/k8s/k8s.go`,
  }
}

/**
 * The block's object has one place for each of its addresses; a taken one holds the number of an attribute, which says
 * whose it is.
 */
function claim(
  { cidr, first }: Range,
  handle: string,
  node: string,
  { namespace, name }: AddFor['pod'],
  address: string,
): CniRequest {
  const block = cidr.replace(/[.:/]/g, '-')
  return {
    call: 'request',
    id: 'calico-block',
    to: 'api-server',
    verb: 'PUT',
    target: `${CRDS}/ipamblocks/${block}`,
    reply: null,
    source: 'https://docs.tigera.io/calico/latest/reference/resources/ipamblock',
    request: {
      apiVersion: 'crd.projectcalico.org/v1',
      kind: 'IPAMBlock',
      metadata: { name: block },
      spec: {
        cidr,
        affinity: `host:${node}`,
        attributes: [{ handle_id: handle, secondary: { node, namespace, pod: name } }],
      },
    },
    after: [
      {
        of: { kind: 'IPAMBlock', namespace: null, name: block },
        field: `spec.allocations[${placeIn(address, first)}]`,
        value: '0',
      },
    ],
  }
}

/** Which of the block's addresses it is, counted from 0; `first` is number 1. */
function placeIn(address: string, first: string): number {
  return Number(parseAddress(address)!.value - parseAddress(first)!.value) + 1
}

function annotate({ namespace, name, addresses }: AddFor['pod'], sandbox: string): CniRequest {
  const written = addresses.map(single)
  return {
    call: 'request',
    id: 'calico-annotate',
    to: 'api-server',
    verb: 'PATCH',
    target: `/api/v1/namespaces/${namespace}/pods/${name}/status`,
    reply: null,
    request: {
      metadata: {
        annotations: {
          'cni.projectcalico.org/containerID': sandbox,
          'cni.projectcalico.org/podIP': written[0] ?? '',
          'cni.projectcalico.org/podIPs': written.join(','),
        },
      },
    },
    source: 'https://github.com/projectcalico/calico/blob/master/libcalico-go/lib/backend/k8s/conversion/constants.go',
  }
}

/**
 * Every pod's gateway is the same address, which no device has: the host answers for it. Source:
 * https://docs.tigera.io/calico/latest/reference/faq
 */
function plumbing(addresses: readonly string[], host: string): CniKernel {
  const hasV4 = addresses.some((address) => !address.includes(':'))
  return {
    call: 'kernel',
    source: 'https://github.com/projectcalico/calico/blob/master/cni-plugin/pkg/dataplane/linux/dataplane_linux.go',
    commands: [
      `ip link add ${host} type veth peer name ${IFNAME} netns POD`,
      `ip link set ${host} address ee:ee:ee:ee:ee:ee up`,
      ...addresses.map((address) => `ip -n POD addr add ${single(address)} dev ${IFNAME}`),
      ...(hasV4 ? [`ip -n POD route add 169.254.1.1 dev ${IFNAME} scope link`] : []),
      ...addresses.map(
        (address) =>
          `ip -n POD route add ${everywhere(address)} via ${address.includes(':') ? 'HOST-LINK-LOCAL' : '169.254.1.1'} dev ${IFNAME}`,
      ),
      ...addresses.map((address) => `ip route add ${single(address)} dev ${host} scope link`),
      ...(hasV4 ? [`sysctl net.ipv4.conf.${host}.proxy_arp=1`] : []),
    ],
  }
}
