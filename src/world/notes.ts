import { isPortProtocol } from '../ground/ports.ts'
import { evaluateFlow, type GateVerdict, type Verdict } from '../engine/evaluate.ts'
import type { PluginRemark } from '../engine/plugin-remark.ts'
import type { PolicySet } from '../engine/policy-set.ts'
import { tiesAt } from '../engine/same-rank.ts'
import type { DecisionStep } from '../engine/explanation.ts'
import { endpointLabel } from '../model/endpoint.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import type { Flow } from '../policy/match.ts'
import type { Note } from './answer.ts'
import { type Target } from './targets.ts'

/**
 * What is worth knowing beside the verdict: what was assumed, what the API leaves open, what the real cluster may add.
 */
export function notesOn(
  flow: Flow,
  target: Target,
  verdict: Verdict,
  steps: readonly DecisionStep[],
  policies: PolicySet,
): readonly Note[] {
  const notes: Note[] = []
  const { source, destination, protocol, port } = flow
  const label = endpointLabel(destination)
  // What the API leaves open a plugin has decided.
  const isOpen = policies.profile.speaksFor === 'api'
  if (target.service) {
    const { service, node, nodePort } = target.service
    notes.push({
      note: 'through-service',
      service: namespacedName(service),
      servicePort: target.service.port,
      endpoint: label,
      port: port ?? 0,
      seenAs: isSeenAsService(verdict) ? 'service' : 'pod',
      ...(node !== null && nodePort !== null && { by: { node, nodePort } }),
    })
    if (source.kind === 'external' && service.type === 'ClusterIP' && service.externalAddresses.length === 0)
      notes.push({ note: 'service-not-exposed', service: namespacedName(service) })
    if (
      isOpen &&
      source.kind === 'external' &&
      service.type !== 'ClusterIP' &&
      service.externalTrafficPolicy === 'Cluster' &&
      verdict.gates.some(({ at, isolated }) => at === 'ingress' && isolated)
    ) {
      notes.push({ note: 'source-may-be-node', service: namespacedName(service) })
    }
  }
  if (target.through) notes.push({ note: 'through-host-port', ...target.through, endpoint: label, port: port ?? 0 })
  if (isOpen && flow.hairpin && !decidedByCluster(steps)) notes.push({ note: 'hairpin-undefined' })
  const named = typeof protocol === 'string' && isPortProtocol(protocol)
  if (isOpen && !named && verdict.gates.some(({ isolated }) => isolated) && !decidedByCluster(steps))
    notes.push({ note: 'protocol-undefined', protocol: String(protocol) })
  const pod = destination.kind === 'pod' ? destination.pod : destination.kind === 'host' ? destination.process : null
  if (
    pod &&
    named &&
    port !== null &&
    pod.ports.length > 0 &&
    !pod.ports.some((each) => each.port === port && each.protocol === protocol)
  ) {
    notes.push({ note: 'port-not-declared', endpoint: label, port, protocol: String(protocol) })
  }
  if (source.kind === 'host' && destination.kind === 'pod' && destination.node === null)
    notes.push({ note: 'node-unknown', endpoint: label })
  notes.push(
    ...assumedAddresses(flow, steps),
    ...ties(flow, verdict, policies),
    ...pluginRemarks(flow, verdict, policies),
  )
  if (flow.name !== null && matchedByName(steps)) notes.push({ note: 'matched-by-name', name: flow.name })
  return notes
}

function isSeenAsService({ gates }: Verdict): boolean {
  return gates.some(({ sightings }) => sightings.some(({ as }) => as === 'service-address'))
}

/** What the plugin adds, gate by gate, each once. */
function pluginRemarks(flow: Flow, { gates }: Verdict, policies: PolicySet): readonly Note[] {
  const remarks = gates.flatMap((gate) => {
    return remarksOn(gate, flow, policies)
  })
  return [...new Map(remarks.map((each) => [each.remark, { note: 'plugin-remark', ...each } as const])).values()]
}

function remarksOn(gate: GateVerdict, flow: Flow, policies: PolicySet): readonly PluginRemark[] {
  const subject = gate.at === 'egress' ? flow.source : flow.destination
  return policies.profile
    .remarks({
      gate,
      flow,
      policies: subject.kind === 'pod' ? policies.applicable(gate.at, subject).flatMap((tier) => tier.policies) : [],
    })
    .filter(({ remark }) => remark !== 'denial-answered' || letsAnswerIn(flow, policies))
}

/** Whether the sender of a denied packet is told so at once. */
export function isAnswered(gate: GateVerdict, flow: Flow, policies: PolicySet): boolean {
  return remarksOn(gate, flow, policies).some(({ remark }) => remark === 'denial-answered')
}

/**
 * The message comes in the name of whoever was called, and a pod that is closed for ingress has to let it in.
 * Source: https://github.com/cilium/cilium/issues/41859
 */
function letsAnswerIn({ source, destination, sourceAddress, destinationAddress }: Flow, policies: PolicySet): boolean {
  const message: Flow = {
    source: destination,
    destination: source,
    sourceAddress: destinationAddress,
    destinationAddress: sourceAddress,
    protocol: 'ICMP',
    port: null,
    icmp: { type: 3, code: 13 },
    name: null,
    hairpin: false,
    service: null,
  }
  return evaluateFlow(message, policies).gates.find(({ at }) => at === 'ingress')!.passage === 'allowed'
}

/**
 * NetworkPolicy leaves open what the cluster-wide APIs settle; where one of their rules ends the matter, nothing is
 * open.
 */
function decidedByCluster(steps: readonly DecisionStep[]): boolean {
  const ending = steps.flatMap((step) =>
    step.step === 'rule-matched' && step.trial.rule.action !== 'pass' ? [step.trial.rule] : [],
  )
  return (
    ending.length > 0 &&
    ending.every(({ policy }) => policy.namespace === null) &&
    !steps.some(({ step }) => step === 'default-deny')
  )
}

function matchedByName(steps: readonly DecisionStep[]): boolean {
  return steps.some(
    (step) =>
      step.step === 'rule-matched' &&
      step.trial.peers.some(({ fits, checks }) => fits && checks.some(({ wanted }) => wanted.kind === 'name')),
  )
}

function ties(flow: Flow, { gates }: Verdict, policies: PolicySet): readonly Note[] {
  return gates
    .flatMap((gate) => tiesAt(gate, flow, policies))
    .map(({ tier, priority, policies: [first, ...others] }) => ({
      note: 'same-priority',
      tier,
      priority,
      first: first!.name,
      others: others.map(({ name }) => name),
    }))
}

/** An address that we made up was compared with a block: the real one may fall elsewhere. */
function assumedAddresses({ source, destination }: Flow, steps: readonly DecisionStep[]): readonly Note[] {
  const checks = steps
    .flatMap((step) => (step.step === 'rule-matched' || step.step === 'rule-missed' ? step.trial.peers : []))
    .flatMap((peer) => peer.checks)
  const compared = new Set(
    checks.flatMap(({ got }) => (got.kind === 'address' && got.assumed && got.address !== null ? [got.address] : [])),
  )
  return [source, destination].flatMap((end): Note[] => {
    const address = end.kind === 'pod' ? end.addresses.find(({ text }) => compared.has(text)) : undefined
    return address ? [{ note: 'address-assumed', endpoint: endpointLabel(end), address: address.text }] : []
  })
}
