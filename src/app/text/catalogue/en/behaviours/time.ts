import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NOBODY, OPEN } from './answers.ts'

/** What happens when policies or pods change. */
export const TIME: BehaviourTexts<'time'> = {
  'open-connections': {
    title: 'A connection that is open when a policy comes',
    values: {
      'left-open': OPEN,
      kept: ['is kept', 'Only new connections are judged.'],
      cut: ['is cut', 'Every packet forward is judged anew.'],
      'cut-in-30-seconds': ['is cut within 30 s', 'Open connections are judged anew, at most every 30 seconds.'],
      'first-policy-cuts': [
        'cut by the first policy',
        'The first policy on a pod, or the last to go, has its connections judged anew; later edits let them be.',
      ],
      nobody: NOBODY,
    },
  },
  'start-up': {
    title: 'A pod that has just started',
    values: {
      'closed-first': ['is isolated first', 'It must be isolated before it starts; what rules allow may come later.'],
      closed: ['is closed', 'Nothing passes before its rules are in place.'],
      'open-until-known': ['is open for a moment', 'Until its address is known to the controller.'],
      'open-until-rules': ['is open for a moment', 'Until the controller and the agent have its rules in place.'],
      nobody: NOBODY,
    },
  },
  'agent-gone': {
    title: 'When the agent is gone',
    values: {
      'left-open': OPEN,
      'rules-stay': ['rules stay', 'They are in the kernel; changes wait.'],
      open: ['everything passes', 'It fails open, unless told otherwise.'],
      'rules-stay-no-new-pods': ['rules stay, no new pods', 'Rules are pinned in the kernel; new pods cannot start.'],
      nobody: NOBODY,
    },
  },
}
