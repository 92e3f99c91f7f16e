import { MediaQuery } from 'svelte/reactivity'
import { readThemeChoice, showTheme, THEME_CHOICES, THEME_KEY, type ThemeChoice } from './theme-choice.ts'

/** Light, dark, or whichever the system has. The choice stays in this browser. */
export class Theme {
  #choice = $state<ThemeChoice>(readThemeChoice())
  #system = new MediaQuery('(prefers-color-scheme: dark)')

  get choice(): ThemeChoice {
    return this.#choice
  }
  shown: 'light' | 'dark' = $derived(
    this.#choice === 'system' ? (this.#system.current ? 'dark' : 'light') : this.#choice,
  )

  choose(choice: ThemeChoice): void {
    this.#choice = choice
    showTheme(choice)
    try {
      localStorage.setItem(THEME_KEY, choice)
    } catch {
      // Storage may be forbidden; the choice then holds for this visit.
    }
  }

  next(): void {
    this.choose(THEME_CHOICES[(THEME_CHOICES.indexOf(this.#choice) + 1) % THEME_CHOICES.length]!)
  }
}
