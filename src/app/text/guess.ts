/** What somebody may say before the answer is shown. */
export const GUESSES = ['allowed', 'denied', 'conditional'] as const
export type Guess = (typeof GUESSES)[number]

export function guessWord(guess: Guess): string {
  return { allowed: 'Allowed', denied: 'Denied', conditional: 'It depends' }[guess]
}
