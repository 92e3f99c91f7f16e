import type { Authorizer } from '../../../engine/leg.ts'
import type { Attribute } from '../../../policy/proxy/form.ts'
import type { ProxyRuleTrial, ProxyTestTrial } from '../../../policy/proxy/trial.ts'
import type { SourceSpan } from '../../../ground/span.ts'
import type {
  LegStory,
  MeshStory,
  ProxyPolicyStory,
  ProxyStory,
  StageStory,
  ToldFact,
} from '../../../world/mesh-story.ts'
import { MESH_WAY } from '../catalogue/en/mesh-way.ts'
import { code, join, say, type Sentence } from '../sentence.ts'
import { factText } from './fact.ts'

/**
 * One line of the way through a mesh: what it is about, what it says, and where that stands in the text. `depth`: 0 for
 * a checkpoint, 1 for what it says, 2 for its rules.
 */
export interface MeshLine {
  readonly depth: 0 | 1 | 2
  readonly glyph: 'allow' | 'deny' | 'part' | 'open' | null
  readonly text: Sentence
  readonly span: SourceSpan | null
}

const GLYPHS = { allowed: 'allow', denied: 'deny', depends: 'part' } as const

/** Every checkpoint of every connection, in the order in which a packet meets them. */
export function meshLines({ legs }: MeshStory): readonly MeshLine[] {
  return legs.flatMap((leg, index) => legLines(leg, legs.length > 1 ? index + 1 : null))
}

function legLines(leg: LegStory, number: number | null): readonly MeshLine[] {
  const { link, stop } = leg
  const ends = MESH_WAY.ends(leg.source.label, leg.destination.label)
  const head: MeshLine = {
    depth: 0,
    glyph: GLYPHS[leg.passage],
    span: null,
    text: number === null ? ends : MESH_WAY.connection(number, ends),
  }
  const client = leg.client.flatMap(stageLines)
  const dead: readonly MeshLine[] =
    leg.broken && stop === 'client-proxy'
      ? [
          {
            depth: 1,
            glyph: 'deny',
            text: join([MESH_WAY.sendsNothing, factText(leg.broken.fact)]),
            span: leg.broken.span,
          },
        ]
      : []
  if (!leg.sent) return [head, ...client, ...dead]
  const isDropped = stop === 'egress' || stop === 'ingress' || stop === 'no-road'
  const network: MeshLine = {
    depth: 1,
    glyph: isDropped ? 'deny' : 'allow',
    span: null,
    text: isDropped
      ? MESH_WAY.networkStops(leg.port, stop === 'egress' ? 'out' : stop === 'ingress' ? 'in' : 'no-road')
      : MESH_WAY.networkPasses(leg.port),
  }
  if (isDropped) return [head, ...client, network]
  const wire: MeshLine = {
    depth: 1,
    glyph: stop === 'wire' ? 'deny' : link.form === 'plain' ? 'open' : 'allow',
    text: MESH_WAY.onTheWire(link.form, link.identity),
    span: null,
  }
  const facts = [...link.facts, ...(leg.broken ? [leg.broken] : [])].map(factLine).filter(({ text }) => text.length > 0)
  return [head, ...client, network, wire, ...facts, ...leg.proxies.flatMap(proxyLines)]
}

function factLine({ fact, span }: ToldFact): MeshLine {
  return { depth: 2, glyph: null, text: factText(fact), span }
}

function proxyLines(proxy: ProxyStory): readonly MeshLine[] {
  const reads = proxy.reads === 'requests' ? MESH_WAY.readsRequests(proxy.path) : MESH_WAY.readsNone
  const head: MeshLine = {
    depth: 1,
    glyph: GLYPHS[proxy.passage],
    span: null,
    text: MESH_WAY.proxy(
      MESH_WAY.places[proxy.place],
      reads,
      MESH_WAY.passages[proxy.passage],
      proxy.stages.some(({ policies }) => policies.length > 0),
    ),
  }
  return [head, ...proxy.stages.flatMap(stageLines)]
}

function stageLines(stage: StageStory): readonly MeshLine[] {
  if (stage.found) {
    const line = factLine(stage.found)
    return line.text.length > 0 ? [{ ...line, glyph: stage.passage === 'denied' ? 'deny' : null }] : []
  }
  const lines = stage.policies.flatMap((policy) => policyLines(policy, stage.id))
  const isUnmatched =
    stage.passage === 'denied' &&
    !stage.policies.some(({ rules }) => rules.some(({ decides, action }) => decides && action === 'deny'))
  return isUnmatched ? [...lines, { depth: 2, glyph: 'deny', text: MESH_WAY.unmatched, span: null }] : lines
}

function policyLines(
  { policy, idle, rules, isolates, authorizer }: ProxyPolicyStory,
  stage: string,
): readonly MeshLine[] {
  const name = say`${code(`${policy.namespace}/${policy.name}`)} (${stage})`
  if (idle)
    return [
      {
        depth: 2,
        glyph: null,
        span: policy.span,
        text: MESH_WAY.policy(name, MESH_WAY.idle[idle === 'dry-run' || idle === 'audit' ? idle : 'other']),
      },
    ]
  if (rules.length === 0)
    return [{ depth: 2, glyph: null, span: policy.span, text: MESH_WAY.policy(name, MESH_WAY.noRule(isolates)) }]
  return rules.map((rule): MeshLine => ({
    depth: 2,
    span: rule.span ?? policy.span,
    glyph: ruleGlyph(rule, authorizer?.says),
    text: join([
      MESH_WAY.rule(name, rule.index + 1, fitText(rule)),
      authorizer && rule.fits !== 'no' ? authorizerText(authorizer) : [],
      rule.leftOut.length > 0 ? MESH_WAY.leftOut(rule.leftOut.map(String)) : [],
    ]),
  }))
}

/** Null: the rule decides nothing here. `says`: of the authorizer that it asks. */
function ruleGlyph({ decides, fits, action }: ProxyRuleTrial, says: Authorizer['says'] | undefined): MeshLine['glyph'] {
  if (!decides || fits === 'no') return null
  if (fits === 'unknown' || says === 'unknown') return 'part'
  return action === 'allow' || says === 'allow' ? 'allow' : 'deny'
}

function authorizerText({ name, says, known }: Authorizer): Sentence {
  if (known === 'unusable') return MESH_WAY.cannotAsk(name)
  return MESH_WAY.asked(name, says)
}

function fitText({ fits, clauses, action }: ProxyRuleTrial): Sentence {
  if (fits === 'yes') return action === 'allow' ? MESH_WAY.allows : MESH_WAY.fits
  if (fits === 'unknown') return MESH_WAY.depends
  const missed = clauses.find((clause) => clause.fits === 'no')
  const test = missed?.tests.find((each) => each.fits === 'no')
  return test ? MESH_WAY.misses(missed!.section, missText(test)) : MESH_WAY.fitsNothing
}

function missText({ attribute, negate, wanted, got }: ProxyTestTrial): Sentence {
  return MESH_WAY.missed(
    attributeName(attribute),
    negate,
    wanted.join(MESH_WAY.or),
    got === null || got.length === 0 ? null : got.join(', '),
  )
}

function attributeName(attribute: Attribute): string {
  switch (attribute.kind) {
    case 'header':
      return MESH_WAY.header(attribute.name)
    case 'claim':
      return MESH_WAY.claim(attribute.path.join('.'))
    case 'unreadable':
      return attribute.key
    default:
      return MESH_WAY.attributes[attribute.kind]
  }
}
