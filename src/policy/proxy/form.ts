import type { CidrBlock } from '../../ground/ip.ts'
import type { FieldPath } from '../../ground/span.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { PolicyKindId } from '../form.ts'

/**
 * The form that a mesh's policies are compiled to. A proxy knows more than a network plugin does: who proved to be
 * whom, and what is asked for. So a rule here is what both meshes write: clauses that must all hold, each a list of
 * branches of which one must, each branch a list of tests that must all hold. All of it is data.
 */

/**
 * What a proxy reads. `unreadable`: something that only the running proxy knows, such as the metadata of another
 * filter.
 */
export type Attribute =
  | { readonly kind: 'principal' | 'namespace' | 'service-account' | 'trust-domain' }
  | { readonly kind: 'source-address' | 'remote-address' | 'destination-address' | 'port' | 'server-name' }
  | { readonly kind: 'host' | 'method' | 'path' | 'request-principal' | 'audience' | 'presenter' }
  | { readonly kind: 'header'; readonly name: string }
  /** `spaced`: a text of several words is a list of them. */
  | { readonly kind: 'claim'; readonly path: readonly string[] }
  | { readonly kind: 'unreadable'; readonly key: string }

/**
 * One value that would do. `text` is as written. `glob`: every `*` stands for any text; `template`: `{*}` for a
 * segment, `{**}` for any number.
 */
export type ValueMatcher =
  | { readonly form: 'exact' | 'prefix' | 'suffix' | 'present' | 'glob' | 'template'; readonly text: string }
  | { readonly form: 'block'; readonly text: string; readonly block: CidrBlock; readonly except: readonly CidrBlock[] }
  | { readonly form: 'pattern'; readonly text: string; readonly matches: (value: string) => boolean }

/** That what is read has one of these values, or with `negate` none. */
export interface ProxyTest {
  readonly attribute: Attribute
  readonly anyOf: readonly ValueMatcher[]
  readonly negate: boolean
  readonly path: FieldPath
}

/** Tests that must all hold. None: it always holds. */
export interface ProxyBranch {
  readonly all: readonly ProxyTest[]
  readonly path: FieldPath
}

/**
 * One of the branches must hold; without any the clause never does. `section`: the field that it stands in, `from`,
 * `to`, `when`.
 */
export interface ProxyClause {
  readonly section: string
  readonly anyOf: readonly ProxyBranch[]
  readonly path: FieldPath
}

/** All clauses must hold. None: the rule fits everything. */
export interface ProxyRule {
  readonly index: number
  readonly action: 'allow' | 'deny'
  readonly all: readonly ProxyClause[]
  readonly path: FieldPath
  /**
   * What the author asked for and this proxy cannot read, so that it is left out: fields, as written. Absent: nothing.
   */
  readonly leftOut?: readonly string[]
}

/** One policy as one proxy takes it. `isolates`: what none of the rules of its stage allows is refused. */
export interface ProxyPolicy {
  readonly kind: PolicyKindId
  readonly object: KubernetesObject
  readonly namespace: string
  readonly name: string
  readonly isolates: boolean
  readonly rules: readonly ProxyRule[]
  /** Why it decides nothing here; absent: it decides. */
  readonly idle?: 'dry-run' | 'audit' | 'unsupported'
}
