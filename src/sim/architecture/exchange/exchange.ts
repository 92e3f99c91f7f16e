import type { CidrBlock } from '../../../ground/ip.ts'
import type { JsonObject } from '../../../ground/json-object.ts'
import type { MadeUp } from '../identifiers.ts'
import type { JourneyPod, StateChange, StepId } from '../journey.ts'

/** The file that tells the runtime which plugins to run. `plugins` in the order of ADD; DEL goes the other way. */
export interface Conflist {
  readonly path: string
  readonly cniVersion: string
  readonly name: string
  readonly disableCheck?: true
  readonly plugins: readonly PluginConfig[]
  /** Where the text of it is written down. */
  readonly source: string
}

/** What one plugin is given to read: its own part of the configuration. `type` is the name of its program. */
export type PluginConfig = JsonObject & { readonly type: string }

/** What ADD answers. `interface`: an index into `interfaces`; absent: the runtime takes it for the pod's. */
export interface CniResult {
  readonly cniVersion: string
  /** Absent: an address plugin's answer. */
  readonly interfaces?: readonly CniInterface[]
  readonly ips: readonly CniAddress[]
  readonly routes?: readonly { readonly dst: string; readonly gw?: string }[]
  /** Versions before 1.0 print it also when it is empty. */
  readonly dns?: JsonObject
}

/** `sandbox`: it is inside the pod's network namespace. `mtu` since 1.1. */
export interface CniInterface {
  readonly name: string
  readonly mac?: string
  readonly mtu?: number
  readonly sandbox?: string
}

/** `version` before 1.0 only. */
export interface CniAddress {
  readonly version?: '4' | '6'
  readonly interface?: number
  readonly address: string
  readonly gateway?: string
}

/** A plugin that is executed. What it does before it answers is `inside`, in order. */
export interface CniExec {
  readonly call: 'exec'
  readonly plugin: string
  readonly stdin: JsonObject
  readonly inside: readonly CniCall[]
  readonly stdout: CniResult
  /** Where this is written down. */
  readonly source: string
}

/** A file on the node that a plugin reads or writes. `of`: whose file it is; null: the plugin's own. */
export interface CniFile {
  readonly call: 'file'
  readonly id: StepId
  readonly access: 'read' | 'write' | 'lock'
  readonly path: string
  readonly of: 'cni-agent' | null
  readonly text: string
  readonly source: string
}

/** A request to an agent or the API server, with its answer. Null: there is none, or it says nothing here. */
export interface CniRequest {
  readonly call: 'request'
  readonly id: StepId
  readonly to: 'api-server' | 'cni-agent' | 'policy-agent'
  readonly verb: string
  readonly target: string
  readonly request: JsonObject | null
  readonly reply: JsonObject | null
  readonly after?: readonly StateChange[]
  readonly source: string
}

/** What the kernel is told, as the `ip` commands that would do the same. */
export interface CniKernel {
  readonly call: 'kernel'
  readonly commands: readonly string[]
  readonly source: string
}

/**
 * One thing that is done while a pod gets its network: a program is run, a file written, an API asked, or the kernel
 * told.
 */
export type CniCall = CniExec | CniFile | CniRequest | CniKernel

/** What a plugin's exchange is made from. */
export interface AddFor {
  readonly pod: JourneyPod
  /** Of the pod's text. */
  readonly annotations: Readonly<Record<string, string>>
  readonly madeUp: MadeUp
  /** What is written down for its node's pods; null: nothing is. */
  readonly nodeRange: CidrBlock | null
  /**
   * Reserved parts of the plugin's `runtimeConfig`: what the runtime hands over when a plugin announces that it can
   * take it.
   */
  readonly capabilities: Readonly<Record<string, unknown>>
}

/** One plugin's ADD: what the runtime executes, in order, and why it may fail. */
export interface PluginExchange {
  readonly conflist: Conflist
  readonly execs: readonly CniExec[]
  /** The host's end of the veth pair. */
  readonly hostInterface: string
  /** A failure that is often seen: which plugin, and what it says. */
  readonly failure: { readonly plugin: string; readonly msg: string; readonly source: string }
}

/** The interface inside the pod. */
export const IFNAME = 'eth0'

/** Where the runtime looks for the programs, unless it is told otherwise. */
export const PLUGIN_FOLDER = '/opt/cni/bin'
