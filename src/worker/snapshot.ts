import type { Diagnostic } from '../ground/diagnostic.ts'
import type { FieldPath, SourceSpan } from '../ground/span.ts'
import type { LessonCheck } from '../lessons/check.ts'
import type { PolicyRef } from '../engine/explanation.ts'
import type { MeshName } from '../sim/mesh/choice.ts'
import type { Membership } from '../sim/mesh/mesh.ts'
import type { Secured } from '../world/mesh-reach.ts'
import type { RejectedPolicy, RuleAction } from '../policy/form.ts'
import type { Answer, Question } from '../world/answer.ts'

/**
 * Everything the screen shows for one revision of the documents, as plain data that crosses the worker's boundary.
 * Nothing here is decided here: every field is read off a `World`.
 */
export interface Snapshot {
  readonly revision: number
  /** Of the text as it stands now, also while the picture is an older one. */
  readonly diagnostics: readonly Diagnostic[]
  /**
   * Whether the findings among them are those of an earlier revision, because finding them takes longer than a picture
   * should wait.
   */
  readonly areFindingsEarlier: boolean
  /**
   * The documents whose last valid text is shown because their present text has errors; empty = the picture is current.
   */
  readonly stale: readonly string[]
  readonly cluster: ClusterView
  readonly reach: ReachView
  readonly diff: DiffView
  readonly lens: LensView
  readonly inline: readonly InlineAnswer[]
  readonly outline: readonly DocumentOutline[]
  /** The question that came with the documents, answered for this very picture; null: none came. */
  readonly asked: { readonly question: string | Question; readonly result: AskResult } | null
  /** How the lesson's goals stand; null: no lesson is open. */
  readonly lesson: LessonCheck | null
  /** Milliseconds the worker spent on this revision. */
  readonly took: number
}

/** What is in the cluster. */
export interface ClusterView {
  readonly namespaces: readonly NamespaceView[]
  readonly workloads: readonly WorkloadView[]
  readonly services: readonly ServiceView[]
  readonly nodes: readonly NodeView[]
  readonly entries: readonly EntryView[]
  readonly externals: readonly ExternalView[]
  readonly notEvaluated: readonly KeptView[]
  /** Policies that the API took and the network plugin does not read: the first of them. */
  readonly unenforced: readonly { readonly group: string; readonly kind: string; readonly name: string }[]
  /** The service mesh that the documents speak of; null: none. */
  readonly mesh: MeshName | null
  /**
   * How what passes between two ends is secured, where the mesh has a part in it. Empty: there is no mesh, or there are
   * too many ends.
   */
  readonly links: readonly LinkView[]
  /**
   * `policies` are those that a network plugin asks, `meshPolicies` those that say to the proxies of a mesh who may do
   * what.
   */
  readonly counts: {
    readonly pods: number
    readonly workloads: number
    readonly policies: number
    readonly meshPolicies: number
    readonly rejected: number
    readonly unenforced: number
  }
}

/** `from` and `to`: ids of workloads or externals. `secured`: at its weakest over all ports that pass. */
export interface LinkView {
  readonly from: string
  readonly to: string
  readonly secured: Secured
}

/** A namespace. `policies`: how many are in it. `span` null: no text defines it. */
export interface NamespaceView {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** True when no Namespace object is in the text and we assumed one. */
  readonly implied: boolean
  readonly policies: number
  readonly span: SourceSpan | null
}

/** A workload or a pod of its own: one station of the graph, one row of the matrix. `id` is an `EndpointRef`. */
export interface WorkloadView {
  readonly id: string
  readonly kind:
    'Pod' | 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'ReplicaSet' | 'ReplicationController' | 'Job' | 'CronJob'
  readonly namespace: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly pods: readonly PodView[]
  /**
   * What stands for its pods in the mesh, and whom they can prove to be; null: there is no mesh, or they are not in it.
   */
  readonly mesh: { readonly membership: Exclude<Membership, 'none'>; readonly identity: string | null } | null
  readonly ports: readonly PortView[]
  /** Whether some policy closes the direction for its pods; `part` = for some of them. */
  readonly isolated: { readonly ingress: 'yes' | 'no' | 'part'; readonly egress: 'yes' | 'no' | 'part' }
  readonly hostNetwork: boolean
  readonly span: SourceSpan | null
}

/** A pod. `node` null: it runs nowhere. `addressAssumed`: we gave it the address; its text says none. */
export interface PodView {
  /** `ns/name`, an `EndpointRef`. */
  readonly id: string
  readonly name: string
  readonly node: string | null
  readonly addresses: readonly string[]
  readonly addressAssumed: boolean
  readonly phase: string
  readonly ready: boolean
}

/** A port that a container declares. `name` null: it has none. */
export interface PortView {
  readonly port: number
  readonly protocol: 'TCP' | 'UDP' | 'SCTP'
  readonly name: string | null
}

/** A Service and who is behind it. */
export interface ServiceView {
  /** `svc:ns/name`, an `EndpointRef`. */
  readonly id: string
  readonly namespace: string
  readonly name: string
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'
  readonly headless: boolean
  readonly ports: readonly {
    readonly port: number
    readonly protocol: string
    readonly name: string | null
    readonly targetPort: string
  }[]
  /** The workloads behind it, by id, sorted. Empty: no endpoints. */
  readonly backends: readonly string[]
  readonly span: SourceSpan | null
}

/** A way from outside to a Service, through an ingress controller or a gateway. Never a verdict. */
export interface EntryView {
  readonly kind: 'Ingress' | 'HTTPRoute'
  readonly namespace: string
  readonly name: string
  /** The class of an Ingress, the Gateways of a route. Empty: nobody is named. */
  readonly through: readonly string[]
  /** Empty: all hosts. */
  readonly hosts: readonly string[]
  /** As a person writes them, `/shop` or `/shop (exact)`. Empty: all paths. */
  readonly paths: readonly string[]
  /** It asks for headers, query parameters or methods too. */
  readonly isNarrowed: boolean
  /** `svc:ns/name`, an `EndpointRef`. */
  readonly service: string
  readonly port: number
  /** The port of the first pod behind; null: nobody is there. */
  readonly podPort: number | null
  readonly span: SourceSpan | null
}

/** A node. `implied`: pods name it, and no text defines it. */
export interface NodeView {
  /** `node:name`, an `EndpointRef`. */
  readonly id: string
  readonly name: string
  readonly addresses: readonly string[]
  readonly implied: boolean
}

/** A place outside the cluster: `internet`, or a block that a policy names. */
export interface ExternalView {
  /** An `EndpointRef`: `internet`, or `ip:` with an address of the block. */
  readonly id: string
  readonly label: string
  readonly detail: string | null
}

/** An object that is kept and decides nothing. `namespace` null: it belongs to the whole cluster. */
export interface KeptView {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace: string | null
  readonly name: string
  readonly span: SourceSpan | null
}

export { CELL, type CellCode } from '../world/cell.ts'

/**
 * Who reaches whom, workload by workload. Row `r` asks, column `c` answers: `cells[r * columns.length + c]`.
 * `endpoints` are ids of workloads and externals; rows are all of them, in order. A column without a port means
 * "any TCP port" and is used where none is declared. In worlds above `CELL_LIMIT` cells, `cells` is null and the
 * namespace totals stand alone; ask for a `drill`.
 */
export interface ReachView {
  readonly endpoints: readonly ReachEndpoint[]
  readonly columns: readonly ReachColumn[]
  readonly cells: Uint8Array | null
  /**
   * Totals by namespace pair, in the order of `groups`: passing and all columns, summed over rows. Self is left out.
   * Empty in a `drill`.
   */
  readonly groups: readonly string[]
  readonly totals: readonly NamespaceTotal[]
}

/** An end of the matrix. `id`: an `EndpointRef`. */
export interface ReachEndpoint {
  readonly id: string
  /** What people read: the name without its namespace. */
  readonly label: string
  /** The namespace, or `outside`. */
  readonly group: string
}

/** Somebody who is called, at one port; `port` null: any TCP port. */
export interface ReachColumn {
  /** Index into `endpoints`. */
  readonly endpoint: number
  readonly port: PortView | null
}

/** So many flows between two namespaces: allowed by a rule, open by default, allowed in part, and all of them. */
export interface NamespaceTotal {
  readonly allowed: number
  readonly open: number
  readonly part: number
  readonly all: number
}

/**
 * What opened and closed. `against` is the marked baseline or the picture before the last edit that changed something.
 */
export interface DiffView {
  readonly against: 'baseline' | 'last-edit'
  readonly opened: number
  readonly closed: number
  /** The first `DIFF_LIMIT` changes, opened first. */
  readonly changes: readonly FlowChange[]
}

/** A flow that passes now and did not before, or the other way round. `port` null: any TCP port. */
export interface FlowChange {
  readonly sign: 'opened' | 'closed'
  /** Ids of workloads or externals. They may be gone from the present cluster. */
  readonly from: string
  readonly to: string
  readonly port: PortView | null
}

/**
 * What is written over and beside the lines of the active document. Null count fields mean: not computed, too large.
 */
export interface LensView {
  readonly document: string
  readonly policies: readonly PolicyLens[]
  readonly assumed: readonly AssumedText[]
}

/** What a policy does, for the row over it in the editor. */
export interface PolicyLens {
  readonly ref: PolicyRef
  /** The first line of the object in its document. */
  readonly line: number
  readonly status: 'applied' | RejectedPolicy['why']
  /** How many pods it selects. */
  readonly selectedPods: number
  /** Ids of the workloads it selects, sorted. */
  readonly selects: readonly string[]
  /** Ids of the workloads its rules admit as peers, sorted. */
  readonly peers: readonly string[]
  readonly isolates: { readonly ingress: boolean; readonly egress: boolean }
  /**
   * Flows (workload, workload, port) that pass and that an allowing rule of it fits at its gate; that do not, and a
   * denying one.
   */
  readonly admits: number
  readonly denies: number
  readonly rules: readonly RuleLens[]
}

/**
 * What a rule does, for the row over it in the editor. `index`: its place in its section, from 0. `line`: where it
 * begins.
 */
export interface RuleLens {
  readonly section: 'ingress' | 'egress'
  readonly index: number
  /** What its author calls it; null: nothing. */
  readonly name: string | null
  readonly action: RuleAction
  readonly line: number
  /**
   * The gates' ports in words of the API: `8080/TCP`, `http/TCP`, `8000-8100/TCP`, `all UDP`; a name over any protocol
   * is `http`, a number over TCP, UDP and SCTP `53/any`. Empty: every port.
   */
  readonly ports: readonly string[]
  /**
   * What it asks of what is said on a connection, one of these: `HTTP GET /orders`, `DNS *.example.com`. Absent:
   * nothing.
   */
  readonly said?: readonly string[]
  readonly peers: readonly PeerLens[]
  /** Pods that this rule's peers match at present; null when anybody is meant, or only addresses, nodes and names. */
  readonly pods: number | null
}

/** One peer: its parts are joined by *and*, peers of one rule by *or*. `lastLine` ends what its dash owns. */
export interface PeerLens {
  readonly line: number
  readonly lastLine: number
  readonly column: number
  readonly parts: readonly PeerPart[]
  /** Pods it matches; null for address blocks, nodes and names. */
  readonly pods: number | null
}

/** A part of what a rule says of its peer. */
export type PeerPart =
  | { readonly of: 'pod' | 'namespace' | 'node' | 'identity'; readonly selector: readonly SelectorTerm[] }
  /** A name of the DNS, a Service, a list of blocks that has a name. */
  | { readonly of: 'name' | 'service' | 'group'; readonly name: string }
  | { readonly of: 'word'; readonly word: string }
  | { readonly of: 'expression'; readonly text: string }
  | { readonly of: 'own-namespace'; readonly namespace: string }
  | { readonly of: 'block'; readonly cidr: string; readonly except: readonly string[] }

/** One term of a selector. `values` empty: the operator asks for none. */
export interface SelectorTerm {
  readonly key: string
  readonly operator: 'Equals' | 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  readonly values: readonly string[]
}

/**
 * Ghost text: what the API server will assume. `line-end` follows the line; `own-line` stands after it on a line of its
 * own.
 */
export interface AssumedText {
  readonly line: number
  readonly place: 'line-end' | 'own-line'
  /** Columns before the text, on a line of its own. */
  readonly indent: number
  readonly text: string
  readonly field: FieldPath
}

/** What came of a question: the question as it was understood and its answer, or what was wrong with it. */
export type AskResult =
  | { readonly ok: true; readonly question: Question; readonly answer: Answer }
  | { readonly ok: false; readonly problem: Diagnostic }

/** The verdict of a `# ? a -> b:port` comment. */
export interface InlineAnswer {
  readonly document: string
  readonly line: number
  readonly question: string
  readonly result: { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly problem: Diagnostic }
}

/** The objects of one document, in order. */
export interface DocumentOutline {
  readonly document: string
  readonly objects: readonly {
    readonly kind: string
    readonly namespace: string | null
    readonly name: string
    readonly line: number
  }[]
}

/** Above this many cells only namespace totals are sent. */
export const CELL_LIMIT = 250_000
/** At most this many changes are listed; the counts are always complete. */
export const DIFF_LIMIT = 300
