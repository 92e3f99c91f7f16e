import { LANGUAGES, type LanguageCode } from '../text/catalogue/spoken.ts'

/** The key under which the browser keeps the chosen language. */
export const LANGUAGE_KEY = 'reachable.language'

/** What was chosen here, else the first language of the browser's that we speak, else English. */
export function firstLanguage(kept: string | null, wanted: readonly string[]): LanguageCode {
  for (const tag of [...(kept === null ? [] : [kept]), ...wanted]) {
    const [language] = tag.toLowerCase().split('-')
    const known = LANGUAGES.find(({ code }) => code === language)
    if (known) return known.code
  }
  return 'en'
}
