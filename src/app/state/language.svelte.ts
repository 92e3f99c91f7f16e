import type { Translation } from '../text/catalogue/en/english.ts'
import { ENGLISH, speakFrom, type LanguageCode, type Spoken } from '../text/catalogue/spoken.ts'
import { firstLanguage, LANGUAGE_KEY } from './language-choice.ts'

/** Languages other than English are fetched when somebody speaks them. */
const FETCH: Readonly<Record<Exclude<LanguageCode, 'en'>, () => Promise<Translation>>> = {
  de: async () => (await import('../text/catalogue/de/german.ts')).GERMAN,
}

/** The language of the screen. The choice stays in this browser; one whose words cannot be fetched leaves things as they are. */
export class Language {
  #spoken = $state.raw<Spoken>(ENGLISH)

  constructor() {
    speakFrom(() => this.#spoken)
  }

  get code(): LanguageCode { return this.#spoken.code }

  /** Before anything is said: the language that was chosen here, or that the browser asks for. */
  async start(): Promise<void> {
    await this.#speak(firstLanguage(kept(), navigator.languages))
  }

  async choose(code: LanguageCode): Promise<void> {
    if (!await this.#speak(code)) return
    try {
      localStorage.setItem(LANGUAGE_KEY, code)
    } catch {
      // Storage may be forbidden; the choice then holds for this visit.
    }
  }

  async #speak(code: LanguageCode): Promise<boolean> {
    const messages = code === 'en' ? ENGLISH.messages : await FETCH[code]().catch(() => null)
    if (messages === null) return false
    this.#spoken = { code, messages }
    document.documentElement.lang = code
    return true
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(LANGUAGE_KEY)
  } catch {
    return null
  }
}
