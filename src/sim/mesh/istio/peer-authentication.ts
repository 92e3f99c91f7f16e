import { fieldAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Ground } from '../../../engine/leg.ts'
import type { Pod } from '../../../model/cluster.ts'
import { namespaceOf, selectorLabels, wears, type IstioObjects } from './objects.ts'

/** What a server accepts. `STRICT`: mTLS only. `PERMISSIVE`: both. `DISABLE`: never mTLS. */
export type MtlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE'

/** What a server takes on a port. `by`: the scope whose word counts; `default`: nobody says anything. */
export interface ServerMode {
  readonly mode: MtlsMode
  readonly by: 'default' | 'mesh' | 'namespace' | 'workload' | 'port'
  readonly ground: Ground | null
}

const MODES: readonly MtlsMode[] = ['STRICT', 'PERMISSIVE', 'DISABLE']

/**
 * The mode that holds for a port of a pod: the oldest policy of each scope, of which the narrowest that says anything.
 * Ports are the pod's, and count only in the workload's own policy. A policy with a selector in the root namespace is
 * ignored.
 * Source: pilot/pkg/security/authn/policy_applier.go, ComposePeerAuthentication
 */
export function serverMode(
  { peerAuthentications }: IstioObjects,
  rootNamespace: string,
  pod: Pod,
  port: number | null,
): ServerMode {
  const namespace = pod.namespace.name
  const isWide = (object: KubernetesObject) => Object.keys(selectorLabels(object)).length === 0
  const mesh = peerAuthentications.find((object) => namespaceOf(object) === rootNamespace && isWide(object))
  const around =
    namespace === rootNamespace
      ? undefined
      : peerAuthentications.find((object) => namespaceOf(object) === namespace && isWide(object))
  const own =
    namespace === rootNamespace
      ? undefined
      : peerAuthentications.find(
          (object) => namespaceOf(object) === namespace && !isWide(object) && wears(pod, selectorLabels(object)),
        )
  let found: ServerMode = { mode: 'PERMISSIVE', by: 'default', ground: null }
  for (const [by, object] of [
    ['mesh', mesh],
    ['namespace', around],
    ['workload', own],
  ] as const) {
    const mode = object && modeIn(fieldAt(object.value, 'spec', 'mtls'))
    if (mode) found = { mode, by, ground: { object, path: ['spec', 'mtls', 'mode'] } }
  }
  const portMode = own && port !== null ? modeIn(fieldAt(own.value, 'spec', 'portLevelMtls', String(port))) : null
  return portMode
    ? { mode: portMode, by: 'port', ground: { object: own!, path: ['spec', 'portLevelMtls', String(port), 'mode'] } }
    : found
}

/**
 * The same, as the proxy of a node takes it: there is nothing to turn off, so `DISABLE` only means that plain
 * connections pass. A port that is turned off below a strict parent that the workload says nothing about is not taken
 * out.
 * Source: pilot/pkg/serviceregistry/ambient/authorization.go, convertPeerAuthentication
 */
export function nodeMode(objects: IstioObjects, rootNamespace: string, pod: Pod, port: number | null): ServerMode {
  const found = serverMode(objects, rootNamespace, pod, port)
  if (found.by !== 'port' || found.mode !== 'DISABLE') return found
  const beside = serverMode(objects, rootNamespace, pod, null)
  return beside.mode === 'STRICT' && beside.by !== 'workload' ? beside : found
}

function modeIn(mtls: unknown): MtlsMode | null {
  const mode = textAt(mtls, 'mode')
  return MODES.find((each) => each === mode) ?? null
}
