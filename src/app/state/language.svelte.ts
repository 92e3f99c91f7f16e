import type { Translation } from '../text/catalogue/en/english.ts'
import { arrived, ENGLISH, speakFrom, type LanguageCode, type Spoken } from '../text/catalogue/spoken.ts'
import { firstLanguage, LANGUAGE_KEY } from './language-choice.ts'

/** Languages other than English are fetched when somebody speaks them. */
const FETCH: Readonly<Record<Exclude<LanguageCode, 'en'>, () => Promise<Translation>>> = {
  de: async () => (await import('../text/catalogue/de/german.ts')).GERMAN,
}

/**
 * The language of the screen. The choice stays in this browser; one whose words cannot be fetched leaves things as they
 * are.
 */
export class Language {
  #spoken = $state.raw<Spoken>(ENGLISH)
  #later: Translation['later'] = {}

  constructor() {
    speakFrom(
      () => this.#spoken,
      async () => {
        const { code, messages } = this.#spoken
        const further = await arrivedWords(this.#later, messages)
        if (further && code === this.#spoken.code)
          this.#spoken = { code, messages: { ...this.#spoken.messages, ...further } }
      },
    )
  }

  get code(): LanguageCode {
    return this.#spoken.code
  }

  /** Before anything is said: the language that was chosen here, or that the browser asks for. */
  async start(): Promise<void> {
    await this.#speak(firstLanguage(kept(), navigator.languages))
  }

  async choose(code: LanguageCode): Promise<void> {
    if (!(await this.#speak(code))) return
    try {
      localStorage.setItem(LANGUAGE_KEY, code)
    } catch {
      // Storage may be forbidden; the choice then holds for this visit.
    }
  }

  async #speak(code: LanguageCode): Promise<boolean> {
    const { now, later } =
      code === 'en' ? { now: ENGLISH.messages, later: {} } : ((await FETCH[code]().catch(() => null)) ?? {})
    if (!now || !later) return false
    const messages = { ...now, ...(await arrivedWords(later, now)) }
    this.#later = later
    this.#spoken = { code, messages }
    document.documentElement.lang = code
    return true
  }
}

/**
 * The words of the parts that are here and have none yet; null: there is nothing to add. What cannot be fetched is
 * missing, and tried again with what is loaded next.
 */
export async function arrivedWords(
  later: Translation['later'],
  messages: Spoken['messages'],
): Promise<Spoken['messages'] | null> {
  const missing = Object.entries(later).filter(([name]) => arrived.has(name) && !messages[name])
  if (missing.length === 0) return null
  return Object.fromEntries(
    await Promise.all(missing.map(async ([name, fetch]) => [name, await fetch().catch(() => undefined)] as const)),
  )
}

function kept(): string | null {
  try {
    return localStorage.getItem(LANGUAGE_KEY)
  } catch {
    return null
  }
}
