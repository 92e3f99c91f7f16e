import { listAt } from '../../../manifests/fields.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { isObject, type JsonObject } from '../../../ground/json-object.ts'
import { recordOf, type Mutants } from '../mutant.ts'

const OTHER: Readonly<Record<string, string>> = { Allow: 'Deny', Deny: 'Allow', Pass: 'Deny' }

/**
 * Calico's NetworkPolicy and GlobalNetworkPolicy. The order of the rules counts, so that each is also passed over by
 * the next.
 */
export function calicoMutants(mutants: Mutants): void {
  const spec = recordOf(mutants.object.spec)
  const types = listAt(spec.types)
  if (types.length > 1)
    for (const direction of types) {
      const { [String(direction).toLowerCase()]: _, ...rest } = spec
      mutants.list.push({
        mutation: 'direction-not-isolated',
        path: ['spec', 'types'],
        value: { ...mutants.object, spec: { ...rest, types: types.filter((each) => each !== direction) } },
      })
    }
  for (const field of ['ingress', 'egress'] as const) {
    listAt(spec[field]).forEach((item, index) => {
      const path = ['spec', field, index]
      const rule = recordOf(item)
      const action = String(rule.action)
      mutants.remove(action === 'Deny' ? 'no-deny' : 'no-rule', path)
      if (Object.hasOwn(OTHER, action)) mutants.replace('other-action', [...path, 'action'], OTHER[action])
      for (const end of ['source', 'destination'] as const)
        if (isObject(rule[end])) entityMutants(mutants, [...path, end], rule[end])
      for (const term of ['icmp', 'notICMP', 'notProtocol', 'ipVersion'])
        if (rule[term] !== undefined) mutants.remove('no-term', [...path, term])
      if (isObject(rule.http)) httpMutants(mutants, [...path, 'http'], rule.http)
    })
  }
}

/** An end widened by one field, and narrowed by one value. */
function entityMutants(mutants: Mutants, path: FieldPath, entity: JsonObject): void {
  const fields = Object.keys(entity)
  if (fields.some((field) => !PORTS.includes(field)))
    mutants.replace(
      'any-peer',
      path,
      Object.fromEntries(Object.entries(entity).filter(([field]) => PORTS.includes(field))),
    )
  for (const field of fields) {
    const isPort = PORTS.includes(field)
    const items = listAt(entity[field])
    if (isPort) mutants.remove('any-port', [...path, field])
    else if (fields.filter((each) => !PORTS.includes(each)).length > 1) mutants.remove('no-term', [...path, field])
    mutants.removeEach(isPort ? 'no-port' : 'no-peer', [...path, field], items)
  }
}

const PORTS: readonly string[] = ['ports', 'notPorts']

function httpMutants(mutants: Mutants, path: FieldPath, http: JsonObject): void {
  mutants.remove('any-request', path)
  const fields = Object.keys(http)
  for (const field of fields) {
    if (fields.length > 1) mutants.remove('no-term', [...path, field])
    mutants.removeEach('no-request', [...path, field], listAt(http[field]))
  }
}
