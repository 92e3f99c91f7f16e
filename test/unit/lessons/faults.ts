import { GOALS, ID, MARKDOWN, read, withFiles } from './folders.ts'

export const GOALS_FILE = `${ID}/goals.yaml`
export const TEXT_FILE = `${ID}/lesson.md`
export const problemsOf = (change: Parameters<typeof withFiles>[0]) =>
  read(withFiles(change)).problems.map(({ file, line, message }) => `${file}:${line} ${message}`)
/** The line of a text on which something stands, from 1. */
export const lineOf = (text: string, what: string) => text.slice(0, text.indexOf(what)).split('\n').length

/** The goals or the text with one piece replaced. */
export const goals = (from: string, to: string) => ({ [GOALS_FILE]: replaced(GOALS, from, to) })
export const text = (from: string, to: string) => ({ [TEXT_FILE]: replaced(MARKDOWN, from, to) })
export function replaced(whole: string, from: string, to: string): string {
  if (!whole.includes(from)) throw new Error(`there is no ${from}`)
  return whole.replace(from, () => to)
}
