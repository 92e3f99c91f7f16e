import { parseAddress } from '../ground/ip.ts'
import { fieldError, quote, refusal, type FieldError } from '../manifests/field-error.ts'
import { listAt, textAt } from '../manifests/fields.ts'
import { askedNodePorts, nodePortTaken } from '../manifests/kinds/node-ports.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import { diagnose, type Manifest } from '../manifests/read.ts'
import type { Admitted } from './admission.ts'

/**
 * The same without the Services that ask for an address or a port of all nodes that an earlier one has: the API server
 * gives each away once, ports whatever their protocol, and refuses the Service that comes later. What it gives to those
 * that leave it open is never one of these.
 * Source: kubernetes/pkg/registry/core/service/storage/alloc.go, allocateCreate
 */
export function allocated(
  admitted: Admitted,
  manifestOf: (object: KubernetesObject) => Manifest | undefined,
): Admitted {
  const addresses = new Map<string, KubernetesObject>()
  const nodePorts = new Map<number, KubernetesObject>()
  const refused = new Map<KubernetesObject, FieldError>()
  for (const object of admitted.objects) {
    if (object.kind !== 'Service' || object.group !== '') continue
    const clash = addressClash(object, addresses) ?? nodePortClash(object, nodePorts)
    if (clash) {
      refused.set(object, clash)
      continue
    }
    for (const { text } of askedAddresses(object)) addresses.set(text, object)
    for (const { nodePort } of askedNodePorts(object.value)) nodePorts.set(nodePort, object)
  }
  if (refused.size === 0) return admitted
  return {
    ...admitted,
    objects: admitted.objects.filter((object) => !refused.has(object)),
    diagnostics: [
      ...admitted.diagnostics,
      ...[...refused].flatMap(([object, error]) => {
        const manifest = manifestOf(object)
        return manifest ? [diagnose(manifest, refusal(error))] : []
      }),
    ],
  }
}

function addressClash(object: KubernetesObject, held: ReadonlyMap<string, KubernetesObject>): FieldError | null {
  const asked = askedAddresses(object)
  const taken = asked.find(({ text }) => held.has(text))
  if (!taken) return null
  const reason = `failed to allocate IP ${taken.written}: provided IP is already allocated`
  const value = quote(asked.map(({ written }) => written))
  return {
    ...fieldError(['spec', 'clusterIPs'], 'Invalid value', value, reason),
    path: ['spec', taken.field],
    heldBy: fullName(held.get(taken.text)!),
  }
}

function nodePortClash({ value }: KubernetesObject, held: ReadonlyMap<number, KubernetesObject>): FieldError | null {
  const taken = askedNodePorts(value).find(({ nodePort }) => held.has(nodePort))
  return taken ? { ...nodePortTaken(taken), heldBy: fullName(held.get(taken.nodePort)!) } : null
}

function fullName({ namespace, name }: KubernetesObject): string {
  return `${namespace ?? 'default'}/${name}`
}

/** The addresses that a Service names, canonical and as written; a headless one and an ExternalName have none. */
function askedAddresses({ value }: KubernetesObject) {
  if (textAt(value, 'spec', 'type') === 'ExternalName') return []
  const listed = listAt(value, 'spec', 'clusterIPs')
  const field = listed.length > 0 ? 'clusterIPs' : 'clusterIP'
  return (listed.length > 0 ? listed : [textAt(value, 'spec', 'clusterIP')]).flatMap((each) => {
    const written = String(each ?? '')
    const address = parseAddress(written)
    return address ? [{ text: address.text, written, field }] : []
  })
}
