import type { Answer, World } from '../world/index.ts'
import type { LineState, LinkForm } from './line-state.ts'
import type { GoalLine } from './goal.ts'

/**
 * How what is sent travels, whatever becomes of it: mutual when every connection on the way is, in a tunnel too. What
 * is not sent is neither.
 */
export function checkLink({ question, mutual }: Extract<GoalLine, { line: 'link' }>, world: World): LineState {
  const answer = world.ask(question)
  if (answer.outcome === 'unanswerable') return { met: false, found: { of: 'nothing', name: question.to } }
  const forms = answersIn(answer).map(formOf)
  const form = forms.find((each) => each === null || isMutual(each) !== mutual) ?? forms[0] ?? null
  return { met: form !== null && isMutual(form) === mutual, found: { of: 'link', form, question } }
}

/** The single answers, where there are several. */
function answersIn(answer: Answer): readonly Answer[] {
  return answer.parts?.map((part) => part.answer) ?? [answer]
}

/** Without a mesh it is plain. */
function formOf({ mesh, flow }: Answer): LinkForm | null {
  if (!mesh) return flow ? 'plain' : null
  const sent = mesh.legs.filter((leg) => leg.sent).map(({ link }) => link.form)
  return sent.find((form) => !isMutual(form)) ?? sent[0] ?? null
}

function isMutual(form: LinkForm): boolean {
  return form === 'mutual' || form === 'tunnel'
}
