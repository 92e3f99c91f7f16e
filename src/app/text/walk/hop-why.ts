import type { CniName } from '../../../sim/cni/choice.ts'
import type { HopKind } from '../../../sim/cni/walk.ts'
import { HOP } from '../catalogue/en/hop.ts'
import { WALK } from '../catalogue/en/walk.ts'
import { code, join, type Sentence } from '../sentence.ts'
import { unenforcedNames } from './hop-title.ts'
import { proxyWhy } from './hop-proxy.ts'
import { bytesOf } from './packet.ts'
import {
  beginsOutside,
  bridgeOf,
  entersCluster,
  fieldOf,
  goesOut,
  hasArrived,
  isBesideOutside,
  isSenderCheck,
  leavesCluster,
  nodeOf,
  otherNode,
  tunnelOf,
  type Scene,
} from './scene.ts'

type Why = (scene: Scene) => Sentence

/**
 * Why a stop is there and what follows from it, in one to three sentences. It differs between plugins where they
 * differ.
 */
export function hopWhy(scene: Scene): Sentence {
  const { hop, setting } = scene
  if (hop.drop && hop.drop.by !== 'policy' && hop.drop.by !== 'proxy') return DROPPED[hop.drop.by](scene)
  if (hop.kind === 'route' && hop.device === 'lo') return HOP.loopback
  const why = WHY[hop.kind]
  return (typeof why === 'function' ? why : why[setting.name])(scene)
}

const DROPPED: Readonly<Record<Exclude<NonNullable<Scene['hop']['drop']>['by'], 'policy' | 'proxy'>, Why>> = {
  'no-endpoints': () => HOP.noEndpoints,
  'no-local-endpoints': ({ hop }) => HOP.noLocalEndpoints(here(hop.place)),
  'no-route': ({ setting }) =>
    setting.name === 'flannel' && setting.mode === 'host-gw' ? HOP.noHostGwRoute : HOP.noRoute,
  'name-not-resolved': () => HOP.noName,
  'not-listening': () => HOP.notListening,
}

const here = (place: Scene['hop']['place']) => code(nodeOf(place) ?? WALK.someNode)
const there = (scene: Scene): Sentence => {
  const node = otherNode(scene)
  return node === null ? HOP.otherNode : [code(node)]
}

const leavePod =
  (name: CniName): Why =>
  () =>
    HOP.leavePod[name]

/** By the kind of stop, and by plugin where the reason is another. */
const WHY: Readonly<Record<HopKind, Why | Readonly<Record<CniName, Why>>>> = {
  'ask-dns': () => HOP.askDns,

  proxy: proxyWhy,

  translate: (scene) => (scene.leg === 'reply' ? HOP.undoesService : join([HOP.translates, translator(scene)])),

  'leave-pod': {
    reference: leavePod('reference'),
    flannel: leavePod('flannel'),
    calico: leavePod('calico'),
    cilium: leavePod('cilium'),
    'aws-vpc-cni': leavePod('aws-vpc-cni'),
  },

  check: (scene) => {
    const outcome = scene.hop.check?.outcome
    if (outcome === 'unenforced') return unguarded(scene)
    return join([...(outcome === 'none' ? [HOP.noPolicy] : []), GUARDS[scene.setting.name](scene)])
  },

  bridge: (scene) =>
    (goesOut(scene) ? HOP.bridgeOut : hasArrived(scene) ? HOP.bridgeIn : HOP.bridgeBoth)(
      bridge(scene),
      here(scene.hop.place),
    ),

  route: {
    reference: plainRoute(() => HOP.routes.reference),
    flannel: plainRoute(
      (scene) =>
        HOP.routes[
          scene.setting.mode === 'host-gw'
            ? 'hostGw'
            : scene.setting.mode === 'wireguard'
              ? 'flannelWireguard'
              : 'flannel'
        ],
    ),
    calico: (scene) => (isSenderCheck(scene.hop) ? HOP.senderCheck : CALICO_ROUTE(scene)),
    cilium: plainRoute((scene) => (willWrap(scene) ? HOP.ciliumTunnelRoute(there(scene)) : HOP.routes.cilium)),
    'aws-vpc-cni': plainRoute(() => HOP.routes.aws),
  },

  wrap: (scene) =>
    join([HOP.wraps(here(scene.hop.place), there(scene)), ENVELOPE[scene.setting.name](scene), cost(scene)]),

  'leave-node': (scene) =>
    join([
      tunnelOf(scene.hop.after)
        ? HOP.outerAddresses(here(scene.hop.place), there(scene))
        : leavesCluster(scene)
          ? HOP.ordinary(here(scene.hop.place))
          : HOP.bare,
      ...(scene.setting.name === 'aws-vpc-cni' ? [HOP.securityGroups] : []),
    ]),

  router: (scene) => {
    if (tunnelOf(scene.hop.after)) return HOP.routerOuter
    if (scene.setting.name === 'aws-vpc-cni') return HOP.routerVpc
    return isBesideOutside(scene) ? HOP.routerOutside : HOP.routerLearnt
  },

  'enter-node': (scene) =>
    tunnelOf(scene.hop.before)
      ? join([HOP.forItself(here(scene.hop.place)), ...(scene.setting.name === 'calico' ? [HOP.knownNodes] : [])])
      : entersCluster(scene) && scene.hops.slice(scene.index).some(({ kind }) => kind === 'translate')
        ? HOP.openedForService
        : HOP.livesHere(here(scene.hop.place)),

  unwrap: (scene) =>
    join([
      HOP.unwrapped,
      ...(scene.setting.name === 'cilium' && scene.leg === 'way' && tunnelOf(scene.hop.before) !== 'WireGuard'
        ? [HOP.identityStays]
        : []),
    ]),

  masquerade: (scene) =>
    scene.leg === 'reply'
      ? HOP.undoesMasquerade
      : beginsOutside(scene)
        ? HOP.masqueradesClient
        : join([HOP.masqueradesPod, ...(scene.setting.name === 'aws-vpc-cni' ? [HOP.firstAddress] : [])]),

  'enter-pod': (scene) => (scene.setting.name === 'cilium' ? HOP.enterPodCilium : HOP.enterPod),

  outside: (scene) => (scene.index === 0 ? HOP.fromOutside : HOP.toOutside),

  socket: ({ leg, index }) => {
    if (leg === 'reply') return index === 0 ? HOP.answerNoRule : HOP.answered
    return index === 0 ? HOP.nodeSends : HOP.arrived
  },
}

function bridge({ hop }: Scene): Sentence {
  const name = bridgeOf(hop)
  return name === null ? HOP.theBridge : [code(name)]
}

/** Who puts a pod's address in the Service's place, and what gates see of it. */
function translator({ hop, setting }: Scene): Sentence {
  if (hop.place.in === 'pod') return HOP.translatesAtConnect
  if (setting.name === 'cilium' && setting.options.kubeProxyReplacement === 'off' && !hop.hook?.startsWith('cil'))
    return HOP.kubeProxy(here(hop.place))
  if (setting.name === 'cilium') return HOP.ciliumTranslates
  if (setting.name === 'reference') return HOP.nodeTranslates
  if (setting.name === 'calico' && setting.options.dataplane === 'ebpf') return HOP.felixTranslates
  return join([HOP.kubeProxy(here(hop.place)), setting.name === 'aws-vpc-cni' ? HOP.gateLookedBefore : HOP.gatesAfter])
}

/**
 * A packet that has come in over the wire has only the last step left; one that goes out of the cluster takes the
 * default route.
 */
function plainRoute(between: Why): Why {
  return (scene) => {
    const place = here(scene.hop.place)
    if (hasArrived(scene) && !goesOut(scene)) return HOP.ownPods(place)
    if (leavesCluster(scene)) return HOP.defaultRoute(place)
    return goesOut(scene) ? between(scene) : HOP.runsBoth(place)
  }
}

const CALICO_ROUTE = plainRoute((scene) =>
  join([
    HOP.calicoBlocks,
    willWrap(scene)
      ? HOP.calicoInto(nextWrapper(scene))
      : scene.setting.mode.endsWith('cross-subnet')
        ? HOP.calicoSubnet
        : HOP.calicoBgp,
  ]),
)

const willWrap = ({ hops, index }: Scene) => hops.slice(index + 1).some(({ kind }) => kind === 'wrap')

function nextWrapper({ hops, index }: Scene): Sentence {
  const device = hops.slice(index + 1).find(({ kind }) => kind === 'wrap')?.device
  return device ? [code(device)] : HOP.theTunnel
}

const plainTunnel: Why = (scene) =>
  tunnelOf(scene.hop.after) === 'WireGuard' ? HOP.cipher : tunnelOf(scene.hop.after) === 'IP in IP' ? HOP.ipInIp : []

/** What is special about the wrapping of each plugin. */
const ENVELOPE: Readonly<Record<CniName, Why>> = {
  reference: plainTunnel,
  flannel: (scene) => (tunnelOf(scene.hop.after) === 'VXLAN' ? HOP.vniOfAll : plainTunnel(scene)),
  calico: (scene) => (tunnelOf(scene.hop.after) === 'VXLAN' ? HOP.vniCalico : plainTunnel(scene)),
  cilium: (scene) =>
    tunnelOf(scene.hop.after) === 'WireGuard'
      ? HOP.cipher
      : scene.leg === 'way'
        ? HOP.vniIdentityJudged(there(scene))
        : HOP.vniIdentity,
  'aws-vpc-cni': plainTunnel,
}

/** Why pods must send less than the wire would take. */
function cost({ hop, podMtu }: Scene): Sentence {
  const more = bytesOf(hop.after) - bytesOf(hop.before)
  return more > 0 && podMtu > 0 ? HOP.cost(more, podMtu) : []
}

/** Where each plugin judges, and by what it knows who is who. */
const GUARDS: Readonly<Record<CniName, Why>> = {
  reference: () => HOP.guards.reference,
  flannel: () => HOP.guards.flannel,
  calico: ({ setting, hop }) =>
    setting.options.dataplane === 'ebpf'
      ? HOP.guards.calicoEbpf
      : HOP.guardsCalico(hop.check?.at === 'egress' ? 'cali-fw-…' : 'cali-tw-…', hop.check?.at === 'egress'),
  cilium: (scene) => join([HOP.guards.cilium, identitySource(scene)]),
  'aws-vpc-cni': ({ hop }) => HOP.guardsAws(hop.check?.at === 'egress'),
}

function identitySource(scene: Scene): Sentence {
  if (scene.hop.check?.at === 'egress') return HOP.identityOfDestination
  const arrived = scene.hops.slice(0, scene.index).findLast(({ kind }) => kind === 'unwrap')
  const vni = arrived ? (fieldOf(arrived.before, 'VXLAN', 'VNI') ?? fieldOf(arrived.before, 'Geneve', 'VNI')) : null
  if (vni !== null) return HOP.identityInHeader(vni)
  return hasArrived(scene) ? HOP.identityLookedUp : HOP.identityKnown
}

/** Policies that are named before the rest is counted. */
const NAMED = 3

function unguarded({ hop, setting }: Scene): Sentence {
  const names = hop.check ? unenforcedNames(hop.check) : []
  const took = names.length === 0 ? HOP.takes : HOP.tookSome(names.slice(0, NAMED), names.length - NAMED)
  switch (setting.name) {
    case 'flannel':
      return HOP.unguardedFlannel(took)
    case 'aws-vpc-cni':
      return HOP.unguardedAws(took)
    case 'calico':
    case 'cilium':
    case 'reference':
      return HOP.unguarded(took)
  }
}

/** What kind of thing does the work, by the name of a fact's hook. */
export function hookKind(hook: string): keyof typeof WALK.hooks {
  if (/^(security group|nameserver)/.test(hook)) return 'asked'
  if (/(gateway|router|load balancer)$/.test(hook)) return 'machine'
  if (hook === 'conntrack') return 'remembered'
  if (
    /^(nft |KUBE|cali-|FLANNEL|AWS-|CILIUM_|CNI-|FORWARD|PREROUTING|POSTROUTING|INPUT|OUTPUT|nat |filter |raw |mangle )/.test(
      hook,
    )
  )
    return 'chain'
  return /^(cil_|connect|tc |xdp)|bpf|program|handle_/i.test(hook) ? 'program' : 'hook'
}
