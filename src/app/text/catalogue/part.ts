import { arrived, spoken } from './spoken.ts'

/**
 * One part of the catalogue: its messages in English, under the names by which the screen asks for them. Read, a message is in the spoken
 * language where that has it, else in English. A message is a text, a list or table of texts, or a function of what it mentions.
 * By itself per part, so that what is loaded late brings its English along; words of other languages are then fetched as well, see `furtherWords`.
 */
export function part<Messages extends object>(name: string, english: Messages): Messages {
  arrived.add(name)
  const messages = {} as Messages
  for (const key of Object.keys(english) as (keyof Messages & string)[]) {
    Object.defineProperty(messages, key, { enumerable: true, get: () => spoken().messages[name]?.[key] ?? english[key] })
  }
  return messages
}
