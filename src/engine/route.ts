import { fitsProxyRule } from '../policy/proxy/match.ts'
import type { ProxyRule } from '../policy/proxy/form.ts'
import type { Sight } from '../policy/proxy/sight.ts'
import { combine, type RuleFit } from './combine.ts'
import { evaluateFlow, type Passage, type Verdict } from './evaluate.ts'
import type { Leg, ProxyCheckpoint, Refusal, Stage, StagePolicy } from './leg.ts'
import type { PolicySet } from './policy-set.ts'
import { POINT } from './set-algebra.ts'

/**
 * What one stage of one proxy says. `refusal`: how the caller would meet a denial; null: it passes. `needs`: on what it
 * depends.
 */
export interface StageVerdict {
  readonly stage: Stage
  readonly passage: Passage
  readonly needs: 'request' | 'authorizer' | null
  /** The rules that decide or may decide. */
  readonly deciding: ReadonlySet<ProxyRule>
}

/** What one proxy says: every stage until one refuses. */
export interface ProxyVerdict {
  readonly checkpoint: ProxyCheckpoint
  readonly passage: Passage
  readonly stages: readonly StageVerdict[]
}

/** Where and how a leg ends before its time. */
export interface Stop {
  readonly at: 'client-proxy' | 'egress' | 'ingress' | 'no-road' | 'wire' | 'proxy'
  /** How the caller meets it; null: a network policy drops the packets, or nothing carries them. */
  readonly refusal: Refusal | null
}

/** One leg, judged in the order in which its packets meet everything. `network` null: nothing was sent. */
export interface LegVerdict {
  readonly leg: Leg
  readonly client: readonly StageVerdict[]
  readonly network: Verdict | null
  readonly proxies: readonly ProxyVerdict[]
  readonly passage: Passage
  readonly stop: Stop | null
}

/** One way that a question may take, leg by leg. Its legs end where one is denied. */
export interface Journey {
  readonly legs: readonly LegVerdict[]
  readonly passage: Passage
}

/** A mesh plans a handful of legs; more than these is a circle. */
const LONGEST = 8

/**
 * Judges every way that a question may take. On each leg the network's policies are asked first about what is on the
 * wire, then the handshake, then the proxies; so a mesh never opens what a network policy closed. The only place where
 * a plan of a mesh becomes a verdict.
 */
export function evaluateRoute(legs: readonly Leg[], policies: PolicySet): readonly Journey[] {
  return legs.flatMap((leg) => journeys(leg, [], policies))
}

function journeys(leg: Leg, before: readonly LegVerdict[], policies: PolicySet): readonly Journey[] {
  const verdict = evaluateLeg(leg, policies)
  const legs = [...before, verdict]
  const onward = verdict.passage === 'denied' || legs.length >= LONGEST ? [] : leg.next()
  if (onward.length > 0) return onward.flatMap((next) => journeys(next, legs, policies))
  return [
    {
      legs,
      passage:
        verdict.passage === 'denied'
          ? 'denied'
          : legs.some(({ passage }) => passage === 'depends')
            ? 'depends'
            : 'allowed',
    },
  ]
}

function evaluateLeg(leg: Leg, policies: PolicySet): LegVerdict {
  const client = leg.client ? evaluateStages(leg.client.stages, leg.client.sight) : []
  const own = client.find(({ passage }) => passage === 'denied')
  if (own)
    return {
      leg,
      client,
      network: null,
      proxies: [],
      passage: 'denied',
      stop: { at: 'client-proxy', refusal: own.stage.refusal },
    }
  if (leg.broken?.at === 'client-proxy' || leg.wire === null)
    return {
      leg,
      client,
      network: null,
      proxies: [],
      passage: 'denied',
      stop: { at: 'client-proxy', refusal: leg.broken?.refusal ?? null },
    }
  const network = evaluateFlow(leg.wire, policies)
  if (network.passage === 'denied')
    return {
      leg,
      client,
      network,
      proxies: [],
      passage: 'denied',
      stop: { at: network.connected ? (network.deniedAt ?? 'egress') : 'no-road', refusal: null },
    }
  if (leg.broken)
    return { leg, client, network, proxies: [], passage: 'denied', stop: { at: 'wire', refusal: leg.broken.refusal } }
  const proxies: ProxyVerdict[] = []
  for (const checkpoint of leg.proxies) {
    const stages = evaluateStages(checkpoint.stages, checkpoint.sight)
    const refusing = stages.find(({ passage }) => passage === 'denied')
    proxies.push({
      checkpoint,
      stages,
      passage: refusing ? 'denied' : stages.some(({ passage }) => passage === 'depends') ? 'depends' : 'allowed',
    })
    if (refusing)
      return {
        leg,
        client,
        network,
        proxies,
        passage: 'denied',
        stop: { at: 'proxy', refusal: refusing.stage.refusal },
      }
  }
  const passages = [network.passage, ...client.map(({ passage }) => passage), ...proxies.map(({ passage }) => passage)]
  return { leg, client, network, proxies, passage: passages.includes('depends') ? 'depends' : 'allowed', stop: null }
}

/** In order, and none after one that refuses. */
function evaluateStages(stages: readonly Stage[], sight: Sight): readonly StageVerdict[] {
  const verdicts: StageVerdict[] = []
  for (const stage of stages) {
    const verdict = evaluateStage(stage, sight)
    verdicts.push(verdict)
    if (verdict.passage === 'denied') break
  }
  return verdicts
}

function evaluateStage(stage: Stage, sight: Sight): StageVerdict {
  if (stage.kind === 'found')
    return { stage, passage: stage.refusal ? 'denied' : 'allowed', needs: null, deciding: NONE }
  const fits = new Map(
    stage.policies.flatMap((policy) =>
      policy.idle ? [] : policy.rules.map((rule) => [rule, fitOf(rule, policy, sight)] as const),
    ),
  )
  const deciding = new Set<ProxyRule>()
  const asked = [{ unmatched: stage.unmatched, policies: stage.policies.filter(({ idle }) => idle === undefined) }]
  const { allowed, possible } = combine(
    POINT,
    asked,
    'allow',
    (rule: ProxyRule) => fits.get(rule)!,
    (rule, hit) => {
      if (hit) deciding.add(rule)
    },
  )
  const passage = allowed ? 'allowed' : possible ? 'depends' : 'denied'
  const isOpen = stage.policies.some(
    (policy) => policy.authorizer?.says === 'unknown' && policy.rules.some((rule) => fits.get(rule)?.possible),
  )
  return { stage, passage, needs: passage === 'depends' ? (isOpen ? 'authorizer' : 'request') : null, deciding }
}

const NONE: ReadonlySet<ProxyRule> = new Set()

/** Of a policy that has somebody else asked, a rule that fits comes to what was answered. */
function fitOf(rule: ProxyRule, { authorizer }: StagePolicy, sight: Sight): RuleFit<boolean> {
  const fit = fitsProxyRule(rule, sight)
  if (fit === 'no' || authorizer?.says === 'allow') return { sure: false, possible: false }
  return { sure: fit === 'yes' && authorizer?.says !== 'unknown', possible: true }
}
