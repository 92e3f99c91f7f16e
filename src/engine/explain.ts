import type { FieldPath, SourceSpan } from '../ground/span.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { PathPart } from '../manifests/source-tree.ts'
import type { JudgedEndpoint } from '../model/endpoint.ts'
import type { Got, PolicyRef, RuleRef, RuleTrial } from '../policy/explanation.ts'
import type { CompiledPolicy, Direction, RejectedPolicy, Rule } from '../policy/form.ts'
import type { ProxyPolicy } from '../policy/proxy/form.ts'
import { matchesSubject, type Flow, type Viewpoint } from '../policy/match.ts'
import { tryRule, trySubject } from '../policy/trial.ts'
import { decidingRules, type GateVerdict, type Verdict, type WayVerdict } from './evaluate.ts'
import { fitsSighting, opensPorts } from './fits.ts'
import type { DecisionStep } from './explanation.ts'
import type { PolicySet } from './policy-set.ts'
import { isExemptFromAll, type Sighting, type Tier } from './profile.ts'
import { askedAt, decidingOnWay } from './way.ts'

/** Finds the place of an object's field in the documents; null when the object stands in none. */
export type LocateField = (object: KubernetesObject, path: FieldPath, part?: PathPart) => SourceSpan | null

/**
 * The steps that led to the verdict, both gates, egress first. Told from the same policies, flow and matchers that
 * decided.
 */
export function explainVerdict(
  verdict: Verdict,
  flow: Flow,
  policies: PolicySet,
  locate: LocateField,
): readonly DecisionStep[] {
  const [egress, ingress] = verdict.gates.map((gate) => explainGate(gate, flow, policies, locate))
  return [...egress!, ...verdict.way.flatMap((each) => explainWay(each, policies, locate)), ...ingress!]
}

/** A gate between the ends is worth a step when something is asked there. */
function explainWay(
  { gate, passes }: WayVerdict,
  { profile: { view } }: PolicySet,
  locate: LocateField,
): readonly DecisionStep[] {
  const { at, direction, subject, object, answer } = gate
  const tiers = askedAt(gate, view)
  if (tiers.length === 0) return []
  const deciding = decidingOnWay(gate, view)
  const steps: DecisionStep[] = []
  let isDecided = false
  for (const tier of tiers) {
    const told = explainTier(tier, isDecided, {
      at,
      direction,
      subject,
      view,
      locate,
      deciding,
      sightings: [{ flow: tier.sees, by: 'any', as: null }],
      appliesToAll: true,
    })
    steps.push(...told.steps)
    isDecided = told.isDecided
  }
  if (!isDecided) steps.push({ at, step: 'default-allow' })
  return [
    {
      at,
      step: 'on-the-way',
      node: subject.node,
      name: object?.name ?? null,
      direction,
      passes,
      isAnswer: answer !== undefined,
      span: object && locate(object, ['metadata', 'name']),
      steps,
    },
  ]
}

/** What the explanation of a gate goes by. */
interface Explaining {
  readonly at: Direction
  readonly direction: Direction
  readonly subject: JudgedEndpoint
  /** Whether the tiers hold only policies that apply. */
  readonly appliesToAll?: boolean
  readonly sightings: readonly Sighting[]
  readonly view: Viewpoint
  readonly deciding: ReadonlySet<Rule>
  readonly locate: LocateField
}

function explainGate(gate: GateVerdict, flow: Flow, policies: PolicySet, locate: LocateField): readonly DecisionStep[] {
  const { at, exempt, sightings, audited } = gate
  const subject = at === 'egress' ? flow.source : flow.destination
  const steps: DecisionStep[] = [...seenAs(at, sightings)]
  if (subject.kind === 'external' || isExemptFromAll(exempt))
    return exempt ? [...steps, { at, step: 'exempt', ...exempt }] : []
  const explaining = {
    at,
    direction: at,
    subject,
    sightings,
    view: policies.profile.view,
    locate,
    deciding: decidingRules(gate, subject, policies),
  }
  let isDecided = false
  for (const tier of policies.candidates(subject)) {
    if (exempt && tier.id === exempt.tier) {
      if (!isDecided) steps.push({ at, step: 'exempt', ...exempt })
      continue
    }
    const told = explainTier(exempt?.onlyDefault ? { ...tier, unmatched: 'pass' } : tier, isDecided, explaining)
    steps.push(...told.steps)
    isDecided = told.isDecided
  }
  steps.push(...notEnforced(at, subject, policies, locate))
  if (audited) steps.push({ at, step: 'audited' })
  if (exempt?.onlyDefault) {
    if (!isDecided && gate.passage === 'allowed') steps.push({ at, step: 'exempt', ...exempt })
  } else if (policies.profile.fallback === 'deny' && !isDecided) steps.push({ at, step: 'closed-by-plugin' })
  else if (!steps.some(({ step }) => step === 'selected' || step === 'exempt')) steps.push({ at, step: 'not-isolated' })
  else if (!isDecided && !steps.some(({ step }) => step === 'exempt')) steps.push({ at, step: 'default-allow' })
  return steps
}

/** Told once, for the sighting that differs from what was sent. */
function seenAs(at: Direction, sightings: readonly Sighting[]): DecisionStep[] {
  return sightings.flatMap(({ as, flow }): DecisionStep[] => {
    if (as === null) return []
    const [peer, address] =
      at === 'egress' ? [flow.destination, flow.destinationAddress] : [flow.source, flow.sourceAddress]
    return [
      {
        at,
        step: 'seen-as',
        as,
        node: as !== 'service-address' && peer.kind === 'host' ? peer.node : null,
        address: address?.text ?? null,
        port: at === 'egress' ? flow.port : null,
      },
    ]
  })
}

/**
 * One tier: who selects the subject, and what was asked of those who do until one of them decided. A staged policy is
 * not asked, and whom it alone would select nobody selects.
 */
function explainTier(
  tier: Tier,
  wasDecided: boolean,
  { at, direction, subject, sightings, view, deciding, locate, appliesToAll }: Explaining,
): { readonly steps: readonly DecisionStep[]; readonly isDecided: boolean } {
  const steps: DecisionStep[] = []
  const isolatedBy: PolicyRef[] = []
  let isDecided = wasDecided
  let isOver = wasDecided
  let hasMatched = false
  for (const policy of tier.policies) {
    if (policy.direction !== direction) continue
    const place = (path: FieldPath) => locate(policy.object, path)
    const isSelected = appliesToAll || matchesSubject(policy.subject, subject, view)
    if (!isSelected) {
      steps.push(asideStep(at, policy, subject, view, locate))
      continue
    }
    const ref = policyRef(policy, locate)
    if (policy.staged) {
      steps.push({ at, step: 'not-enforced', policy: ref, why: 'staged' })
      continue
    }
    const checks = trySubject(policy.subject, subject, view, place)
    steps.push(
      isOver
        ? { at, step: 'not-reached', because: isDecided ? 'decided' : 'handed-on', policy: ref, checks }
        : { at, step: 'selected', policy: ref, checks },
    )
    if (isOver) continue
    if (policy.isolates) isolatedBy.push(ref)
    for (const rule of policy.rules) {
      const sighting = sightings.find((each) => fitsSighting(rule, each, view))
      // Where none fits, what comes nearest is what the rule would be compared with first.
      const nearest = sighting ?? sightings[0]!
      const tried = tryRule(rule, ruleRef(rule, policy, ref, locate), nearest.flow, view, place)
      const trial = {
        ...(sighting || !nearest.opens || opensPorts(rule, nearest.opens) ? tried : withPortsUnopened(tried, nearest)),
        matches: sighting !== undefined,
      }
      steps.push({ at, step: trial.matches ? 'rule-matched' : 'rule-missed', trial })
      hasMatched ||= trial.matches
      if (!deciding.has(rule)) continue
      if (rule.action !== 'pass') isDecided = true
      if (!tier.isOrdered) continue
      isOver = true
      break
    }
  }
  if (!isDecided && !hasMatched && tier.unmatched === 'deny' && isolatedBy.length > 0) {
    steps.push({ at, step: 'default-deny', isolatedBy })
    isDecided = true
  }
  return { steps, isDecided }
}

/** Of a port that would fit, and is not opened all the same: what was asked for is the port of the Service. */
function withPortsUnopened(trial: RuleTrial, { flow }: Sighting): RuleTrial {
  const got: Got = { kind: 'port', port: flow.service?.port ?? flow.port }
  const ports = trial.ports.map((port) =>
    port.fits
      ? {
          ...port,
          fits: false,
          checks: port.checks.map((check) =>
            check.wanted.kind === 'protocol' ? check : { ...check, held: false as const, got },
          ),
        }
      : port,
  )
  return { ...trial, ports, held: trial.held - (trial.ports.some(({ fits }) => fits) ? 1 : 0) }
}

type Aside = Extract<DecisionStep, { readonly step: 'not-selected' }>

const asides = new WeakMap<
  CompiledPolicy,
  { readonly subject: JudgedEndpoint; readonly view: Viewpoint; readonly step: Aside }
>()

/**
 * A policy that has nothing to do with the subject, as nearly all have: the same object as before while its text, its
 * place and the subject stay.
 */
function asideStep(
  at: Direction,
  policy: CompiledPolicy,
  subject: JudgedEndpoint,
  view: Viewpoint,
  locate: LocateField,
): Aside {
  const ref = policyRef(policy, locate)
  const known = asides.get(policy)
  // Where its name stands, all of it does: its text is part of what it is.
  if (known?.subject === subject && known.view === view && isSamePlace(known.step.policy.span, ref.span))
    return known.step
  const step: Aside = {
    at,
    step: 'not-selected',
    policy: ref,
    checks: trySubject(policy.subject, subject, view, (path) => locate(policy.object, path)),
  }
  asides.set(policy, { subject, view, step })
  return step
}

/** The same text begins at the same letter wherever its line stands. */
function isSamePlace(a: SourceSpan | null, b: SourceSpan | null): boolean {
  return a === b || (a !== null && b !== null && a.document === b.document && a.start.line === b.start.line)
}

/** A policy that is not in the cluster might have selected the subject: whoever reads the verdict has to know. */
function notEnforced(at: Direction, subject: JudgedEndpoint, policies: PolicySet, locate: LocateField): DecisionStep[] {
  return policies.rejected
    .filter(
      ({ namespace }) => namespace === null || (subject.kind === 'pod' && namespace === subject.pod.namespace.name),
    )
    .map((policy) => ({ at, step: 'not-enforced', policy: policyRef(policy, locate), why: policy.why }))
}

/** A policy that a proxy asks; `stage`: where among its policies it ranks. */
export function policyRefOf(
  { kind, namespace, name, object }: ProxyPolicy,
  stage: string,
  locate: LocateField,
): PolicyRef {
  return {
    group: object.group,
    kind,
    namespace,
    name,
    rank: { tier: stage, priority: null },
    span: locate(object, ['metadata', 'name']),
  }
}

/** Names a policy, with the place of its name in the text; `rank` null: it was rejected, or its kind has none. */
export function policyRef(policy: CompiledPolicy | RejectedPolicy, locate: LocateField): PolicyRef {
  const { kind, namespace, name, object } = policy
  return {
    group: object.group,
    kind,
    namespace,
    name,
    rank: 'rank' in policy ? policy.rank : null,
    span: locate(object, ['metadata', 'name']),
  }
}

/** Names a rule of the policy that `ref` names, with its place in the text. */
function ruleRef(
  { section, index, name, action, path }: Rule,
  policy: CompiledPolicy,
  ref: PolicyRef,
  locate: LocateField,
): RuleRef {
  return { policy: ref, section, index, name, action, span: locate(policy.object, path) }
}
