import { untrack } from 'svelte'
import type { AppState } from './context.ts'

/** Milliseconds of quiet before a change is saved. */
const SAVE_AFTER = 300
/**
 * Characters that one millisecond more is waited for: to write megabytes down stops the page for a while, which nobody
 * who still types should notice.
 */
const SAVED_PER_MS = 4_000

/**
 * Saves the work and the lesson once nothing changes any more. The functions here are to be called within an effect.
 */
export function saveWhenQuiet({ session, lessons }: AppState, saveNow: () => void): void {
  $effect(() => {
    void lessons.hints
    const characters = session.documents.reduce((sum, { text }) => sum + text.length, 0)
    const timer = setTimeout(saveNow, SAVE_AFTER + characters / SAVED_PER_MS)
    return () => clearTimeout(timer)
  })
}

/** Whoever follows the work: its history, the lessons in another language, an audience. */
export function tellOthers({ session, lessons, language, history, present }: AppState): void {
  $effect(() => {
    void session.documents
    void session.cni
    void session.policyApi
    void session.assertions
    return session.pending ? undefined : history.noteSoon()
  })
  $effect(() => {
    void language.code
    untrack(() => void lessons.retell())
  })
  $effect(() => {
    void session.work
    untrack(() => present.tellWork())
  })
}

/** What holds is looked at anew with each picture and each answer. */
export function checkAnew({ session, lessons, assertions }: AppState): void {
  $effect(() => {
    const { check } = lessons.standing
    if (check) untrack(() => lessons.noteCheck(check))
  })
  $effect(() => {
    void session.snapshot
    void session.assertions
    untrack(() => void assertions.check())
  })
  $effect(() => {
    void session.reply
    if (assertions.awaits) untrack(() => assertions.addAsked())
  })
}

/** What is done on the screen, which a lesson may wait for. */
export function noteForLesson({ session, lessons, assertions }: AppState): void {
  $effect(() => {
    const { fails } = assertions.counts
    if (fails > 0) untrack(() => lessons.note({ event: 'red', number: fails }))
  })
  $effect(() => {
    const { question } = session.reply ?? {}
    if (question) untrack(() => lessons.note({ event: 'trace', question }))
  })
  $effect(() => {
    const { pinned } = session
    if (pinned !== null) untrack(() => lessons.note({ event: 'select', ref: pinned }))
  })
  $effect(() => {
    const { view } = session
    untrack(() => lessons.note({ event: 'view', view }))
  })
  $effect(() => {
    const { question } = session.reply ?? {}
    const {
      cni: { name, mode },
    } = session
    if (question && session.view === 'walk')
      untrack(() => lessons.note({ event: 'walk', question, cni: { name, mode } }))
  })
}
