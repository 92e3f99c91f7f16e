import type { LocateField } from '../engine/explain.ts'
import { explainVerdict, policyRefOf } from '../engine/explain.ts'
import type { CheckpointId, DecisionStep } from '../engine/explanation.ts'
import type { Authorizer, Link, PlacedFact, ProxyPlace, Refusal, Stage, StagePolicy } from '../engine/leg.ts'
import type { MeshFact } from '../engine/mesh-fact.ts'
import type { PolicySet } from '../engine/policy-set.ts'
import type { Journey, LegVerdict, StageVerdict, Stop } from '../engine/route.ts'
import type { Passage } from '../engine/evaluate.ts'
import type { SourceSpan } from '../ground/span.ts'
import type { PolicyRef } from '../policy/explanation.ts'
import { tryProxyRule, type ProxyRuleTrial } from '../policy/proxy/trial.ts'
import type { Sight } from '../policy/proxy/sight.ts'
import { endpointFacts, type EndpointFacts } from './flow-facts.ts'

/** A fact, and where it stands in the text. */
export interface ToldFact {
  readonly fact: MeshFact
  readonly span: SourceSpan | null
  /** The object that it stands in, as `Kind namespace/name`; null: in none. */
  readonly object: string | null
}

/** One policy at a proxy, with every rule tried. `idle`: why it decides nothing; null: it is asked. */
export interface ProxyPolicyStory {
  readonly policy: PolicyRef
  readonly idle: NonNullable<StagePolicy['idle']> | null
  readonly isolates: boolean
  readonly authorizer: Authorizer | null
  readonly rules: readonly ProxyRuleTrial[]
}

/** What one stage of a proxy said. */
export interface StageStory {
  readonly id: string
  readonly passage: Passage
  readonly found: ToldFact | null
  readonly policies: readonly ProxyPolicyStory[]
}

/** One proxy: whose, whom it took the caller for, and its stages in order. */
export interface ProxyStory {
  readonly place: ProxyPlace
  readonly endpoint: EndpointFacts
  readonly passage: Passage
  readonly identity: string | null
  readonly sourceAddress: string | null
  readonly reads: Sight['reads']
  readonly path: string | null
  readonly stages: readonly StageStory[]
}

/**
 * One connection of the way. `port`: where it is opened to on the wire; `steps`: what network policy says to it, empty
 * where nothing was sent.
 */
export interface LegStory {
  readonly source: EndpointFacts
  readonly destination: EndpointFacts
  readonly port: number | null
  readonly appPort: number | null
  readonly link: { readonly form: Link['form']; readonly identity: string | null; readonly facts: readonly ToldFact[] }
  readonly client: readonly StageStory[]
  readonly sent: boolean
  readonly deniedAt: CheckpointId | null
  readonly steps: readonly DecisionStep[]
  readonly broken: ToldFact | null
  readonly proxies: readonly ProxyStory[]
  readonly passage: Passage
  readonly stop: Stop['at'] | null
}

/**
 * What happens to a question in a mesh: its connections in order, and how the caller meets the end of it; `refusal` null:
 * the network ends it, or nothing does.
 */
export interface MeshStory {
  readonly legs: readonly LegStory[]
  readonly refusal: Refusal | null
}

/** The story of one way. */
export function meshStory({ legs }: Journey, policies: PolicySet, locate: LocateField): MeshStory {
  return { legs: legs.map((leg) => legStory(leg, policies, locate)), refusal: legs.at(-1)?.stop?.refusal ?? null }
}

function legStory(
  { leg, client, network, proxies, passage, stop }: LegVerdict,
  policies: PolicySet,
  locate: LocateField,
): LegStory {
  const seen = leg.wire ?? leg.flow
  return {
    source: endpointFacts(leg.flow.source, leg.flow.sourceAddress),
    destination: endpointFacts(leg.flow.destination, leg.flow.destinationAddress),
    port: seen.port,
    appPort: leg.flow.port,
    link: { form: leg.link.form, identity: leg.link.identity, facts: leg.link.facts.map((fact) => told(fact, locate)) },
    client: client.map((stage) => stageStory(stage, leg.client!.sight, locate)),
    sent: network !== null,
    deniedAt: network?.passage === 'denied' ? network.deniedAt : null,
    steps: network ? explainVerdict(network, seen, policies, locate) : [],
    broken: leg.broken && (stop?.at === 'client-proxy' || stop?.at === 'wire') ? told(leg.broken.found, locate) : null,
    proxies: proxies.map(({ checkpoint, stages, passage: says }) => ({
      place: checkpoint.place,
      endpoint: endpointFacts(checkpoint.endpoint, null),
      passage: says,
      identity: checkpoint.sight.identity,
      reads: checkpoint.sight.reads,
      path: checkpoint.sight.path,
      sourceAddress: checkpoint.sight.sourceAddress?.text ?? null,
      stages: stages.map((stage) => stageStory(stage, checkpoint.sight, locate)),
    })),
    passage,
    stop: stop?.at ?? null,
  }
}

function stageStory({ stage, passage, deciding }: StageVerdict, sight: Sight, locate: LocateField): StageStory {
  return {
    id: stage.id,
    passage,
    found: stage.kind === 'found' ? told(stage.found, locate) : null,
    policies:
      stage.kind === 'found' ? [] : stage.policies.map((policy) => policyStory(policy, stage, deciding, sight, locate)),
  }
}

function policyStory(
  policy: StagePolicy,
  { id }: Stage,
  deciding: StageVerdict['deciding'],
  sight: Sight,
  locate: LocateField,
): ProxyPolicyStory {
  return {
    policy: policyRefOf(policy, id, locate),
    idle: policy.idle ?? null,
    isolates: policy.isolates,
    authorizer: policy.authorizer ?? null,
    rules: policy.rules.map((rule) =>
      tryProxyRule(rule, sight, deciding.has(rule), (path) => locate(policy.object, path)),
    ),
  }
}

function told({ fact, ground }: PlacedFact, locate: LocateField): ToldFact {
  return {
    fact,
    span: ground ? locate(ground.object, ground.path) : null,
    object: ground ? `${ground.object.kind} ${ground.object.namespace ?? 'default'}/${ground.object.name}` : null,
  }
}
