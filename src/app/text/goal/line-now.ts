import { assertNever } from '../../../ground/result.ts'
import type { Found, LineState, LinkForm } from '../../../lessons/line-state.ts'
import { predictionIn, type GoalLine } from '../../../lessons/goal.ts'
import type { TimeVerdict } from '../../../sim/time/timeline.ts'
import type { Question } from '../../../world/answer.ts'
import { GOAL } from '../catalogue/en/goal.ts'
import { briefText, type InlineText } from '../lens.ts'
import { count } from '../sentence.ts'

/** What there is now: for a goal that is not met, what keeps it from being so. `question`: whose trace shows it. */
export interface GoalNow extends InlineText {
  readonly question: Question | null
}

/** What there is where a line asks for something. */
export function lineNow(line: GoalLine, { met, found }: LineState): GoalNow {
  switch (found.of) {
    case 'flows': {
      const { text, glyph } = briefText(found.answer)
      return { glyph, text: flowsText(found, met, text), question: found.question }
    }
    case 'prediction':
      return found.answer === null
        ? { glyph: 'none', text: GOAL.notAnswered, question: null }
        : { ...briefText(found.answer), text: predictionText(line, found), question: found.question }
    case 'moment':
      return { glyph: GLYPHS[found.verdict.outcome], text: momentText(found, met), question: null }
    case 'link':
      return {
        glyph: 'none',
        question: found.question,
        text: found.form === null ? 'nothing is sent' : LINKS[found.form],
      }
    case 'loot':
      return {
        ...(found.question ? briefText(found.answer) : { glyph: 'none' as const }),
        text: met ? 'broken' : 'open',
        question: found.question,
      }
    default:
      return { glyph: 'none', text: stateText(line, found, met), question: null }
  }
}

/** What a line found that is no flow. */
type Counted = Exclude<Found, { of: 'flows' | 'prediction' | 'moment' | 'link' | 'loot' }>

/** Told whether the line is met or not; where it is not, what is wrong is told too. */
function stateText(line: GoalLine, found: Counted, met: boolean): string {
  switch (found.of) {
    case 'pods':
    case 'services':
      return listed(found, GOAL.missing, GOAL.tooMany) || GOAL.exactly
    case 'object':
      return { there: '', missing: GOAL.notThere, changed: GOAL.changed }[found.is]
    case 'road':
      if (!found.crosses) return 'no way between nodes'
      return found.wrapped === null ? 'as they are' : `in ${found.wrapped}`
    case 'mutants':
      return `${found.noticed} of ${found.all}`
    case 'nothing':
      return GOAL.noSuch(found.name)
    default:
      return met ? '' : unmetText(line, found)
  }
}

/** What keeps a line from being met, where nothing is said of one that is. */
function unmetText(
  line: GoalLine,
  found: Exclude<Counted, { of: 'pods' | 'services' | 'object' | 'road' | 'mutants' | 'nothing' }>,
): string {
  switch (found.of) {
    case 'number':
      return GOAL.now(found.number)
    case 'security':
      if (line.line !== 'enforces') return `${found.name} meets ${found.level}`
      return found.level === 'privileged' ? 'it takes every pod' : `it asks for ${found.level}`
    case 'capability':
      return `${shortList(found.holders)} ${found.holders.length === 1 ? 'has' : 'have'} it`
    case 'changes':
      return `${count(found.number, 'flow')} differ`
    case 'event':
      return GOAL.notYet
    case 'addresses':
      return `${shortList(found.missing)} ${found.missing.length === 1 ? 'has' : 'have'} none`
    case 'assertions': {
      const failing = `${found.failing} of all ${found.failing === 1 ? 'does' : 'do'} not hold`
      return `now ${found.number}${found.failing > 0 ? `; ${failing}` : ''}`
    }
    case 'output':
      return found.printed ? 'it does' : 'not yet'
    case 'opened':
      return listed(
        found,
        (names) => `missing ${names}`,
        (names) => `too much: ${names}`,
      )
    default:
      return assertNever(found)
  }
}

/** What is missing and what is too much; empty: neither. */
function listed(
  { missing, more }: { readonly missing: readonly string[]; readonly more: readonly string[] },
  sayMissing: (names: string) => string,
  sayMore: (names: string) => string,
): string {
  return [
    ...(missing.length > 0 ? [sayMissing(shortList(missing))] : []),
    ...(more.length > 0 ? [sayMore(shortList(more))] : []),
  ].join('; ')
}

/** `one`: the answer of the flow that is shown for all. */
function flowsText({ all, held }: Extract<Found, { of: 'flows' }>, met: boolean, one: string): string {
  if (all === 1) return one
  return met ? GOAL.all(all) : GOAL.of(held, all)
}

function momentText({ all, held, verdict }: Extract<Found, { of: 'moment' }>, met: boolean): string {
  return all > 1 && !met ? `${held} of ${all}` : (MOMENTS[verdict.why] ?? verdict.outcome)
}

const GLYPHS = { allowed: 'allow', denied: 'deny', depends: 'part', nothing: 'none' } as const

const LINKS: Readonly<Record<LinkForm, string>> = {
  plain: 'it travels plain',
  mutual: 'mutual TLS',
  tunnel: 'mutual TLS in a tunnel',
  'own-tls': 'TLS of another kind',
}

/** What of a moment the rules do not tell. */
const MOMENTS: Partial<Record<TimeVerdict['why'], string>> = {
  'gate-open': 'its gate is still open',
  'gate-closed': 'its gate is still shut',
  'isolated-first': 'shut before its rules arrive',
  'unknown-peer': 'the other end does not know it yet',
}

function predictionText(line: GoalLine, { said }: Extract<Found, { of: 'prediction' }>): string {
  const truth = predictionIn(line)?.answer ?? said
  const word = truth === null ? '' : GOAL.answers[truth]
  return said === truth ? GOAL.asYouSaid(word) : GOAL.itIs(word)
}

function shortList(names: readonly string[]): string {
  return names.length > 2 ? GOAL.andMore(names[0]!, names.length - 1) : names.join(GOAL.and)
}
