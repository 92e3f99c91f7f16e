import { part } from '../part.ts'

/** The buttons that go from step to step. */
export const TRANSPORT = part('transport', {
  previous: 'Previous step',
  previousTitle: 'Previous step (←)',
  next: 'Next step',
  nextTitle: 'Next step (→)',
  play: 'Play',
  playTitle: 'Play (Space)',
  pause: 'Pause',
  pauseTitle: 'Pause (Space)',
  step: 'Step',
  at: (step: number, steps: number) => `${step} of ${steps}`,
  pace: 'Pace',
  paces: { slow: '1 step in 6 s', even: '1 step in 3 s', fast: '1 step a second' },
})
