/**
 * Languages of the screen, each by the name that its speakers give it. English is the source: every message exists in
 * it.
 */
export const LANGUAGES = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
] as const

/** A language that the page speaks, as BCP 47 has it. */
export type LanguageCode = (typeof LANGUAGES)[number]['code']

/** What is spoken now. `messages` by part and name; a part or a message that is missing is said in English. */
export interface Spoken {
  readonly code: LanguageCode
  readonly messages: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>
}

/** English is in the parts themselves. */
export const ENGLISH: Spoken = { code: 'en', messages: {} }

/** Names of the parts that are here, in English at least. What is loaded late adds its own. */
export const arrived = new Set<string>()

let source = (): Spoken => ENGLISH
let further = async (): Promise<void> => {}

/** The language that is spoken at this moment. */
export function spoken(): Spoken {
  return source()
}

/**
 * From now on every message is in the language that `from` tells. It is asked at each reading, so that a screen whose
 * state it reads draws again when another language is chosen; a terminal never calls this. `fetchFurther` gets the
 * words of parts that have arrived since.
 */
export function speakFrom(from: () => Spoken, fetchFurther = further): void {
  source = from
  further = fetchFurther
}

/**
 * After something was loaded: its words in the language that is spoken, before it shows. Never rejects: what has none
 * is said in English.
 */
export function furtherWords(): Promise<void> {
  return further()
}

/** What is written for programs and for other people, whatever the screen speaks: a file of values, a report. */
export function sayEnglish<Text>(say: () => Text): Text {
  const before = source
  source = () => ENGLISH
  try {
    return say()
  } finally {
    source = before
  }
}

/**
 * For `lang` of a block that has no translation: `en` where another language is spoken, else nothing to add (WCAG 2.2,
 * 3.1.2 Language of Parts).
 */
export function inEnglish(): 'en' | undefined {
  return spoken().code === 'en' ? undefined : 'en'
}

/** An amount as the language writes it: `12,345`, `12.345`. */
export function figure(amount: number): string {
  return amount.toLocaleString(spoken().code)
}
