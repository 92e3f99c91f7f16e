import type { Authorizer } from '../../../engine/leg.ts'
import type { Attribute } from '../../../policy/proxy/form.ts'
import type { ProxyRuleTrial, ProxyTestTrial } from '../../../policy/proxy/trial.ts'
import type { SourceSpan } from '../../../ground/span.ts'
import type { LegStory, MeshStory, ProxyPolicyStory, ProxyStory, StageStory, ToldFact } from '../../../world/mesh-story.ts'
import { code, join, plain, say, type Sentence } from '../sentence.ts'
import { factText } from './fact.ts'

/** One line of the way through a mesh: what it is about, what it says, and where that stands in the text. `depth`: 0 for a checkpoint, 1 for what it says, 2 for its rules. */
export interface MeshLine {
  readonly depth: 0 | 1 | 2
  readonly glyph: 'allow' | 'deny' | 'part' | 'open' | null
  readonly text: Sentence
  readonly span: SourceSpan | null
}

const PLACES: Readonly<Record<ProxyStory['place'], string>> = { 'client-proxy': 'The caller’s proxy', 'server-proxy': 'The server’s proxy', ztunnel: 'The proxy of the server’s node', waypoint: 'The waypoint', gateway: 'The gateway' }
const FORMS: Readonly<Record<LegStory['link']['form'], string>> = { plain: 'plain, nobody proves who it is', mutual: 'mutual TLS', tunnel: 'mutual TLS in a tunnel', 'own-tls': 'TLS that is not the mesh’s' }
const GLYPHS = { allowed: 'allow', denied: 'deny', depends: 'part' } as const

/** Every checkpoint of every connection, in the order in which a packet meets them. */
export function meshLines({ legs }: MeshStory): readonly MeshLine[] {
  return legs.flatMap((leg, index) => legLines(leg, legs.length > 1 ? index + 1 : null))
}

function legLines(leg: LegStory, number: number | null): readonly MeshLine[] {
  const { link, stop } = leg, ends = say`${code(leg.source.label)} to ${code(leg.destination.label)}`
  const head: MeshLine = { depth: 0, glyph: GLYPHS[leg.passage], span: null, text: number === null ? ends : say`Connection ${number}: ${ends}` }
  const client = leg.client.flatMap(stageLines)
  const dead: readonly MeshLine[] = leg.broken && stop === 'client-proxy' ? [{ depth: 1, glyph: 'deny', text: join([say`Its own proxy sends nothing.`, factText(leg.broken.fact)]), span: leg.broken.span }] : []
  if (!leg.sent) return [head, ...client, ...dead]
  const isDropped = stop === 'egress' || stop === 'ingress' || stop === 'no-road'
  const network: MeshLine = {
    depth: 1, glyph: isDropped ? 'deny' : 'allow', span: null,
    text: isDropped ? say`The network${leg.port === null ? '' : say`, asked about port ${leg.port}`}: stopped ${stop === 'egress' ? 'on the way out' : stop === 'ingress' ? 'on the way in' : 'for want of a road'}. No proxy sees it.`
      : say`The network${leg.port === null ? '' : say`, asked about port ${leg.port}`}: passes.`,
  }
  if (isDropped) return [head, ...client, network]
  const wire: MeshLine = { depth: 1, glyph: stop === 'wire' ? 'deny' : link.form === 'plain' ? 'open' : 'allow', text: say`On the wire: ${FORMS[link.form]}${link.identity === null ? '' : say`, as ${code(link.identity)}`}.`, span: null }
  const facts = [...link.facts, ...(leg.broken ? [leg.broken] : [])].map(factLine).filter(({ text }) => text.length > 0)
  return [head, ...client, network, wire, ...facts, ...leg.proxies.flatMap(proxyLines)]
}

function factLine({ fact, span }: ToldFact): MeshLine {
  return { depth: 2, glyph: null, text: factText(fact), span }
}

function proxyLines(proxy: ProxyStory): readonly MeshLine[] {
  const reads = proxy.reads === 'requests' ? say`reads requests${proxy.path === null ? '' : say`, path ${code(proxy.path)}`}` : say`reads no requests`
  const head: MeshLine = { depth: 1, glyph: GLYPHS[proxy.passage], span: null, text: say`${PLACES[proxy.place]} (${reads}) ${proxy.passage === 'denied' ? 'refuses' : proxy.passage === 'depends' ? 'depends on what is said' : 'lets it pass'}${proxy.stages.some(({ policies }) => policies.length > 0) ? '.' : say`: no policy reaches it.`}` }
  return [head, ...proxy.stages.flatMap(stageLines)]
}

function stageLines(stage: StageStory): readonly MeshLine[] {
  if (stage.found) { const line = factLine(stage.found); return line.text.length > 0 ? [{ ...line, glyph: stage.passage === 'denied' ? 'deny' : null }] : [] }
  const lines = stage.policies.flatMap((policy) => policyLines(policy, stage.id))
  const isUnmatched = stage.passage === 'denied' && !stage.policies.some(({ rules }) => rules.some(({ decides, action }) => decides && action === 'deny'))
  return isUnmatched ? [...lines, { depth: 2, glyph: 'deny', text: say`Policies that allow are for it, and none of their rules fits.`, span: null }] : lines
}

function policyLines({ policy, idle, rules, isolates, authorizer }: ProxyPolicyStory, stage: string): readonly MeshLine[] {
  const name = say`${code(`${policy.namespace}/${policy.name}`)} (${stage})`
  if (idle) return [{ depth: 2, glyph: null, span: policy.span, text: say`${name}: ${idle === 'dry-run' ? 'a dry run, only written down' : idle === 'audit' ? 'only marks requests' : 'this kind of proxy does not ask it'}.` }]
  if (rules.length === 0) return [{ depth: 2, glyph: null, span: policy.span, text: say`${name}: ${isolates ? 'no rule that this proxy can read, so it allows nothing' : 'no rule that this proxy can read'}.` }]
  return rules.map((rule): MeshLine => ({
    depth: 2, span: rule.span ?? policy.span,
    glyph: !rule.decides || rule.fits === 'no' ? null : rule.fits === 'unknown' || authorizer?.says === 'unknown' ? 'part' : rule.action === 'allow' ? 'allow' : authorizer?.says === 'allow' ? 'allow' : 'deny',
    text: join([say`${name} rule ${rule.index + 1} ${fitText(rule)}.`, authorizer && rule.fits !== 'no' ? authorizerText(authorizer) : [], rule.leftOut.length > 0 ? say`This proxy cannot read ${rule.leftOut.map(String).join(', ')}, and leaves it out.` : []]),
  }))
}

function authorizerText({ name, says, known }: Authorizer): Sentence {
  if (known === 'unusable') return say`The mesh cannot ask ${code(name)}, which it does not know or not beside another, and denies it.`
  return say`${code(name)} is asked${says === 'unknown' ? ', and nobody here knows its answer' : says === 'allow' ? ' and allows it' : ' and denies it'}.`
}

function fitText({ fits, clauses, action }: ProxyRuleTrial): Sentence {
  if (fits === 'yes') return say`${action === 'allow' ? 'allows it' : 'fits'}`
  if (fits === 'unknown') return say`depends on the request`
  const missed = clauses.find((clause) => clause.fits === 'no'), test = missed?.tests.find((each) => each.fits === 'no')
  return test ? say`does not fit: ${missed!.section}: ${missText(test)}` : say`fits nothing here`
}

function missText({ attribute, negate, wanted, got }: ProxyTestTrial): Sentence {
  return say`${attributeName(attribute)} ${negate ? 'must not be' : 'must be'} ${code(wanted.join(' or '))}, is ${got === null || got.length === 0 ? 'none' : code(got.join(', '))}`
}

function attributeName(attribute: Attribute): string {
  switch (attribute.kind) {
    case 'principal': return 'the caller’s identity'
    case 'namespace': return 'the caller’s namespace'
    case 'service-account': return 'the caller’s service account'
    case 'trust-domain': return 'the trust domain'
    case 'source-address': return 'the caller’s address'
    case 'remote-address': return 'the first client’s address'
    case 'destination-address': return 'the server’s address'
    case 'server-name': return 'the server name'
    case 'request-principal': return 'the token'
    case 'audience': return 'the token’s audience'
    case 'presenter': return 'the token’s presenter'
    case 'header': return `the header ${attribute.name}`
    case 'claim': return `the claim ${attribute.path.join('.')}`
    case 'unreadable': return attribute.key
    default: return `the ${attribute.kind}`
  }
}

/** The same as plain text. */
export function meshText(story: MeshStory): readonly string[] {
  return meshLines(story).map(({ depth, text }) => `${'  '.repeat(depth)}${depth === 0 ? '' : '- '}${plain(text)}`)
}
