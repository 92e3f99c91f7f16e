import { arrived, furtherWords, spoken } from './spoken.ts'

/**
 * One part of the catalogue: its messages in English, under the names by which the screen asks for them. Read, a
 * message is in the spoken language where that has it, else in English. A message is a text, a list or table of texts,
 * or a function of what it mentions. By itself per part, so that what is loaded late brings its English along; words of
 * other languages are then fetched as well, see `furtherWords`.
 */
export function part<Messages extends object>(name: string, english: Messages): Messages {
  arrived.add(name)
  return messagesOf(name, english, () => {})
}

/**
 * A part that is at hand from the start and that few ever read: its words in other languages are fetched with its first
 * reading, and show as soon as they are there.
 */
export function seldom<Messages extends object>(name: string, english: Messages): Messages {
  return messagesOf(name, english, () => {
    if (arrived.has(name)) return
    arrived.add(name)
    // Not now: whoever reads is in the midst of drawing.
    queueMicrotask(() => void furtherWords())
  })
}

function messagesOf<Messages extends object>(name: string, english: Messages, read: () => void): Messages {
  const messages = {} as Messages
  for (const key of Object.keys(english) as (keyof Messages & string)[]) {
    Object.defineProperty(messages, key, {
      enumerable: true,
      get: () => {
        read()
        return spoken().messages[name]?.[key] ?? english[key]
      },
    })
  }
  return messages
}
