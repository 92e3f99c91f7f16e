import { parseAddress } from '../ground/ip.ts'
import { fieldError, quote, refusal, type FieldError } from '../manifests/field-error.ts'
import { listAt, textAt } from '../manifests/fields.ts'
import { askedHealthPort, askedNodePorts, healthPortProblem, nodePortTaken } from '../manifests/kinds/node-ports.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { ObjectProblem } from '../manifests/problem.ts'
import { diagnose, type Manifest } from '../manifests/read.ts'
import { namespaceOf } from '../model/build.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import type { Admitted } from './admission.ts'

/**
 * The same without the Services that ask for an address or a port of all nodes that an earlier one has: the API server
 * gives each away once, ports whatever their protocol and whatever they are for, and refuses the Service that comes later. What it
 * gives to those that leave it open is never one of these.
 * Source: kubernetes/pkg/registry/core/service/storage/alloc.go, allocateCreate
 */
export function allocated(
  admitted: Admitted,
  manifestOf: (object: KubernetesObject) => Manifest | undefined,
): Admitted {
  const addresses = new Map<string, KubernetesObject>()
  const nodePorts = new Map<number, KubernetesObject>()
  const refused = new Map<KubernetesObject, ObjectProblem>()
  for (const object of admitted.objects) {
    if (object.kind !== 'Service' || object.group !== '') continue
    const clash = addressClash(object, addresses) ?? nodePortClash(object, nodePorts)
    const problem = clash ? refusal(clash) : healthPortClash(object, nodePorts)
    if (problem) {
      refused.set(object, problem)
      continue
    }
    for (const { text } of askedAddresses(object)) addresses.set(text, object)
    for (const { nodePort } of askedNodePorts(object.value)) nodePorts.set(nodePort, object)
    const healthPort = askedHealthPort(object.value)
    if (healthPort !== null) nodePorts.set(healthPort, object)
  }
  if (refused.size === 0) return admitted
  return {
    ...admitted,
    objects: admitted.objects.filter((object) => !refused.has(object)),
    diagnostics: [
      ...admitted.diagnostics,
      ...[...refused].flatMap(([object, problem]) => {
        const manifest = manifestOf(object)
        return manifest ? [diagnose(manifest, problem)] : []
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
    heldBy: nameOf(held.get(taken.text)!),
  }
}

function nodePortClash({ value }: KubernetesObject, held: ReadonlyMap<number, KubernetesObject>): FieldError | null {
  const taken = askedNodePorts(value).find(({ nodePort }) => held.has(nodePort))
  return taken ? { ...nodePortTaken(taken), heldBy: nameOf(held.get(taken.nodePort)!) } : null
}

/** Its own ports have been given to it by then. */
function healthPortClash({ value }: KubernetesObject, held: ReadonlyMap<number, KubernetesObject>) {
  const port = askedHealthPort(value)
  if (port === null) return null
  const holder = held.get(port)
  const isTaken = holder !== undefined || askedNodePorts(value).some(({ nodePort }) => nodePort === port)
  return healthPortProblem(value, isTaken, holder ? nameOf(holder) : null)
}

const nameOf = (service: KubernetesObject) =>
  namespacedName({ namespace: { name: namespaceOf(service)! }, name: service.name })

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
