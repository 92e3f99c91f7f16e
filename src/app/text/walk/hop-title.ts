import type { Hop, HopCheck, HopKind } from '../../../sim/cni/walk.ts'
import { policyName } from '../policy.ts'
import { code, say, type Sentence } from '../sentence.ts'
import { proxyTitle } from './hop-proxy.ts'
import { beginsOutside, bridgeOf, fieldOf, isSenderCheck, placeName, tunnelOf, type Scene } from './scene.ts'

/** One word or two for the stop on the line and on the strip. */
export function stopName({ hop }: Scene): string {
  if (isSenderCheck(hop)) return 'Sender'
  return hop.kind === 'check' && hop.check ? (hop.check.at === 'egress' ? 'Egress' : 'Ingress') : NAMES[hop.kind]
}

const NAMES: Readonly<Record<HopKind, string>> = {
  'ask-dns': 'Name', translate: 'Service', 'leave-pod': 'Leave pod', check: 'Gate', bridge: 'Bridge', route: 'Route', wrap: 'Wrap', 'leave-node': 'Leave node',
  router: 'Router', 'enter-node': 'Enter node', unwrap: 'Unwrap', masquerade: 'Masquerade', 'enter-pod': 'Enter pod', outside: 'Outside', socket: 'Socket', proxy: 'Proxy',
}

/** What stands under the name where there is room: a device, an address, what the gate said. Empty: nothing worth it. */
export function stopDetail({ hop, leg, index }: Scene): string {
  if (hop.kind === 'check' && hop.check) return checkWord(hop.check)
  if (hop.drop) return DROPPED[hop.drop.by]
  const { after } = hop, tunnel = tunnelOf(after)
  const layer = after.find(({ layer }) => layer === 'TCP' || layer === 'UDP' || layer === 'SCTP')?.layer
  const address = (field: 'src' | 'dst') => [fieldOf(after, 'IP', field), layer ? fieldOf(after, layer, field) : null].filter((part) => part !== null).join(':')
  switch (hop.kind) {
    case 'translate': return address(leg === 'way' ? 'dst' : 'src')
    case 'masquerade': return fieldOf(after, 'IP', leg === 'way' ? 'src' : 'dst') ?? ''
    case 'bridge': return bridgeOf(hop) ?? ''
    case 'wrap': case 'unwrap': case 'leave-pod': case 'enter-pod': return hop.device ?? ''
    case 'leave-node': return tunnel ? fieldOf(after, 'IP', 'src') ?? hop.device ?? '' : hop.device ?? ''
    case 'enter-node': return tunnel ? fieldOf(after, 'IP', 'dst') ?? hop.device ?? '' : hop.device ?? ''
    case 'route': return hop.device ?? ''
    case 'socket': {
      const port = layer ? fieldOf(after, layer, index === 0 ? 'src' : 'dst') : null
      return port === null ? '' : `port ${port}`
    }
    case 'ask-dns': return fieldOf(after, 'IP', 'dst') ?? ''
    case 'proxy': return hop.proxy?.port ? `${hop.proxy.name}, ${hop.proxy.port}` : hop.proxy?.name ?? ''
    case 'router': case 'outside': case 'check': return ''
  }
}

const DROPPED: Readonly<Record<NonNullable<Hop['drop']>['by'], string>> = {
  policy: 'denied', 'no-endpoints': 'no endpoints', 'no-local-endpoints': 'none on this node', 'no-route': 'no route', 'name-not-resolved': 'no such name', 'not-listening': 'nobody listens', proxy: 'refused',
}

/** What a gate said, in a word, with the rule where one decided: `allow-web, rule 1`. */
export function checkWord({ outcome, steps }: HopCheck): string {
  const action = outcome === 'denied' ? 'deny' : 'allow'
  for (const step of steps) if (step.step === 'rule-matched' && step.trial.rule.action === action) return `${step.trial.rule.policy.name}, rule ${step.trial.rule.index + 1}`
  return OUTCOMES[outcome]
}

/** `allowed, allow-web, rule 1`: what a gate said, and what decided where something did. */
export function checkText(check: HopCheck): string {
  const word = checkWord(check), outcome = OUTCOMES[check.outcome]
  return word === outcome ? outcome : `${outcome}, ${word}`
}

const OUTCOMES: Readonly<Record<HopCheck['outcome'], string>> = { allowed: 'allowed', denied: 'denied', exempt: 'does not apply', none: 'no policy', unenforced: 'unenforced' }

/** The sentence over a stop: what happens to the packet here. */
export function hopTitle(scene: Scene): Sentence {
  const { hop, index, leg } = scene, isLast = index === scene.hops.length - 1
  const here = code(placeName(hop.place))
  const by = (device: string | null, words: string, without: string): Sentence => (device === null ? say`${without}` : say`${code(device)} ${words}`)
  const through = hop.device === null ? '' : say` through ${code(hop.device)}`
  switch (hop.kind) {
    case 'ask-dns': {
      const name = hop.table?.title === 'names' ? hop.table.rows[0]?.cells[0] : undefined
      return hop.drop ? say`DNS does not know the name` : name === undefined ? say`${here} looks up the name` : say`${here} looks up ${code(name)}`
    }
    case 'translate':
      if (hop.drop) return say`There is nobody behind the Service`
      return leg === 'way' ? say`The Service becomes one of its pods` : say`The answer gets the Service’s address back`
    case 'leave-pod': return say`The ${leg === 'way' ? 'packet' : 'answer'} leaves ${here}`
    case 'check': return hop.check ? checkTitle(hop.check) : say`A gate`
    case 'bridge': return by(bridgeOf(hop), 'hands it on', 'A bridge hands it on')
    case 'route':
      if (isSenderCheck(hop)) return say`${here} looks who sends`
      if (hop.device === 'lo') return say`It stays in ${here}`
      return hop.drop ? say`${here} knows no way there` : say`${here} decides where it goes`
    case 'wrap': return by(hop.device, 'wraps the packet', 'The packet is wrapped')
    case 'leave-node': return say`It leaves ${here}${through}`
    case 'router': return hop.drop ? say`The router does not know the address` : say`A router passes it on`
    case 'enter-node': return say`It arrives at ${here}`
    case 'unwrap': return by(hop.device, 'takes the wrapping off', 'The wrapping comes off')
    case 'masquerade':
      if (leg === 'reply') return say`${here} puts the first address back`
      return beginsOutside(scene) ? say`${here} takes the client’s place` : say`${here} takes the pod’s place`
    case 'enter-pod': return say`It enters ${here}`
    case 'outside': return index === 0 ? say`The ${leg === 'way' ? 'packet' : 'answer'} starts outside the cluster` : say`It is outside the cluster`
    case 'proxy': return proxyTitle(scene)
    case 'socket':
      if (hop.drop) return hop.drop.by === 'proxy' ? say`Nobody there speaks the mesh’s TLS` : say`Nobody listens there`
      if (index === 0) return leg === 'reply' ? say`The program answers` : say`A program on ${here} sends`
      return isLast && leg === 'reply' ? say`The caller has its answer` : say`The program has it`
  }
}

function checkTitle({ at, outcome }: HopCheck): Sentence {
  switch (outcome) {
    case 'allowed': return say`The ${at} gate lets it through`
    case 'denied': return say`The ${at} gate stops it`
    case 'exempt': return say`The ${at} gate does not apply`
    case 'none': return say`The ${at} gate stands open`
    case 'unenforced': return say`Nobody guards the ${at} gate`
  }
}

/** The policies at a gate that nobody acts on, each once. */
export function unenforcedNames({ steps }: HopCheck): readonly string[] {
  return [...new Set(steps.flatMap((step) => (step.step === 'not-enforced' ? [policyName(step.policy)] : [])))]
}
