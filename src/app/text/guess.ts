/** What somebody may say before the answer is shown. */
export const GUESSES = ['allowed', 'denied', 'conditional'] as const
export type Guess = (typeof GUESSES)[number]
