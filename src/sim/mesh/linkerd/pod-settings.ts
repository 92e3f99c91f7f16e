import { parseCidrLoosely, type CidrBlock } from '../../../ground/ip.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { PortRange } from '../../../ground/ports.ts'
import type { Ground } from '../../../engine/leg.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { annotationsOf } from '../../../model/annotations.ts'
import type { Pod } from '../../../model/cluster.ts'
import { authenticated, isDefaultPolicy, type DefaultPolicy } from '../../../policy/kinds/linkerd/default-policy.ts'
import { readPodManifest } from '../../walls/pod-manifest.ts'
import { probesOf } from '../probes.ts'
import { namespaceAnnotations } from './membership.ts'
import { holdsPort, readPortSet } from './port-set.ts'

const PREFIX = 'config.linkerd.io/'
/** The annotation that says what a pod's proxy does where no Server selects the port. */
export const DEFAULT_POLICY = `${PREFIX}default-inbound-policy`

/** A value with the text that it rests on: an annotation of the pod or of its namespace. */
interface Setting {
  readonly value: string
  readonly object: KubernetesObject
  readonly path: FieldPath
}

/**
 * An HTTP probe of a container; what stands after a `?` is left out.
 * Source: linkerd2, policy-controller/k8s/index/src/inbound/workload.rs (pod_http_probes)
 */
export interface HttpProbe {
  readonly port: number
  readonly path: string
  readonly at: FieldPath
}

/** Ports that pass by the proxy; `ground` null: the ones of every installation. */
export interface Skipped {
  readonly ports: readonly PortRange[]
  readonly ground: Ground | null
}

/**
 * What a pod's annotations and spec tell its proxy. An annotation of the namespace is copied to pods that do not have
 * it themselves.
 */
export interface PodSettings {
  /** Of the pod; null: the cluster's default holds. `ground` null: nothing in the text says so. */
  readonly unserved: {
    readonly policy: DefaultPolicy
    readonly ground: { readonly object: KubernetesObject; readonly path: FieldPath } | null
  }
  readonly requiresIdentity: readonly PortRange[]
  readonly opaque: readonly PortRange[]
  /** Where they are written; null: they are the usual ones. */
  readonly opaqueGround: Ground | null
  readonly skipsInbound: Skipped
  readonly skipsOutbound: Skipped
  /** Callers whose plain connections pass by the proxy, by their addresses. */
  readonly skipsFrom: { readonly blocks: readonly CidrBlock[]; readonly ground: Ground | null }
  readonly probes: readonly HttpProbe[]
}

/**
 * Ports on which the other side speaks first, so that looking what it is would wait for ever. Source: linkerd2,
 * charts/linkerd-control-plane/values.yaml (proxy.opaquePorts)
 */
export const OPAQUE: readonly number[] = [25, 587, 3306, 4444, 5432, 6379, 9300, 11211]
/** Source: the same, proxyInit.ignoreInboundPorts and ignoreOutboundPorts */
const SKIPPED = '4567,4568'

/**
 * What annotations of the pod and of its namespace say to its proxy. Computed once for a pod and a default of the
 * cluster.
 */
export function readPodSettings(pod: Pod, clusterDefault: DefaultPolicy): PodSettings {
  const known = read.get(pod)
  if (known?.clusterDefault === clusterDefault) return known.settings
  const settings = readNow(pod, clusterDefault)
  read.set(pod, { clusterDefault, settings })
  return settings
}

/** Pods outlive what is written about them, so that a key press need not read them again. */
const read = new WeakMap<Pod, { readonly clusterDefault: DefaultPolicy; readonly settings: PodSettings }>()

function readNow(pod: Pod, clusterDefault: DefaultPolicy): PodSettings {
  const manifest = readPodManifest(pod.object)
  const inherited = namespaceAnnotations(pod)
  const setting = (name: string): Setting | null => {
    const key = `${PREFIX}${name}`
    if (manifest.annotations[key] !== undefined)
      return { value: manifest.annotations[key], object: pod.object, path: [...manifest.annotationsPath, key] }
    return inherited[key] === undefined
      ? null
      : { value: inherited[key], object: pod.namespace.object!, path: ['metadata', 'annotations', key] }
  }
  const ports = (name: string, otherwise = '') => readPortSet(setting(name)?.value ?? otherwise) ?? []
  const grounded = (found: Setting | null): Ground | null => found && { object: found.object, path: found.path }
  const skipped = (name: string): Skipped => ({ ports: ports(name, SKIPPED), ground: grounded(setting(name)) })
  const subnets = setting('skip-subnets')
  const written = setting('default-inbound-policy')
  const isRead = written !== null && isDefaultPolicy(written.value)
  const opaque = setting('opaque-ports')
  return {
    // What cannot be read is passed over, the namespace's word too where the pod has one.
    unserved: isRead
      ? { policy: written.value as DefaultPolicy, ground: { object: written.object, path: written.path } }
      : { policy: clusterDefault, ground: null },
    requiresIdentity: ports('proxy-require-identity-inbound-ports'),
    // Without an annotation the injector writes down those of the usual ports that the pod declares.
    opaque: opaque
      ? (readPortSet(opaque.value) ?? [])
      : pod.ports.filter(({ port }) => OPAQUE.includes(port)).map(({ port }) => ({ from: port, to: port })),
    opaqueGround: grounded(opaque),
    skipsInbound: skipped('skip-inbound-ports'),
    skipsOutbound: skipped('skip-outbound-ports'),
    // Source: linkerd2-proxy-init, pkg/iptables/iptables.go (addIncomingTrafficRules): by source, and of what comes in
    // only.
    skipsFrom: {
      blocks: (subnets?.value ?? '').split(',').flatMap((each) => parseCidrLoosely(each.trim())?.block ?? []),
      ground: grounded(subnets),
    },
    probes: probesOf(manifest).flatMap(({ port, path, at }) =>
      path === null ? [] : [{ port, path: path.split('?', 1)[0]!, at }],
    ),
  }
}

/** Where the lists of a pod's ports that pass by its proxy begin and end. Those of every installation are left out. */
export function skippedPorts(pod: Pod): readonly number[] {
  const own = annotationsOf(pod)
  const inherited = namespaceAnnotations(pod)
  return ['skip-inbound-ports', 'skip-outbound-ports'].flatMap((name) =>
    (readPortSet(own[PREFIX + name] ?? inherited[PREFIX + name] ?? '') ?? []).flatMap(({ from, to }) => [from, to]),
  )
}

/**
 * The default policy of one port: the annotation about identities turns those that admit somebody into their
 * authenticated form.
 */
export function unservedAt({ unserved, requiresIdentity }: PodSettings, port: number): DefaultPolicy {
  return holdsPort(requiresIdentity, port) ? authenticated(unserved.policy) : unserved.policy
}
