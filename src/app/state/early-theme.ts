import { readThemeChoice, showTheme } from './theme-choice.ts'

// Runs before the app is loaded, so that the first paint has the chosen theme without an inline script.
showTheme(readThemeChoice())
