import { settingOf, type CniChoice } from '../../../../src/sim/cni/choice.ts'
import type {
  Drop,
  Header,
  Hop,
  HopCheck,
  HopKind,
  HopPlace,
  LookupTable,
  Packet,
  PacketWalk,
} from '../../../../src/sim/cni/walk.ts'
import { DENY, OPEN_OUT, label, port, selected, trial } from '../text/answers.ts'

/** Hand-made walks, so that pictures and sentences are tested without the engine. */
const header = (layer: Header['layer'], bytes: number, fields: Readonly<Record<string, string>>): Header => ({
  layer,
  bytes,
  fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
})
export const ip = (src: string, dst: string) => header('IP', 20, { src, dst })
export const tcp = (src: number, dst: number) => header('TCP', 40, { src: String(src), dst: String(dst), flags: 'SYN' })
export const vxlan = (vni: number, from = '172.18.0.11', to = '172.18.0.12'): Packet => [
  ip(from, to),
  header('UDP', 8, { src: '52744', dst: '8472' }),
  header('VXLAN', 8, { VNI: String(vni) }),
  header('Ethernet', 14, { frame: 'inner frame' }),
]

const INNER: Packet = [ip('10.0.0.5', '10.0.1.7'), tcp(43120, 8080)]
const TO_SERVICE: Packet = [ip('10.0.0.5', '10.96.0.20'), tcp(43120, 80)]

export const pod = (name: string, node: string): HopPlace => ({ in: 'pod', pod: name, node })
export const node = (name: string): HopPlace => ({ in: 'node', node: name })
export const WIRE: HopPlace = { in: 'wire' }
export const OUTSIDE: HopPlace = { in: 'outside', label: 'internet' }

export function hop(kind: HopKind, place: HopPlace, over: Partial<Hop> = {}): Hop {
  const before = over.before ?? INNER
  return {
    kind,
    place,
    device: null,
    hook: null,
    before,
    after: before,
    mtu: null,
    check: null,
    proxy: null,
    table: null,
    command: null,
    drop: null,
    believed: false,
    ...over,
  }
}

export const OPEN: HopCheck = { at: 'egress', outcome: 'none', steps: [OPEN_OUT] }
export const ALLOWED: HopCheck = {
  at: 'ingress',
  outcome: 'allowed',
  steps: [
    selected('allow-web'),
    {
      at: 'ingress',
      step: 'rule-matched',
      trial: trial('allow-web', 0, [label(true, 'app', 'web', 'web')], [port(true, 8080, 8080)]),
    },
  ],
}
export const DENIED: HopCheck = {
  at: 'ingress',
  outcome: 'denied',
  steps: [
    selected('default-deny'),
    selected('allow-web'),
    {
      at: 'ingress',
      step: 'rule-missed',
      trial: trial('allow-web', 0, [label(false, 'app', 'web-frontend', 'web')], [port(true, 8080, 8080)]),
    },
    DENY,
  ],
}

export const POLICY_DROP: Drop = {
  by: 'policy',
  symptom: 'timeout',
  curl: 'curl: (28) Connection timed out after 3001 milliseconds',
  counter: 'cilium_drop_count_total{reason="Policy denied",direction="INGRESS"}',
  log: null,
}
const IPCACHE: LookupTable = {
  title: 'ipcache',
  rows: [
    { cells: ['10.0.0.5', 'id 12001', 'here'], matched: false },
    { cells: ['10.0.1.7', 'id 12002', 'tunnel to 172.18.0.12'], matched: true },
    { cells: ['10.0.1.9', 'id 12003', 'tunnel to 172.18.0.12'], matched: false },
  ],
}

const WEB = pod('shop/web', 'n1')
const API = pod('shop/api-2', 'n2')
const N1 = node('n1')
const N2 = node('n2')

export function walk(cni: CniChoice, hops: readonly Hop[], reply: readonly Hop[] = [], podMtu = 1450): PacketWalk {
  return { setting: settingOf(cni), hops, reply, podMtu }
}

/** From one node to another in a tunnel, through a Service: eleven stops. */
export const TUNNEL: PacketWalk = walk(
  { name: 'cilium', options: { kubeProxyReplacement: 'on' } },
  [
    hop('ask-dns', WEB, {
      before: [ip('10.0.0.5', '10.96.0.10'), header('UDP', 48, { src: '40000', dst: '53' })],
      table: { title: 'names', rows: [{ cells: ['api.shop', '10.96.0.20'], matched: true }] },
    }),
    hop('translate', WEB, { hook: 'connect4', before: TO_SERVICE, after: INNER }),
    hop('leave-pod', WEB, { device: 'eth0', mtu: 1500 }),
    hop('check', N1, { device: 'lxc4f2a91c0', hook: 'cil_from_container', check: OPEN }),
    hop('wrap', N1, {
      device: 'cilium_vxlan',
      hook: 'cil_to_overlay',
      after: [...vxlan(12001), ...INNER],
      mtu: 1450,
      table: IPCACHE,
      command: 'n1$ tcpdump -ni eth0 udp port 8472',
    }),
    hop('leave-node', N1, { device: 'eth0', before: [...vxlan(12001), ...INNER] }),
    hop('enter-node', N2, { device: 'eth0', before: [...vxlan(12001), ...INNER] }),
    hop('unwrap', N2, {
      device: 'cilium_vxlan',
      hook: 'cil_from_overlay',
      before: [...vxlan(12001), ...INNER],
      after: INNER,
      believed: true,
    }),
    hop('check', N2, { device: 'lxcb1', hook: 'cil_lxc_policy', check: ALLOWED }),
    hop('enter-pod', API, { device: 'eth0' }),
    hop('socket', API),
  ],
  [
    hop('socket', API, { before: [ip('10.0.1.7', '10.0.0.5'), tcp(8080, 43120)] }),
    hop('leave-pod', API, { device: 'eth0', before: [ip('10.0.1.7', '10.0.0.5'), tcp(8080, 43120)] }),
    hop('wrap', N2, {
      device: 'cilium_vxlan',
      before: [ip('10.0.1.7', '10.0.0.5'), tcp(8080, 43120)],
      after: [...vxlan(12002, '172.18.0.12', '172.18.0.11'), ip('10.0.1.7', '10.0.0.5'), tcp(8080, 43120)],
    }),
    hop('leave-node', N2, { device: 'eth0' }),
    hop('enter-node', N1, { device: 'eth0' }),
    hop('unwrap', N1, { device: 'cilium_vxlan' }),
    hop('enter-pod', WEB, { device: 'eth0' }),
    hop('socket', WEB),
  ],
)

/** The same, stopped at the gate of the destination. */
export const STOPPED: PacketWalk = walk({ name: 'cilium' }, [
  ...TUNNEL.hops.slice(0, 8),
  hop('check', N2, { hook: 'cil_lxc_policy', check: DENIED, drop: POLICY_DROP, after: [] }),
])

/** Two pods of one node, over a bridge, with nobody to enforce: the shortest there is. */
export const BRIDGED: PacketWalk = walk({ name: 'flannel' }, [
  hop('leave-pod', WEB, { device: 'eth0' }),
  hop('bridge', N1, { device: 'cni0' }),
  hop('socket', pod('shop/cart', 'n1')),
])

/** Both gates in one pass on one node. */
export const ONE_PASS: PacketWalk = walk({ name: 'calico' }, [
  hop('leave-pod', WEB, { device: 'eth0' }),
  hop('check', N1, { hook: 'cali-fw-cali3c', check: OPEN }),
  hop('check', N1, { hook: 'cali-tw-cali9a', check: ALLOWED }),
  hop('enter-pod', pod('shop/cart', 'n1'), { device: 'eth0' }),
  hop('socket', pod('shop/cart', 'n1')),
])

/** Out of the cluster. */
export const OUT: PacketWalk = walk({ name: 'aws-vpc-cni' }, [
  hop('leave-pod', WEB, { device: 'eth0' }),
  hop('check', N1, { hook: 'handle_egress', check: { at: 'egress', outcome: 'unenforced', steps: [] } }),
  hop('route', N1),
  hop('masquerade', N1, {
    hook: 'AWS-SNAT-CHAIN-0',
    before: [ip('10.0.0.5', '198.51.100.7'), tcp(43120, 443)],
    after: [ip('172.18.0.11', '198.51.100.7'), tcp(43120, 443)],
  }),
  hop('leave-node', N1, { device: 'eth0' }),
  hop('router', WIRE),
  hop('outside', OUTSIDE),
])

/** From outside through one node to a pod of another: sixteen stops on three islands. */
export const LONG: PacketWalk = walk({ name: 'calico' }, [
  hop('outside', OUTSIDE),
  hop('router', WIRE),
  hop('enter-node', N1, { device: 'eth0' }),
  hop('translate', N1, { hook: 'KUBE-SERVICES' }),
  hop('route', N1, { device: 'tunl0' }),
  hop('masquerade', N1),
  hop('wrap', N1, { device: 'tunl0', after: [ip('172.18.0.11', '172.18.1.13'), ...INNER] }),
  hop('leave-node', N1, { device: 'eth0', before: [ip('172.18.0.11', '172.18.1.13'), ...INNER] }),
  hop('router', WIRE, { before: [ip('172.18.0.11', '172.18.1.13'), ...INNER] }),
  hop('enter-node', N2, { device: 'eth0' }),
  hop('unwrap', N2, { device: 'tunl0' }),
  hop('route', N2),
  hop('check', N2, { check: ALLOWED }),
  hop('bridge', N2),
  hop('enter-pod', API, { device: 'eth0' }),
  hop('socket', API),
])

/** Nothing is sent at all. */
export const NO_NAME: PacketWalk = walk({ name: 'reference' }, [
  hop('ask-dns', WEB, {
    drop: {
      by: 'name-not-resolved',
      symptom: 'unknown-host',
      curl: 'curl: (6) Could not resolve host: api.shop',
      counter: null,
      log: null,
    },
  }),
])

export const ALL: Readonly<Record<string, PacketWalk>> = { TUNNEL, STOPPED, BRIDGED, ONE_PASS, OUT, LONG, NO_NAME }
