import type { FindingFacts } from './finding.ts'
import type { SourceSpan } from './span.ts'

/** The object a diagnostic is about. `namespace` is null for objects that have none. */
export interface ObjectRef {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace: string | null
  readonly name: string
}

/** The words with which the API server classifies a field error. Source: apimachinery field.ErrorType.String. */
export type FieldErrorType =
  | 'Invalid value'
  | 'Unsupported value'
  | 'Duplicate value'
  | 'Required value'
  | 'Forbidden'
  | 'Too long'
  | 'Too many'
  | 'Not found'

/**
 * What is wrong, as data. The sentence is written by whoever shows it, so that every surface says the same thing.
 *
 * - `yaml-syntax`, `yaml-limit`, `duplicate-key`: the text itself. `hint` is what probably happened.
 * - `not-an-object`, `missing-field`: a document that cannot be a Kubernetes object. `generateName`: what stands in the
 *   place of a name.
 * - `no-match`: a kind that no version of Kubernetes we know serves under this apiVersion; `served` is one that does.
 *   Null: one that exists, and that this cluster is said not to serve.
 * - `unknown-field`, `wrong-type`: strict decoding, the API server's first step. `holder` is the API's type that has
 *   the field; null, with an empty `field`: a value that is decoded without knowing its field.
 * - `field-error`: validation, printed `field: type: value: detail`; `value` is already quoted as the server quotes it
 *   and null for the types that print none. `heldBy`: the Service, `namespace/name`, that has what is asked for.
 *   `setBy`: the flag of the API server that has its default value here, and decides.
 * - `internal-error`: what the server states as a fault of its own, printed `Internal error occurred: detail`, and refuses
 *   the object for. `heldBy` and `setBy`: as above.
 * - `duplicate-object`: the same kind, namespace and name twice; the later one replaces the earlier, as `kubectl apply`
 *   does.
 * - `agent-refusal`: the server stores it, and whoever enforces it refuses to load it, in its own words.
 * - `field-not-evaluated`: a field that its enforcer acts on and nothing here does.
 * - `older-release`: what a release of an enforcer reads otherwise than those from `since` on: a wildcard as one label,
 *   or as the letters that stand there.
 * - `webhook-denied`: the API server takes it, and an admission webhook does not; `message` is its own.
 * - `field-warning`: the server accepts it and answers with a warning.
 * - `selector-unreadable`, `unknown-protocol`, `domain-names-action`: the server accepts it in silence, and it cannot
 *   have been meant: a selector that selects nothing, stated as the server states errors elsewhere; a protocol that
 *   fits nothing; domain names in a rule that does not allow.
 * - `same-priority`: two policies of one tier and priority could fit the same connection with different actions;
 *   `first` is the one that is asked first here.
 * - `namespace-implied`, `not-evaluated`, `pods-capped`, `replicas-capped`, `address-shared`, `waypoint-assumed`: what
 *   we assumed or left out.
 * - `pods-without-address`: no node has room for them, or has the port of it free that they need; the plugin has no address left on `node` (null: on any), or
 *   there is no plugin (null: no node has them).
 * - `taints-passed-over`: so many pods run on nodes that they do not tolerate, because no node is without a taint.
 * - `entry-backend`: an Ingress or a route leads to a Service that is not there, has no such port, has nobody behind
 *   it, or may not be named from there. `service` is `namespace/name`; `port` null: none is named.
 * - `route-parent`: a Gateway that a route names does not take it; `unknown`: it is not in the text.
 * - `question`: a question that could not be read or resolved; `wanted` names what was looked for.
 * - `FindingFacts`: policies that are accepted and probably do not do what was meant.
 */
export type DiagnosticFacts =
  | {
      readonly code: 'yaml-syntax'
      readonly reason: string
      readonly hint:
        { readonly hint: 'missing-colon'; readonly word: string } | { readonly hint: 'tab' | 'open-quote' } | null
    }
  | {
      readonly code: 'yaml-limit'
      readonly limit: 'size' | 'depth' | 'aliases' | 'documents' | 'nodes'
      readonly allowed: number
    }
  | { readonly code: 'duplicate-key'; readonly key: string }
  | { readonly code: 'not-an-object'; readonly got: string }
  | { readonly code: 'missing-field'; readonly field: string; readonly generateName?: string }
  | { readonly code: 'no-match'; readonly apiVersion: string; readonly kind: string; readonly served: string | null }
  | { readonly code: 'unknown-field'; readonly field: string; readonly suggestion: string | null }
  | {
      readonly code: 'wrong-type'
      readonly field: string
      readonly holder: string | null
      readonly expected: string
      readonly got: string
    }
  | {
      readonly code: 'field-error'
      readonly field: string
      readonly type: FieldErrorType
      readonly value: string | null
      readonly detail: string
      readonly heldBy?: string
      readonly setBy?: string
    }
  | { readonly code: 'internal-error'; readonly detail: string; readonly heldBy?: string; readonly setBy?: string }
  | { readonly code: 'field-not-evaluated'; readonly field: string }
  | { readonly code: 'agent-refusal'; readonly agent: string; readonly detail: string }
  | {
      readonly code: 'older-release'
      readonly agent: string
      readonly version: string
      readonly since: string
      readonly reads: 'one-label' | 'as-written'
    }
  | { readonly code: 'webhook-denied'; readonly webhook: string; readonly message: string }
  | { readonly code: 'field-warning'; readonly field: string; readonly detail: string }
  | {
      readonly code: 'selector-unreadable'
      readonly field: string
      readonly type: FieldErrorType
      readonly value: string | null
      readonly detail: string
    }
  | { readonly code: 'unknown-protocol'; readonly protocol: string }
  | { readonly code: 'domain-names-action'; readonly action: string }
  | {
      readonly code: 'same-priority'
      readonly tier: string
      readonly priority: number | null
      readonly first: string
      readonly second: string
    }
  | { readonly code: 'duplicate-object'; readonly first: SourceSpan | null }
  | { readonly code: 'namespace-implied'; readonly namespace: string }
  | { readonly code: 'not-evaluated' }
  | { readonly code: 'waypoint-assumed' }
  | { readonly code: 'replicas-capped' | 'pods-capped'; readonly wanted: number; readonly kept: number }
  | {
      readonly code: 'pods-without-address'
      readonly why: 'no-room' | 'no-port' | 'no-address' | 'no-plugin'
      readonly node: string | null
      readonly pods: number
    }
  | { readonly code: 'taints-passed-over'; readonly pods: number }
  | { readonly code: 'address-shared'; readonly address: string; readonly other: string }
  | {
      readonly code: 'entry-backend'
      readonly why: 'no-service' | 'no-port' | 'no-endpoints' | 'not-granted'
      readonly service: string
      readonly port: number | string | null
    }
  | {
      readonly code: 'route-parent'
      readonly why: 'unknown' | 'listener' | 'namespace' | 'host'
      readonly gateway: string
    }
  | {
      readonly code: 'question'
      readonly reason: 'syntax' | 'endpoint' | 'port' | 'protocol' | 'service-port' | 'address' | 'no-address'
      readonly wanted: string
      readonly suggestions: readonly string[]
    }
  | FindingFacts

/**
 * One thing to tell the user. `error` means: this object (or text) is not applied. `warning`: applied, look at it.
 * `note`: an assumption made visible. `layer` is the step that found it; `span` is null only when no text is concerned.
 */
export type Diagnostic = DiagnosticFacts & {
  readonly severity: 'error' | 'warning' | 'note'
  readonly layer: 'syntax' | 'schema' | 'admission' | 'finding' | 'question'
  readonly span: SourceSpan | null
  readonly subject: ObjectRef | null
}
