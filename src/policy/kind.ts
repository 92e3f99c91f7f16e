import type { TSchema } from '../manifests/type.ts'
import type { FieldPath } from '../ground/span.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { ObjectProblem } from '../manifests/problem.ts'
import type { CompiledPolicy, PolicyKindId } from './form.ts'

/**
 * What an object of a policy kind comes to. `policies` null: the API server would refuse it, or its enforcer
 * (`refusedBy`), and `problems` say why.
 */
export interface ReadPolicy {
  readonly policies: readonly CompiledPolicy[] | null
  readonly problems: readonly ObjectProblem[]
  readonly refusedBy?: 'agent'
}

/**
 * A field with the value that the API server gives it, as text for the editor. `line-end`: it belongs at the end of its
 * parent's line.
 */
export interface AssumedField {
  readonly path: FieldPath
  readonly text: string
  readonly place: 'line-end' | 'own-line'
}

/** The plug-in interface: one policy API. Everything specific to the API lives behind it. */
export interface PolicyKind {
  readonly apiVersion: string
  readonly kind: PolicyKindId
  /** `Cluster`: its objects live in no namespace; one that they name is ignored, as the API server ignores it. */
  readonly scope: 'Namespaced' | 'Cluster'
  /**
   * A service mesh reads its objects, and no network plugin: `read` compiles them to no policies. Absent: a network
   * plugin may.
   */
  readonly mesh?: 'istio' | 'linkerd'
  /** Its objects are what policies speak of, and part of the cluster: `read` compiles them to no policies. */
  readonly defines?: true
  /** Where the semantics are written down. */
  readonly spec: { readonly url: string; readonly version: string }
  /** One definition of the fields: validation, and the editor's completion and hover. */
  readonly shape: TSchema
  /** Pure: the same object always comes to the same policies. */
  read(object: KubernetesObject): ReadPolicy
  /** What the API server will fill in because the text leaves it out. Only for objects that `read` accepts. */
  assumed(object: KubernetesObject): readonly AssumedField[]
}
