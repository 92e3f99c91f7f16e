import type { LocateField } from '../../engine/explain.ts'
import type { SourceSpan } from '../../ground/span.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Cluster } from '../../model/cluster.ts'
import type { HttpRequest } from '../../policy/request.ts'
import type { ApiObjects } from '../machines/api-objects.ts'
import type { Machine } from '../machines/machine.ts'
import type { HubbleLine } from './hubble/event.ts'

/**
 * A tool that people run from a terminal, as it would behave against the simulated cluster: a command line in, what the
 * real tool would print out. It prints and times; who reaches whom it asks (`Workplace.reach`), and never decides.
 */
export interface TestTool {
  /** What one types to start it. */
  readonly name: string
  /**
   * `args` are the words after the name, as a shell hands them over. Never throws on what was typed: a tool complains
   * in its own words.
   */
  run(args: readonly string[], place: Workplace): Transcript
}

/** What a tool finds where it is run. */
export interface Workplace {
  readonly cluster: Cluster
  readonly reach: Reach
  /** In the order of the folder, which real file systems do not promise. */
  readonly files: readonly ToolFile[]
  /** What is piped into it; null: nothing is. */
  readonly input: string | null
  /** Where it is run: a pod, `node:n1` or `internet`. */
  readonly at: string
  /** The machines behind the nodes. */
  readonly machines: readonly Machine[]
  /** What the API server has. */
  readonly api: ApiObjects
  readonly locate: LocateField
  /** The NetworkPolicies that the API server took, by namespace and name. */
  readonly policies: readonly KubernetesObject[]
  /** What Hubble wrote down of what was sent before, oldest first; null: nobody writes down flows here. */
  observed(): readonly ObservedFlow[] | null
  /**
   * When it is started, in milliseconds since 1970, for tools that print the time. An argument, so that the same
   * command prints the same text.
   */
  readonly startedAt: number
}

/** A flow that Hubble saw, and what was sent. */
export interface ObservedFlow extends HubbleLine {
  readonly probe: Probe
}

/** `path` is relative to where the tool is run, with `/`. */
export interface ToolFile {
  readonly path: string
  readonly text: string
}

/** The only source of verdicts: what becomes of one try to reach somebody. */
export type Reach = (probe: Probe) => Contact

/**
 * `from` and `to` are references as questions spell them: `shop/web-1`, `svc:shop/api`, `node:n1`, `ip:203.0.113.7`,
 * `name:host.example`, `internet`.
 */
export interface Probe {
  readonly from: string
  readonly to: string
  /** Absent: the protocol has none. */
  readonly port?: number
  readonly protocol: 'TCP' | 'UDP' | 'SCTP' | 'ICMP'
  /** What is said once the connection stands; absent: nothing. */
  readonly http?: HttpRequest
}

/**
 * What the caller sees.
 *
 * - `connected`: nothing on the way stops it; a datagram is delivered. `listens` false: the containers there list their
 *   ports, and this is none of them, so that a TCP connection is refused. Of who lists none, and of everybody outside,
 *   it is taken to be true.
 * - `refused`: at once; nobody serves there. `dropped`: silence until the caller's own time-out. `no-route`,
 *   `unknown-name`: at once.
 * - `rejected`: the connection stands, and a proxy answers what is said on it itself, over HTTP; `body` null: it says no
 *   more. `cut`: the connection stands, and a proxy ends it, or does not take part in its handshake.
 * - `depends`: on which backend or replica it meets; `ways` are what may happen, each once.
 * - `no-such`: one of the references names nothing in the cluster.
 */
export type Contact =
  | { readonly contact: 'connected'; readonly listens: boolean; readonly address: string | null }
  | { readonly contact: 'refused' | 'dropped' | 'no-route' | 'unknown-name' | 'no-such' }
  | { readonly contact: 'rejected'; readonly status: number; readonly body: string | null }
  | { readonly contact: 'cut'; readonly how: 'reset' | 'closed' | 'handshake' }
  | { readonly contact: 'depends'; readonly ways: readonly Contact[] }

/** What a run printed, line by line in the order of a terminal that shows both streams, and how it ended. */
export interface Transcript {
  readonly lines: readonly TranscriptLine[]
  readonly exitCode: number
  /** Files that it wrote, in place of those of the same path. */
  readonly written: readonly ToolFile[]
}

/** A run that wrote no files. */
export function ended(lines: readonly TranscriptLine[], exitCode: number): Transcript {
  return { lines, exitCode, written: [] }
}

/** Lines that appear at once. */
export function atOnce(to: TranscriptLine['to'], texts: readonly string[]): readonly TranscriptLine[] {
  return texts.map((text) => ({ to, text, after: 0 }))
}

/** One line that a tool prints. */
export interface TranscriptLine {
  readonly to: 'stdout' | 'stderr'
  /** Without its line break. */
  readonly text: string
  /** Milliseconds from the start until it appears, as long as the real tool would take. */
  readonly after: number
  /** Where a click on the line leads; absent: nowhere. */
  readonly about?: LineSubject
}

/** Where a click on a printed line leads. */
export type LineSubject =
  | { readonly about: 'place'; readonly span: SourceSpan }
  | { readonly about: 'probe'; readonly probe: Probe }
  /** A check of kube-bench that is open: where the machine says what is at fault (null: nowhere yet), and whether we know an edit that mends it. */
  | {
      readonly about: 'check'
      readonly check: string
      readonly machine: string
      readonly span: SourceSpan | null
      readonly canMend: boolean
    }
