import type { HopCheck } from '../../../sim/cni/walk.ts'
import { WALK } from '../catalogue/en/walk.ts'
import { policyName } from '../policy.ts'
import { code, type Sentence } from '../sentence.ts'
import { proxyTitle } from './hop-proxy.ts'
import { beginsOutside, bridgeOf, fieldOf, isSenderCheck, placeName, tunnelOf, type Scene } from './scene.ts'

/** One word or two for the stop on the line and on the strip. */
export function stopName({ hop }: Scene): string {
  if (isSenderCheck(hop)) return WALK.sender
  return hop.kind === 'check' && hop.check ? (hop.check.at === 'egress' ? 'Egress' : 'Ingress') : WALK.names[hop.kind]
}

/**
 * What stands under the name where there is room: a device, an address, what the gate said. Empty: nothing worth it.
 */
export function stopDetail({ hop, leg, index }: Scene): string {
  if (hop.kind === 'check' && hop.check) return checkWord(hop.check)
  if (hop.drop) return WALK.dropped[hop.drop.by]
  const { after } = hop
  const tunnel = tunnelOf(after)
  const layer = after.find(({ layer }) => layer === 'TCP' || layer === 'UDP' || layer === 'SCTP')?.layer
  const address = (field: 'src' | 'dst') =>
    [fieldOf(after, 'IP', field), layer ? fieldOf(after, layer, field) : null].filter((part) => part !== null).join(':')
  switch (hop.kind) {
    case 'translate':
      return address(leg === 'way' ? 'dst' : 'src')
    case 'masquerade':
      return fieldOf(after, 'IP', leg === 'way' ? 'src' : 'dst') ?? ''
    case 'bridge':
      return bridgeOf(hop) ?? ''
    case 'wrap':
    case 'unwrap':
    case 'leave-pod':
    case 'enter-pod':
      return hop.device ?? ''
    case 'leave-node':
      return tunnel ? (fieldOf(after, 'IP', 'src') ?? hop.device ?? '') : (hop.device ?? '')
    case 'enter-node':
      return tunnel ? (fieldOf(after, 'IP', 'dst') ?? hop.device ?? '') : (hop.device ?? '')
    case 'route':
      return hop.device ?? ''
    case 'socket': {
      const port = layer ? fieldOf(after, layer, index === 0 ? 'src' : 'dst') : null
      return port === null ? '' : WALK.onPort(Number(port))
    }
    case 'ask-dns':
      return fieldOf(after, 'IP', 'dst') ?? ''
    case 'proxy':
      return hop.proxy?.port ? `${hop.proxy.name}, ${hop.proxy.port}` : (hop.proxy?.name ?? '')
    case 'router':
    case 'outside':
    case 'check':
      return ''
  }
}

/** What a gate said, in a word, with the rule where one decided: `allow-web, rule 1`. */
function checkWord({ outcome, steps }: HopCheck): string {
  const action = outcome === 'denied' ? 'deny' : 'allow'
  for (const step of steps)
    if (step.step === 'rule-matched' && step.trial.rule.action === action)
      return WALK.rule(step.trial.rule.policy.name, step.trial.rule.index + 1)
  return WALK.outcomes[outcome]
}

/** `allowed, allow-web, rule 1`: what a gate said, and what decided where something did. */
export function checkText(check: HopCheck): string {
  const word = checkWord(check)
  const outcome = WALK.outcomes[check.outcome]
  return word === outcome ? outcome : `${outcome}, ${word}`
}

/** The sentence over a stop: what happens to the packet here. */
export function hopTitle(scene: Scene): Sentence {
  const { hop, index, leg } = scene
  const isLast = index === scene.hops.length - 1
  const isReply = leg === 'reply'
  const here = code(placeName(hop.place))
  switch (hop.kind) {
    case 'ask-dns':
      return hop.drop
        ? WALK.noSuchName
        : WALK.looksUp(here, hop.table?.title === 'names' ? (hop.table.rows[0]?.cells[0] ?? null) : null)
    case 'translate':
      return hop.drop ? WALK.nobodyBehind : isReply ? WALK.getsAddressBack : WALK.becomesPod
    case 'leave-pod':
      return WALK.leavesPod(here, isReply)
    case 'check':
      return hop.check ? WALK.gates[hop.check.outcome](hop.check.at === 'egress') : WALK.aGate
    case 'bridge':
      return WALK.handsOn(bridgeOf(hop))
    case 'route':
      if (isSenderCheck(hop)) return WALK.looksWhoSends(here)
      if (hop.device === 'lo') return WALK.staysIn(here)
      return hop.drop ? WALK.knowsNoWay(here) : WALK.decidesWay(here)
    case 'wrap':
      return WALK.wraps(hop.device)
    case 'leave-node':
      return WALK.leavesNode(here, hop.device)
    case 'router':
      return hop.drop ? WALK.routerLost : WALK.routerPasses
    case 'enter-node':
      return WALK.arrives(here)
    case 'unwrap':
      return WALK.unwraps(hop.device)
    case 'masquerade':
      return isReply ? WALK.putsBack(here) : beginsOutside(scene) ? WALK.takesClients(here) : WALK.takesPods(here)
    case 'enter-pod':
      return WALK.entersPod(here)
    case 'outside':
      return index === 0 ? WALK.startsOutside(isReply) : WALK.isOutside
    case 'proxy':
      return proxyTitle(scene)
    case 'socket':
      if (hop.drop) return hop.drop.by === 'proxy' ? WALK.noMeshTls : WALK.nobodyListens
      if (index === 0) return isReply ? WALK.programAnswers : WALK.programSends(here)
      return isLast && isReply ? WALK.callerHas : WALK.programHas
  }
}

/** The policies at a gate that nobody acts on, each once. */
export function unenforcedNames({ steps }: HopCheck): readonly string[] {
  return [...new Set(steps.flatMap((step) => (step.step === 'not-enforced' ? [policyName(step.policy)] : [])))]
}
