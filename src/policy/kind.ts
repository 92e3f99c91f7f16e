import type { TSchema } from 'typebox'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { ObjectProblem } from '../manifests/problem.ts'
import type { CompiledPolicy } from './form.ts'

/** What an object of a policy kind comes to. `policies` null: the API server would refuse it, and `problems` say why. */
export interface ReadPolicy {
  readonly policies: readonly CompiledPolicy[] | null
  readonly problems: readonly ObjectProblem[]
}

/** The plug-in interface: one policy API. Everything specific to the API lives behind it. */
export interface PolicyKind {
  readonly apiVersion: string
  readonly kind: 'NetworkPolicy'
  /** Where the semantics are written down. */
  readonly spec: { readonly url: string; readonly version: string }
  /** One definition of the fields: validation, and the editor's completion and hover. */
  readonly shape: TSchema
  /** Pure: the same object always comes to the same policies. */
  read(object: KubernetesObject): ReadPolicy
}
