/** What the user chose; `system` leaves it to the style sheet. */
export const THEME_CHOICES = ['system', 'light', 'dark'] as const
/** What was chosen of light and dark; `system`: what the machine says. */
export type ThemeChoice = (typeof THEME_CHOICES)[number]

/** Where the choice is kept in `localStorage`. */
export const THEME_KEY = 'reachable.theme'

/** The choice that was kept; `system` where there is none, or no storage. */
export function readThemeChoice(): ThemeChoice {
  try {
    const kept = localStorage.getItem(THEME_KEY)
    return THEME_CHOICES.find((choice) => choice === kept) ?? 'system'
  } catch {
    return 'system'
  }
}

/** Puts the choice on the document, where the colours look for it. */
export function showTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = choice
}
