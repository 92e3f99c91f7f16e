import type { KubernetesObject } from '../manifests/piece.ts'
import { fieldAt, labelsAt, listAt, numberAt, objectAt, textAt } from '../manifests/fields.ts'
import { parseBool } from '../ground/parse-bool.ts'
import { matchesSelector, type LabelSelector } from '../ground/labels.ts'
import { readLabelSelector } from '../manifests/kinds/label-selector.ts'
import { spanOf, type Manifest } from '../manifests/read.ts'
import { namespaceOf } from '../model/build.ts'
import { meshConfig } from '../sim/mesh/mesh-config.ts'
import type { World } from './index.ts'

/** What a policy of a mesh says, as data. `rules`: how many it has; Istio's without any ALLOW nobody. */
export type MeshPolicySays =
  | { readonly says: 'decides'; readonly action: string; readonly rules: number; readonly isTried: boolean }
  | {
      readonly says: 'mutual'
      readonly mode: string | null
      readonly ports: readonly { readonly port: string; readonly mode: string }[]
    }
  | { readonly says: 'tokens'; readonly issuers: readonly string[] }
  | { readonly says: 'serves'; readonly port: string; readonly protocol: string; readonly access: string }
  /** `requires`: all of which a caller must have; empty: nothing. */
  | { readonly says: 'opens'; readonly target: string; readonly requires: readonly string[] }
  | { readonly says: 'leaves'; readonly traffic: string; readonly networks: readonly string[] }
  | { readonly says: 'limits'; readonly target: string }

/**
 * A policy of a mesh, with its place. `about`: the pods with a proxy that it selects; or what it is attached to, by
 * name.
 */
export interface MeshPolicyView {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly document: string
  readonly line: number
  readonly about: { readonly pods: number } | { readonly attached: readonly string[] }
  readonly policy: MeshPolicySays
}

/** The policies of the mesh that is at work, in the order of the documents; none where there is none. */
export function meshPolicies(world: World): readonly MeshPolicyView[] {
  if (!world.mesh) return []
  const [group, saidBy] =
    world.mesh.name === 'linkerd'
      ? (['policy.linkerd.io', saidToLinkerd] as const)
      : (['security.istio.io', saidToIstio] as const)
  const places = new Map(world.documents.map(({ name }, index) => [name, index]))
  return world.applied
    .flatMap((object) => {
      const manifest = object.group === group ? world.manifestOf(object) : null
      const said = manifest && saidBy(object, world)
      return manifest && said
        ? [
            {
              kind: object.kind,
              namespace: namespaceOf(object) ?? 'default',
              name: object.name,
              document: manifest.document,
              line: spanOf(manifest, ['kind']).start.line,
              ...said,
            },
          ]
        : []
    })
    .sort((a, b) => (places.get(a.document) ?? 0) - (places.get(b.document) ?? 0) || a.line - b.line)
}

type Said = Pick<MeshPolicyView, 'about' | 'policy'>

/** A reference as `Kind name`. */
function named(ref: unknown): string {
  return `${textAt(ref, 'kind') ?? ''} ${textAt(ref, 'name') ?? ''}`
}

function saidToIstio(object: KubernetesObject, world: World): Said | null {
  const spec = fieldAt(object.value, 'spec')
  const target = objectAt(spec, 'targetRef')
  const refs = [...listAt(spec, 'targetRefs'), ...(target ? [target] : [])]
  const about =
    refs.length > 0
      ? { attached: refs.map(named) }
      : { pods: selectedPods(object, world, { matchLabels: labelsAt(spec, 'selector', 'matchLabels') }) }
  switch (object.kind) {
    case 'AuthorizationPolicy':
      return {
        about,
        policy: {
          says: 'decides',
          action: textAt(spec, 'action') ?? 'ALLOW',
          rules: listAt(spec, 'rules').length,
          isTried: parseBool(textAt(object.value, 'metadata', 'annotations', 'istio.io/dry-run') ?? '') === true,
        },
      }
    case 'PeerAuthentication':
      return {
        about,
        policy: {
          says: 'mutual',
          mode: textAt(spec, 'mtls', 'mode'),
          ports: Object.entries(objectAt(spec, 'portLevelMtls') ?? {}).map(([port, how]) => ({
            port,
            mode: textAt(how, 'mode') ?? 'UNSET',
          })),
        },
      }
    case 'RequestAuthentication':
      return {
        about,
        policy: { says: 'tokens', issuers: listAt(spec, 'jwtRules').map((rule) => textAt(rule, 'issuer') ?? '') },
      }
    default:
      return null
  }
}

function saidToLinkerd(object: KubernetesObject, world: World): Said | null {
  const spec = fieldAt(object.value, 'spec')
  const target = objectAt(spec, 'targetRef')
  const ofServer = textAt(spec, 'server', 'name')
  switch (object.kind) {
    case 'Server':
      return {
        about: { pods: selectedPods(object, world, objectAt(spec, 'podSelector')) },
        policy: {
          says: 'serves',
          port: textAt(spec, 'port') ?? String(numberAt(spec, 'port') ?? ''),
          protocol: textAt(spec, 'proxyProtocol') ?? 'unknown',
          access: textAt(spec, 'accessPolicy') ?? 'deny',
        },
      }
    case 'AuthorizationPolicy':
      return {
        about: { attached: [named(target)] },
        policy: {
          says: 'opens',
          target: named(target),
          requires: listAt(spec, 'requiredAuthenticationRefs').map(named),
        },
      }
    case 'ServerAuthorization':
      return {
        about: { attached: [ofServer === null ? 'Servers' : `Server ${ofServer}`] },
        policy: {
          says: 'opens',
          target: ofServer === null ? 'Servers' : `Server ${ofServer}`,
          requires: clientOf(fieldAt(spec, 'client')),
        },
      }
    case 'EgressNetwork':
      return {
        about: { attached: [] },
        policy: {
          says: 'leaves',
          traffic: textAt(spec, 'trafficPolicy') ?? 'Allow',
          networks: listAt(spec, 'networks').map((each) => textAt(each, 'cidr') ?? ''),
        },
      }
    case 'HTTPLocalRateLimitPolicy':
    case 'HTTPLocalConcurrencyLimitPolicy':
      return { about: { attached: [named(target)] }, policy: { says: 'limits', target: named(target) } }
    default:
      return null
  }
}

function clientOf(client: unknown): readonly string[] {
  const mesh = objectAt(client, 'meshTLS')
  return [
    ...listAt(client, 'networks').map((each) => textAt(each, 'cidr') ?? ''),
    ...listAt(mesh, 'serviceAccounts').map((each) => `ServiceAccount ${textAt(each, 'name') ?? ''}`),
    ...listAt(mesh, 'identities').map(String),
  ]
}

/** Of Istio's root namespace a policy is for every one. */
function selectedPods(object: Manifest['object'], { cluster, mesh, applied }: World, selector: unknown): number {
  const home = namespaceOf(object)
  const root =
    object.group === 'security.istio.io'
      ? textAt(meshConfig('istio', applied), 'rootNamespace') || 'istio-system'
      : null
  const read: LabelSelector = readLabelSelector(selector, ['spec'])
  return cluster.pods.filter(
    ({ endpoint, finished, namespace, labels }) =>
      !finished &&
      endpoint !== null &&
      mesh!.member(endpoint) !== 'none' &&
      (home === root || namespace.name === home) &&
      matchesSelector(read, labels),
  ).length
}
