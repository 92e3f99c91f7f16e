import { applyEdits } from '../../ground/text-edit.ts'
import type { DocumentText, Manifest } from '../../manifests/read.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import { evaluateFlow } from '../../engine/evaluate.ts'
import type { PolicySet } from '../../engine/policy-set.ts'
import type { Cluster, Pod } from '../../model/cluster.ts'
import type { CompiledPolicy, Direction } from '../../policy/form.ts'
import type { Flow } from '../../policy/match.ts'
import type { Answer, Question } from '../answer.ts'
import type { ConnectionsDiff } from '../connections-diff.ts'
import { documentEdits } from '../document-edits.ts'
import { closingPlans } from './closing.ts'
import type { Flip, FlipPlan } from './flip.ts'
import { openingPlans } from './opening.ts'

/** A world, as far as flips have to know it. */
interface Flippable {
  ask(question: Question): Answer
  readonly diagnostics: readonly { readonly severity: string }[]
}

/** What a flow is to be turned round in. `flow`: one that the question means. */
export interface FlipGround<World extends Flippable> {
  readonly question: Question
  readonly flow: Flow
  readonly documents: readonly DocumentText[]
  readonly world: World
  readonly cluster: Cluster
  readonly policies: PolicySet
  placeOf(object: KubernetesObject): Manifest | undefined
  open(documents: readonly DocumentText[]): World
  compare(after: World): ConnectionsDiff
}

/** More are not read. */
const OFFERED = 3

/**
 * The smallest edits after which the question has the other answer, and nothing is refused: those that change least
 * beside it first. Each has been tried. Empty: what decides is no NetworkPolicy, or cannot be told so briefly.
 */
export function findFlips<World extends Flippable>(ground: FlipGround<World>): readonly Flip[] {
  const { outcome } = ground.world.ask(ground.question)
  if (outcome !== 'allowed' && outcome !== 'denied') return []
  const wanted = outcome === 'allowed' ? 'denied' : 'allowed'
  const flips = (wanted === 'allowed' ? openings(ground) : closings(ground)).flatMap((plans) => {
    const flip = tryPlans(plans, wanted, ground)
    return flip ? [flip] : []
  })
  const effect = ({ promises: { opened, closed, changed } }: Flip) => opened + closed + changed
  const size = ({ edits, added }: Flip) =>
    added ? added.text.length : edits.reduce((sum, { start, end, text }) => sum + end - start + text.length, 0)
  return flips.sort((a, b) => effect(a) - effect(b) || size(a) - size(b)).slice(0, OFFERED)
}

/** Plans that belong together: one, or a new policy for each of two gates. */
type Plans = readonly FlipPlan[]

function openings<World extends Flippable>(ground: FlipGround<World>): readonly Plans[] {
  const { flow, policies, cluster, question } = ground
  const closed = evaluateFlow(flow, policies).gates.filter(({ passage }) => passage === 'denied')
  const plans = closed.flatMap(({ at }) => {
    const pod = podAt(flow, at)
    return pod
      ? [
          openingPlans({
            direction: at,
            pod,
            flow,
            view: policies.profile.view,
            anywhere: question.from === 'internet' || question.to === 'internet',
            policies: isolating(policies, at, pod),
            cluster,
            taken: namesIn(pod, policies),
          }),
        ]
      : []
  })
  const [first = [], second] = plans
  if (!second) return first.map((plan) => [plan])
  const news = plans.map((each) => each.find((plan) => 'added' in plan)!)
  return [news]
}

function closings<World extends Flippable>({ flow, policies, cluster }: FlipGround<World>): readonly Plans[] {
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const pod = podAt(flow, direction)
    if (!pod) return []
    return closingPlans({
      direction,
      pod,
      flow,
      view: policies.profile.view,
      policies: isolating(policies, direction, pod),
      cluster,
      taken: namesIn(pod, policies),
      guests: guestsOf(pod, flow, direction, cluster, policies),
    }).map((plan) => [plan])
  })
}

function tryPlans<World extends Flippable>(
  plans: Plans,
  wanted: 'allowed' | 'denied',
  ground: FlipGround<World>,
): Flip | null {
  const { documents, question, world } = ground
  const does = plans.map((plan) => plan.does)
  const texts = plans.flatMap((plan) => ('added' in plan ? [plan.added] : []))
  const added = texts.length > 0 ? { name: does[0]!.policy.split('/')[1]!, text: texts.join('---\n') } : null
  const changed = plans.find((plan) => 'changes' in plan)
  const place = changed && ground.placeOf(changed.object)
  const edits = changed && place ? documentEdits(place, changed.changes, documents) : changed ? null : []
  if (!edits) return null
  const after = ground.open([
    ...documents.map((document) => {
      const own = edits.filter((edit) => edit.document === document.name)
      return own.length > 0 ? { name: document.name, text: applyEdits(document.text, own) } : document
    }),
    ...(added ? [{ ...added, name: `\n${added.name}` }] : []),
  ])
  const errors = ({ diagnostics }: Flippable) => diagnostics.filter(({ severity }) => severity === 'error').length
  if (after.ask(question).outcome !== wanted || errors(after) > errors(world)) return null
  return { does, edits, added, promises: ground.compare(after) }
}

function podAt(flow: Flow, direction: Direction): Pod | null {
  const end = direction === 'ingress' ? flow.destination : flow.source
  return end.kind === 'pod' ? end.pod : null
}

function isolating(policies: PolicySet, direction: Direction, pod: Pod): readonly CompiledPolicy[] {
  return pod.endpoint === null
    ? []
    : policies
        .applicable(direction, pod.endpoint)
        .flatMap((tier) => tier.policies)
        .filter(({ isolates }) => isolates)
}

function namesIn({ namespace }: Pod, { policies, rejected }: PolicySet): ReadonlySet<string> {
  return new Set(
    [...policies, ...rejected].filter((policy) => policy.namespace === namespace.name).map(({ name }) => name),
  )
}

/** One pod of every other workload that gets through this gate on the flow's port. */
function guestsOf(
  pod: Pod,
  flow: Flow,
  direction: Direction,
  { workloads }: Cluster,
  policies: PolicySet,
): readonly Pod[] {
  const own = direction === 'ingress' ? flow.source : flow.destination
  return workloads.flatMap((workload) => {
    const other = workload.pods.find(({ endpoint, hostNetwork }) => endpoint?.kind === 'pod' && !hostNetwork)
    if (!other?.endpoint || workload === pod.workload || (own.kind === 'pod' && own.pod.workload === workload))
      return []
    const tried: Flow =
      direction === 'ingress'
        ? { ...flow, source: other.endpoint, sourceAddress: other.addresses[0] ?? null }
        : { ...flow, destination: other.endpoint, destinationAddress: other.addresses[0] ?? null }
    return evaluateFlow(tried, policies).allowed ? [other] : []
  })
}
