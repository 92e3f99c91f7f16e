import type { TRANSPORT } from '../en/transport.ts'

export const transport: typeof TRANSPORT = {
  previous: 'Voriger Schritt',
  previousTitle: 'Voriger Schritt (←)',
  next: 'Nächster Schritt',
  nextTitle: 'Nächster Schritt (→)',
  play: 'Abspielen',
  playTitle: 'Abspielen (Leertaste)',
  pause: 'Anhalten',
  pauseTitle: 'Anhalten (Leertaste)',
  step: 'Schritt',
  at: (step, steps) => `${step} von ${steps}`,
  pace: 'Tempo',
  paces: { slow: '1 Schritt in 6\u00a0s', even: '1 Schritt in 3\u00a0s', fast: '1 Schritt je Sekunde' },
}
