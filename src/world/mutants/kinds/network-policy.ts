import { listAt } from '../../../manifests/fields.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { isObject, type JsonObject } from '../../../ground/json-object.ts'
import { anyAddress, isEmpty, recordOf, type Mutants } from '../mutant.ts'

/** Changes of a NetworkPolicy. */
export function networkPolicyMutants(mutants: Mutants): void {
  const spec = recordOf(mutants.object.spec)
  unisolated(mutants, spec)
  for (const [field, end] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    listAt(spec[field]).forEach((rule, index) => {
      const path = ['spec', field, index]
      mutants.remove('no-rule', path)
      const { ports, [end]: peers } = recordOf(rule)
      if (listAt(ports).length > 0) mutants.remove('any-port', [...path, 'ports'])
      mutants.removeEach('no-port', [...path, 'ports'], listAt(ports))
      if (listAt(peers).length > 0) mutants.remove('any-peer', [...path, end])
      mutants.removeEach('no-peer', [...path, end], listAt(peers))
      listAt(peers).forEach((peer, at) => peerMutants(mutants, [...path, end, at], recordOf(peer)))
    })
  }
}

/** One term of a peer widened. */
function peerMutants(mutants: Mutants, path: FieldPath, { podSelector, namespaceSelector, ipBlock }: JsonObject): void {
  if (isObject(podSelector) && !isEmpty(podSelector)) mutants.replace('any-pod', [...path, 'podSelector'], {})
  if (isObject(namespaceSelector) ? !isEmpty(namespaceSelector) : isObject(podSelector))
    mutants.replace('any-namespace', [...path, 'namespaceSelector'], {})
  if (!isObject(ipBlock)) return
  const any = anyAddress(ipBlock.cidr)
  if (ipBlock.cidr !== any) mutants.replace('any-address', [...path, 'ipBlock', 'cidr'], any)
  if (listAt(ipBlock.except).length > 0) mutants.remove('no-except', [...path, 'ipBlock', 'except'])
}

/** A direction left out of `policyTypes`, where the policy closes two. */
function unisolated(mutants: Mutants, spec: JsonObject): void {
  const types = listAt(spec.policyTypes)
  const closes = types.length > 0 ? types : ['Ingress', ...(listAt(spec.egress).length > 0 ? ['Egress'] : [])]
  if (closes.length < 2) return
  for (const direction of closes) {
    const { [String(direction).toLowerCase()]: _, ...rest } = spec
    mutants.list.push({
      mutation: 'direction-not-isolated',
      path: ['spec', 'policyTypes'],
      value: { ...mutants.object, spec: { ...rest, policyTypes: closes.filter((each) => each !== direction) } },
    })
  }
}
