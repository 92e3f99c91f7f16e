/** What somebody may say before the answer is shown. */
export const GUESSES = ['allowed', 'denied', 'conditional'] as const
/** What somebody can guess of a flow. */
export type Guess = (typeof GUESSES)[number]
