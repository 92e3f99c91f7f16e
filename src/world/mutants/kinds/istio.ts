import { listAt } from '../../../manifests/fields.ts'
import { isObject } from '../../../ground/json-object.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { recordOf, type Mutants } from '../mutant.ts'

/** Of security.istio.io: who may do what, which connections are taken, which tokens are read. */
export function istioMutants(mutants: Mutants, { kind }: KubernetesObject): void {
  if (kind === 'PeerAuthentication') modeMutants(mutants)
  else if (kind === 'RequestAuthentication') tokenMutants(mutants)
  else authorizationMutants(mutants)
}

function authorizationMutants(mutants: Mutants): void {
  const { action = 'ALLOW', rules } = recordOf(mutants.object.spec)
  // An external authorizer's answer is nobody's to turn round, and what is only marked decides nothing.
  if (action === 'ALLOW' || action === 'DENY')
    mutants.replace('other-action', ['spec', 'action'], action === 'ALLOW' ? 'DENY' : 'ALLOW')
  listAt(rules).forEach((item, index) => {
    const path = ['spec', 'rules', index]
    const rule = recordOf(item)
    mutants.remove(action === 'DENY' ? 'no-deny' : 'no-rule', path)
    for (const [field, inside, any, one] of [
      ['from', 'source', 'any-peer', 'no-peer'],
      ['to', 'operation', 'any-request', 'no-request'],
    ] as const) {
      const items = listAt(rule[field])
      if (items.length > 0) mutants.remove(any, [...path, field])
      mutants.removeEach(one, [...path, field], items)
      items.forEach((each, at) => termMutants(mutants, [...path, field, at, inside], recordOf(each)[inside]))
    }
    const conditions = listAt(rule.when)
    conditions.forEach((condition, at) => {
      mutants.remove('no-term', [...path, 'when', at])
      for (const values of ['values', 'notValues'])
        mutants.removeEach('no-value', [...path, 'when', at, values], listAt(recordOf(condition)[values]))
    })
  })
}

/** All fields must hold, so that each is left out once; of a field one value must fit, so that each is, too. */
function termMutants(mutants: Mutants, path: FieldPath, terms: unknown): void {
  if (!isObject(terms)) return
  const fields = Object.keys(terms)
  for (const field of fields) {
    if (fields.length > 1) mutants.remove('no-term', [...path, field])
    mutants.removeEach('no-value', [...path, field], listAt(terms[field]))
  }
}

function modeMutants(mutants: Mutants): void {
  const { mtls, portLevelMtls } = recordOf(mutants.object.spec)
  const other = (path: FieldPath, mode: unknown) =>
    mutants.replace('other-mode', path, mode === 'STRICT' ? 'PERMISSIVE' : 'STRICT')
  if (isObject(mtls)) other(['spec', 'mtls', 'mode'], mtls.mode)
  for (const [port, each] of Object.entries(recordOf(portLevelMtls)))
    other(['spec', 'portLevelMtls', port, 'mode'], recordOf(each).mode)
}

function tokenMutants(mutants: Mutants): void {
  const rules = listAt(recordOf(mutants.object.spec).jwtRules)
  mutants.removeEach('no-rule', ['spec', 'jwtRules'], rules)
  rules.forEach((rule, index) => {
    const audiences = listAt(recordOf(rule).audiences)
    const path = ['spec', 'jwtRules', index, 'audiences']
    if (audiences.length > 0) mutants.remove('no-term', path)
    mutants.removeEach('no-value', path, audiences)
  })
}
