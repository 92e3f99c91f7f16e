import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt } from '../../../manifests/fields.ts'
import { checkCustomResource, type Rules } from '../../../manifests/structural.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { notEvaluated, type ObjectProblem } from '../../../manifests/problem.ts'
import type { TSchema } from '../../../manifests/type.ts'
import type { PolicyKind } from '../../kind.ts'

const SPEC = { url: 'https://linkerd.io/2-edge/reference/authorization-policy/', version: 'edge, after 2.20' } as const

/** Further checks of an object that the ones before let pass. */
export interface Checks {
  /** What the CustomResourceDefinition states beyond types and limits. */
  readonly rules?: Rules
  /** What Linkerd's webhook says; asked last. */
  readonly webhook?: (object: KubernetesObject) => readonly ObjectProblem[]
  /** Fields that Linkerd acts on and nothing here does. */
  readonly unread?: readonly FieldPath[]
}

/**
 * A kind of Linkerd's. By itself an object of it decides nothing: what proxies are told is made of all of them
 * together, so it comes to no policy here, and the mesh reads those that are accepted.
 */
export function linkerdKind(
  apiVersion: string,
  kind: string,
  shape: TSchema,
  { rules = () => [], webhook = () => [], unread = [] }: Checks,
): PolicyKind {
  return {
    apiVersion,
    kind,
    scope: 'Namespaced',
    mesh: 'linkerd',
    spec: SPEC,
    shape,
    assumed: () => [],
    read(object) {
      const refusals = checkCustomResource(shape, object, rules)
      const problems = refusals.length > 0 ? refusals : webhook(object).slice(0, 1)
      return problems.length > 0
        ? { policies: null, problems }
        : {
            policies: [],
            problems: unread
              .filter((path) => fieldAt(object.value, ...path.map(String)) !== undefined)
              .map(notEvaluated),
          }
    },
  }
}
