import type { Behaviours } from '../cni/behaviours.ts'
import type { CniName } from '../cni/choice.ts'
import type { TimeEvent, TimeVerdict } from './timeline.ts'

/**
 * The gate of a pod that starts: it lets everything through, or nothing, or nothing where some policy selects the pod,
 * or what the rules say.
 */
export type OwnGate = 'open' | 'closed' | 'isolated' | 'rules'

/** A pod's first moments. `known`: whether the rules of other pods know its address. */
export interface StartUpStage {
  readonly seconds: number
  readonly event: Extract<TimeEvent, 'starts' | 'published' | 'programmed'>
  readonly own: OwnGate
  readonly known: boolean
  readonly believed: boolean
  readonly source: string | null
}

/** Nobody writes down how long agents take: some hundred milliseconds. */
const AGENT_SECONDS = 0.5
/**
 * The controller of the VPC CNI gathers what happens to pods for this long before it publishes it.
 * Source: https://github.com/aws/amazon-network-policy-controller-k8s (flag pod-update-batch-period-duration)
 */
const BATCH_SECONDS = 1
const CONTROLLER = 'https://github.com/aws/amazon-network-policy-controller-k8s'

/**
 * What a pod's gate does from the moment at which it has a network until its rules are in place. `hasTwin`: its node
 * already runs a pod of the same name but for the last part, whose rules the VPC CNI's agent puts on it at once.
 * Source: what each plugin states of its behaviour `start-up`; of the twins:
 * https://github.com/aws/aws-network-policy-agent (pkg/utils, GetPodIdentifier).
 */
export function startUpStages(
  name: CniName,
  { 'start-up': { value, sureness, source } }: Behaviours,
  hasTwin: boolean,
): readonly StartUpStage[] {
  const starts = (own: OwnGate): StartUpStage => ({
    seconds: 0,
    event: 'starts',
    own,
    known: false,
    believed: sureness === 'believed',
    source,
  })
  const programmed = (seconds: number): StartUpStage => ({
    seconds,
    event: 'programmed',
    own: 'rules',
    known: true,
    believed: true,
    source: null,
  })
  const published = (own: OwnGate): StartUpStage => ({
    seconds: BATCH_SECONDS,
    event: 'published',
    own,
    known: false,
    believed: false,
    source: CONTROLLER,
  })
  const byController = (own: OwnGate) => [starts(own), published(own), programmed(BATCH_SECONDS + AGENT_SECONDS)]
  switch (value) {
    case 'closed-first':
      return [starts('isolated'), programmed(AGENT_SECONDS)]
    case 'open-until-known':
      return [starts('open'), programmed(AGENT_SECONDS)]
    case 'open-until-rules':
      return byController(hasTwin ? 'rules' : 'open')
    case 'closed':
      return name === 'aws-vpc-cni'
        ? byController(hasTwin ? 'rules' : 'closed')
        : [starts('closed'), programmed(AGENT_SECONDS)]
    case 'nobody':
      return [{ ...starts('rules'), known: true }]
  }
}

/** What one gate says. `isolated`: some policy closes it; `isExempt`: no policy holds there for this pair. */
export interface Gate {
  readonly at: 'egress' | 'ingress'
  readonly passage: 'allowed' | 'denied' | 'depends'
  readonly isolated: boolean
  readonly isExempt: boolean
}

/**
 * What both gates say together. `ruled` is what the policies say of the own gate; `other` is the other end's as its
 * rules are now, `later` once they know the pod.
 */
export function startUpVerdict(own: OwnGate, ruled: Gate, other: Gate, later: Gate): TimeVerdict {
  const isRuled = own === 'rules' || ruled.isExempt
  const isClosed = own === 'closed' || (own === 'isolated' && ruled.isolated)
  const gate = isRuled ? ruled : { ...ruled, passage: isClosed ? ('denied' as const) : ('allowed' as const) }
  const inOrder = gate.at === 'egress' ? [gate, other] : [other, gate]
  const stopping =
    inOrder.find(({ passage }) => passage === 'denied') ?? inOrder.find(({ passage }) => passage === 'depends')
  if (!stopping)
    return { outcome: 'allowed', deniedAt: null, why: !isRuled && ruled.passage !== 'allowed' ? 'gate-open' : 'rules' }
  const outcome = stopping.passage === 'denied' ? 'denied' : 'depends'
  if (stopping === other)
    return { outcome, deniedAt: other.at, why: other.passage === later.passage ? 'rules' : 'unknown-peer' }
  return { outcome, deniedAt: gate.at, why: isRuled ? 'rules' : own === 'closed' ? 'gate-closed' : 'isolated-first' }
}
