import { fieldAt, textAt } from '../../manifests/fields.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import { parseYaml } from '../../manifests/yaml.ts'

/**
 * The ConfigMaps in which meshes keep what their installation settles, with the key that holds it as a text of YAML.
 * Source: https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/ (istiod reads `mesh` of ConfigMap
 * `istio`); linkerd2, charts/linkerd-control-plane/templates/config.yaml (`values` of `linkerd-config`)
 */
const PLACES = {
  istio: { namespace: 'istio-system', name: 'istio', key: 'mesh' },
  linkerd: { namespace: 'linkerd', name: 'linkerd-config', key: 'values' },
} as const

/** What the installation of a mesh has written down; undefined: nothing, or nothing that can be read. */
export function meshConfig(mesh: keyof typeof PLACES, objects: readonly KubernetesObject[]): unknown {
  const object = objects.find((each) => configIn(each, mesh) !== undefined)
  return object && configIn(object, mesh)
}

/** Whether an object is one of these, and can be read. */
export function isMeshConfig(object: KubernetesObject): boolean {
  return configIn(object, 'istio') !== undefined || configIn(object, 'linkerd') !== undefined
}

const read = new WeakMap<KubernetesObject, unknown>()

function configIn(object: KubernetesObject, mesh: keyof typeof PLACES): unknown {
  const { namespace, name, key } = PLACES[mesh]
  if (
    object.kind !== 'ConfigMap' ||
    object.apiVersion !== 'v1' ||
    object.name !== name ||
    object.namespace !== namespace
  )
    return undefined
  if (!read.has(object)) read.set(object, parsed(textAt(object.value, 'data', key)))
  return read.get(object)
}

/** The one document of a text, if it is a mapping; an empty one says nothing, and is read all the same. */
function parsed(text: string | null): unknown {
  if (text === null) return undefined
  const { values, faults } = parseYaml(text)
  const value = values[0] ?? {}
  return faults.length > 0 || values.length > 1 || typeof value !== 'object' || Array.isArray(value) ? undefined : value
}

/** Linkerd's values by the names under which its options are known here. */
export function linkerdValues(values: unknown): Readonly<Record<string, unknown>> {
  const networks = fieldAt(values, 'clusterNetworks')
  return Object.fromEntries(
    Object.entries({
      clusterNetworks: typeof networks === 'string' ? networks.split(',').map((each) => each.trim()) : networks,
      identityTrustDomain: fieldAt(values, 'identityTrustDomain'),
      defaultInboundPolicy: fieldAt(values, 'proxy', 'defaultInboundPolicy'),
      probeNetworks: fieldAt(values, 'policyController', 'probeNetworks'),
      globalEgressNetworkNamespace: fieldAt(values, 'egress', 'globalEgressNetworkNamespace'),
    }).filter(([, value]) => value !== undefined),
  )
}
