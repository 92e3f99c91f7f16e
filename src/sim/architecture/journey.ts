import type { CniName } from '../cni/choice.ts'
import type { ComponentId } from './component.ts'
import type { Connection, Encoding, Protocol } from './connection.ts'

/** A workload, until its pods have addresses and Services lead to them. */
export type DeploymentStep =
  | 'read'
  | 'write'
  | 'admit'
  | 'store'
  | 'created'
  | 'controller-sees'
  | 'make-owner'
  | 'make-pod'
  | 'nothing-to-run'
  | 'scheduler-sees'
  | 'bind'
  | 'already-placed'
  | 'kubelet-refuses'
  | 'no-room'
  | 'kubelet-sees'
  | 'prepare'
  | 'run-sandbox'
  | 'make-netns'
  | 'host-network'
  | 'start-sandbox'
  | 'sandbox-ready'
  | 'start-containers'
  | 'report-address'
  | 'probe'
  | 'ready'
  | 'endpoints'
  | 'services-see'
  | 'program-services'

/** One CNI ADD. */
export type CniStep =
  | 'cni-config'
  | 'cni-exec'
  | 'cni-delegate'
  | 'cni-delegate-answer'
  | 'cni-answer'
  | 'cni-cache'
  | 'cni-status'
  | 'cni-del'
  | 'cni-failure'
  | 'plumb'
  | 'flannel-subnet'
  | 'host-local-file'
  | 'calico-ready'
  | 'calico-pod'
  | 'calico-lock'
  | 'calico-block'
  | 'calico-annotate'
  | 'cilium-config'
  | 'cilium-ipam'
  | 'cilium-endpoint'
  | 'aws-add-network'
  | 'aws-enforce'

/** A policy, until somebody enforces it. */
export type PolicyStep =
  | 'policy-refused'
  | 'policy-unknown'
  | 'policy-nobody'
  | 'policy-seen'
  | 'policy-resolve'
  | 'policy-publish'
  | 'policy-publish-store'
  | 'policy-published-seen'
  | 'policy-local'
  | 'policy-program'
  | 'policy-effect'

/** What a step is; its words are looked up by it. */
export type StepId = DeploymentStep | CniStep | PolicyStep

/** `each`: on every node at the same time. `one`: on the node that the journey is about. Null: on none. */
export type StepNode = 'one' | 'each' | null

/** An object of the API, as kubectl names it. */
export interface ObjectRef {
  readonly kind: string
  /** Null: it belongs to the whole cluster. */
  readonly namespace: string | null
  readonly name: string
}

/** A request or a call: `POST /apis/…`, `RunPodSandbox runtime.v1.RuntimeService`, `ADD /opt/cni/bin/calico`. */
export interface Message {
  readonly verb: string
  readonly target: string
}

/**
 * A field that has another value after the step. `value` null: it is set, to something that only a real cluster knows.
 */
export interface StateChange {
  readonly of: ObjectRef
  readonly field: string
  readonly value: string | null
}

/** What is sent or kept, as text: JSON with two spaces, `KEY=value` lines, commands. */
export interface Payload {
  readonly is:
    | 'object'
    | 'environment'
    | 'stdin'
    | 'stdout'
    | 'request'
    | 'reply'
    | 'file'
    | 'config'
    | 'commands'
    | 'event'
    | 'entries'
  /** A path or a name; null: what it is says enough. */
  readonly name: string | null
  readonly text: string
}

/** One step. Data only: the words for it are the screen's business. */
export interface JourneyStep {
  readonly id: StepId
  readonly from: ComponentId
  /** Null: it happens inside `from`, and nothing is sent. */
  readonly to: ComponentId | null
  readonly node: StepNode
  /** The program that acts, where `from` or `to` stands for several: `bridge`, `Felix`; null: the part itself. */
  readonly actor: string | null
  readonly message: Message | null
  /** What the step is about, beside the journey's own object; null: nothing else. */
  readonly object: ObjectRef | null
  /** How it travels; null: nothing is sent. */
  readonly transport: {
    readonly protocol: Protocol
    readonly at: string | null
    readonly encoding: Encoding | null
  } | null
  readonly after: readonly StateChange[]
  readonly payloads: readonly Payload[]
  /** Where this is written down. */
  readonly source: string
  /** Nobody of the project says it in so many words. */
  readonly isBelieved: boolean
}

/** A pod that a journey is about. */
export interface JourneyPod {
  readonly namespace: string
  readonly name: string
  /** Null: it has none, or none is known. */
  readonly node: string | null
  /** We chose the node: nothing says where it runs. */
  readonly nodeAssumed: boolean
  /** Empty: it has none. */
  readonly addresses: readonly string[]
  readonly hostNetwork: boolean
}

/** `pod`: the one of its pods that is followed; null: it has none. `services`: those that lead to it, by name. */
export interface DeploymentAbout {
  readonly journey: 'deployment'
  readonly cni: CniName
  readonly workload: ObjectRef
  readonly pods: number
  readonly pod: JourneyPod | null
  readonly services: readonly string[]
}

/** `reader`: who acts on the policy; null: nobody. `selected`: the pods it selects; `names` are the first few. */
export interface PolicyAbout {
  readonly journey: 'policy'
  readonly cni: CniName
  readonly policy: ObjectRef
  readonly reader: ComponentId | null
  readonly selected: { readonly pods: number; readonly names: readonly string[]; readonly nodes: readonly string[] }
}

/** `plugins`: in the order in which ADD runs them. `hostInterface` null: the plugin is not called for this pod. */
export interface CniAbout {
  readonly journey: 'cni-add'
  readonly cni: CniName
  readonly pod: JourneyPod
  readonly plugins: readonly string[]
  readonly hostInterface: string | null
}

/** What a journey is about: a workload that is applied, a policy that is, or a pod that gets its network. */
export type JourneyAbout = DeploymentAbout | PolicyAbout | CniAbout
/** Which of the journeys it is. */
export type JourneyKind = JourneyAbout['journey']

/**
 * What happens, in order. `node`: where its pod runs, or one node of several that do the same; null: no node takes
 * part.
 */
export interface Journey {
  readonly about: JourneyAbout
  readonly node: string | null
  readonly steps: readonly JourneyStep[]
}

/** What of a step is not always the same. */
export type StepFacts = Pick<JourneyStep, 'id' | 'from' | 'source'> &
  Partial<JourneyStep> & { readonly isCustom?: boolean }

/**
 * Makes the steps of one cluster: a step that goes somewhere travels on the connection that there is between the two,
 * in either direction. `isCustom`: what is sent is an object of a kind that a CustomResourceDefinition defines.
 */
export function stepMaker(connections: readonly Connection[]): (facts: StepFacts) => JourneyStep {
  return ({ isCustom = false, ...facts }) => {
    const { from, to = null } = facts
    const way = to === null ? null : connectionBetween(connections, from, to)
    return {
      to,
      node: null,
      actor: null,
      message: null,
      object: null,
      after: [],
      payloads: [],
      isBelieved: way?.isBelieved ?? false,
      transport: way && {
        protocol: way.protocol,
        at: way.at,
        encoding: (isCustom ? way.customEncoding : null) ?? way.encoding,
      },
      ...facts,
    }
  }
}

/**
 * The connection on which something gets from one part to another; whoever opened it. Throws when there is none: the
 * data is wrong then.
 */
export function connectionBetween(connections: readonly Connection[], from: ComponentId, to: ComponentId): Connection {
  const found =
    connections.find((each) => each.from === from && each.to === to) ??
    connections.find((each) => each.from === to && each.to === from)
  if (!found) throw new Error(`nothing leads from ${from} to ${to}`)
  return found
}

/** A value as indented JSON, for people to read. */
export function json(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
