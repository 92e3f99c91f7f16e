import type { Answer, Question, World } from '../world/index.ts'
import { workloadEnds } from '../world/ends.ts'
import { askAt } from '../world/time/timeline.ts'
import type { Attack, AttackPlace, AttackReach, AttackState, AttackTarget, Loot } from './attack.ts'
import type { LessonEvent } from './goal.ts'
import { isSamePlace } from './places.ts'

/** How an attack stands in a cluster. `events` tell what was taken. */
export function attackState(attack: Attack, world: World, events: readonly LessonEvent[]): AttackState {
  const taken = new Set(events.flatMap((event) => (event.event === 'loot' ? [event.loot] : [])))
  const all = spoilsOf(attack, world, () => true)
  const own = spoilsOf(attack, world, ({ id }) => taken.has(id))
  const places = [
    ...attack.footholds.map((ref) => ({ ref, loot: null })),
    ...attack.loot.flatMap(({ id, opens }) => (opens !== null && taken.has(id) ? [{ ref: opens, loot: id }] : [])),
  ].map((place): AttackPlace => ({ ...place, isHeld: own.places.includes(place.ref) }))
  return {
    places,
    reach: reachOf(attack, world, own.places),
    loot: attack.loot.map(({ id, target }) => {
      const question = own.had.get(id) ??
        all.had.get(id) ??
        questionsFrom(
          places.map(({ ref }) => ref),
          target,
          world,
        )[0] ?? { from: attack.footholds[0]!, ...target }
      const answer = world.ask(question)
      // Whoever takes the foothold or the target away has not closed the way between them.
      return { id, taken: taken.has(id), safe: !all.had.has(id) && answer.outcome !== 'unanswerable', question, answer }
    }),
  }
}

/**
 * What is had by whoever takes everything that may be taken, one thing after the other, and the places that are in
 * their hands then.
 */
function spoilsOf(
  attack: Attack,
  world: World,
  may: (loot: Loot) => boolean,
): { readonly places: readonly string[]; readonly had: ReadonlyMap<string, Question> } {
  const places = [...attack.footholds]
  const had = new Map<string, Question>()
  for (let found = true; found;) {
    found = false
    for (const loot of attack.loot) {
      if (had.has(loot.id) || !may(loot)) continue
      const question = questionsFrom(places, loot.target, world).find((each) => isWithinReach(each, loot.at, world))
      if (!question) continue
      had.set(loot.id, question)
      if (loot.opens !== null && !places.includes(loot.opens)) places.push(loot.opens)
      found = true
    }
  }
  return { places, had }
}

function questionsFrom(places: readonly string[], target: AttackTarget, world: World): readonly Question[] {
  return places.filter((from) => !isSamePlace(from, target.to, world)).map((from) => ({ from, ...target }))
}

/** What depends on something is tried until it works. */
function isWithinReach(question: Question, at: number | null, world: World): boolean {
  return at === null
    ? passes(world.ask(question))
    : askAt(world, question, { kind: 'start-up', pod: null }, at).outcome !== 'denied'
}

function passes({ outcome }: Answer): boolean {
  return outcome === 'allowed' || outcome === 'conditional'
}

/** Every port that is listened on, and what the lesson names. */
function reachOf(attack: Attack, world: World, places: readonly string[]): readonly AttackReach[] {
  const open = [...attack.loot]
  const listening = workloadEnds(world.cluster).flatMap(({ ref, ports }) =>
    ports.map(({ port, protocol }) => {
      const target: AttackTarget = { to: ref, port, protocol }
      const at = open.findIndex(({ target: on, at: moment }) => moment === null && isSameTarget(on, target, world))
      return { target: at < 0 ? target : open[at]!.target, loot: at < 0 ? null : open.splice(at, 1)[0]! }
    }),
  )
  const tried = [
    ...listening,
    ...open.map((loot) => ({ target: loot.target, loot })),
    ...attack.also.map((target) => ({ target, loot: null })),
  ]
  return tried.flatMap(({ target, loot }): readonly AttackReach[] => {
    const questions = questionsFrom(places, target, world)
    const question = questions.find((each) => isWithinReach(each, loot?.at ?? null, world)) ?? questions[0]
    if (!question) return []
    return [
      {
        question,
        passes: isWithinReach(question, loot?.at ?? null, world),
        deniedAt: world.ask(question).deniedAt ?? null,
        loot: loot?.id ?? null,
      },
    ]
  })
}

/** Whether both are the same port of the same end. What is said on it makes it another one. */
function isSameTarget(a: AttackTarget, b: AttackTarget, world: World): boolean {
  const { to, port, protocol, ...said } = a
  return (
    Object.keys(said).length === 0 &&
    isSamePlace(to, b.to, world) &&
    port === b.port &&
    (protocol ?? 'TCP') === (b.protocol ?? 'TCP')
  )
}
