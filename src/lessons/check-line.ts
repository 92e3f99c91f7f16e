import { isSameSetting } from '../sim/cni/choice.ts'
import type { World } from '../world/index.ts'
import type { GoalLine, LessonEvent } from './goal.ts'
import { isSamePlace } from './places.ts'
import {
  checkAddressed,
  checkCount,
  checkEndpoints,
  checkExists,
  checkExposed,
  checkReplicas,
  checkSelected,
  checkUnchanged,
} from './cluster-lines.ts'
import { checkLink } from './link-line.ts'
import { checkRoad } from './road-line.ts'
import { checkTesting } from './testing-lines.ts'
import { checkCapability, checkEnforced, checkSecurity } from './security-lines.ts'
import { checkFlow, checkMoment } from './flow-line.ts'
import type { Attempt, LineState } from './line-state.ts'
import { hasSameEffect } from './same-effect.ts'

/** Checks one line. `text` is the line as written, by which predictions are kept. */
export function checkLine(line: GoalLine, text: string, attempt: Attempt): LineState {
  const { world, start } = attempt
  switch (line.line) {
    case 'flow':
      return checkFlow(line, world)
    case 'predict': {
      const said = Object.hasOwn(attempt.predictions, text) ? attempt.predictions[text]! : null
      return {
        met: said === line.answer,
        found: {
          of: 'prediction',
          said,
          question: line.question,
          answer: said === null ? null : start.ask(line.question),
        },
      }
    }
    case 'select':
      return checkSelected(line, world)
    case 'endpoints':
      return checkEndpoints(line, world)
    case 'exposed':
      return checkExposed(line, world)
    case 'count':
      return checkCount(line, world)
    case 'pods':
      return checkReplicas(line, world)
    case 'exists':
      return checkExists(line, world)
    case 'unchanged':
      return checkUnchanged(line, world, start)
    case 'security':
      return checkSecurity(line.pods, line.level, world)
    case 'enforces':
      return checkEnforced(line.namespace, line.level, world)
    case 'lacks':
      return checkCapability(line.pods, line.capability, world)
    case 'same-matrix': {
      const { opened, closed } = world.diff(start, 0)
      return { met: hasSameEffect(world, start), found: { of: 'changes', number: opened + closed } }
    }
    case 'at':
      return checkMoment(line, world)
    case 'road':
      return checkRoad(line, world)
    case 'link':
      return checkLink(line, world)
    case 'addressed':
      return checkAddressed(line, world)
    case 'safe': {
      const loot = attempt.attack?.loot.find(({ id }) => id === line.loot)
      return loot
        ? { met: loot.safe, found: { of: 'loot', question: loot.taken ? loot.question : null, answer: loot.answer } }
        : { met: false, found: { of: 'nothing', name: line.loot } }
    }
    case 'under': {
      const under = (each: World) =>
        each.under([...attempt.plugins, line.cni]).find(({ cni }) => isSameSetting(cni, line.cni))!
      return checkLine(line.goal, text, { ...attempt, world: under(world), start: under(start) })
    }
    case 'asserted':
    case 'exported':
    case 'asserted-at-most':
    case 'noticed':
    case 'output':
    case 'opened':
      return checkTesting(line, world, { assertions: attempt.assertions ?? [], before: attempt.before ?? null })
    case 'event':
      return { met: attempt.events.some((event) => isSameEvent(event, line.event, world)), found: { of: 'event' } }
  }
}

function isSameEvent(done: LessonEvent, wanted: LessonEvent, world: World): boolean {
  if (done.event === 'select' && wanted.event === 'select') return isSamePlace(done.ref, wanted.ref, world)
  if (done.event === 'red' && wanted.event === 'red') return done.number >= wanted.number
  if (done.event === 'run' && wanted.event === 'run') return done.tool === wanted.tool
  if (done.event === 'export' && wanted.event === 'export') return true
  if (done.event === 'loot' && wanted.event === 'loot') return done.loot === wanted.loot
  if (done.event === 'view' && wanted.event === 'view') return done.view === wanted.view
  if (
    done.event === 'walk' &&
    wanted.event === 'walk' &&
    wanted.cni &&
    (done.cni?.name !== wanted.cni.name || done.cni.mode !== wanted.cni.mode)
  )
    return false
  if (!('question' in done) || !('question' in wanted) || done.event !== wanted.event) return false
  const [a, b] = [done.question, wanted.question]
  const isSamePort =
    b.port === undefined || (String(a.port) === String(b.port) && (a.protocol ?? 'TCP') === (b.protocol ?? 'TCP'))
  return isSamePlace(a.from, b.from, world) && isSamePlace(a.to, b.to, world) && isSamePort
}
