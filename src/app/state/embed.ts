/**
 * How a link is shown inside another page, `#v1.…&embed=<mode>`.
 *
 * - `view`: the text and the picture of one flow, to read. `quiz`: the same, after a guess. `full`: the playground,
 *   which keeps nothing.
 */
export type EmbedMode = 'view' | 'quiz' | 'full'

/** How the page is embedded, and where the same is in a window of its own. */
export interface Embedding {
  readonly mode: EmbedMode
  readonly playground: string
}

/** All modes of an embedded page. */
export const EMBED_MODES: readonly EmbedMode[] = ['view', 'quiz', 'full']

/** The part of the address behind `#`, without what it says of embedding; `mode` null: nothing. */
export function readEmbed(fragment: string): { readonly fragment: string; readonly mode: EmbedMode | null } {
  const [, before, word] = /^(.*?)&embed=([a-z]+)$/s.exec(fragment) ?? []
  const mode = EMBED_MODES.find((each) => each === word) ?? null
  return { fragment: before ?? fragment, mode }
}

/** Pixels: the playground has its panes under each other. */
const HEIGHTS: Readonly<Record<EmbedMode, number>> = { view: 520, quiz: 520, full: 760 }

/**
 * What a page needs to show a link inside itself. Nothing that a link can hold ends an attribute: it is escaped all the
 * same.
 */
export function embedCode(link: string, mode: EmbedMode): string {
  const address = `${link}&embed=${mode}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  return `<iframe src="${address}" title="Reachable" width="100%" height="${HEIGHTS[mode]}" style="border: 0" loading="lazy" allow="clipboard-write"></iframe>`
}

/**
 * What an embedded playground tells the page around it, by `postMessage`. Nothing of the documents is in it.
 *
 * - `ready`: the first picture is there. `height`: pixels that its contents need. `verdict`: what the question of the
 *   moment comes to, and again at each change.
 * - `goal`: how many goals of the open lesson hold. `key`: an arrow or page key that nothing here had a use for, for
 *   slides to go on with.
 */
export type EmbedMessage = { readonly source: 'reachable' } & (
  | { readonly type: 'ready' }
  | { readonly type: 'height'; readonly height: number }
  | { readonly type: 'verdict'; readonly question: string; readonly outcome: string }
  | { readonly type: 'goal'; readonly held: number; readonly of: number }
  | { readonly type: 'key'; readonly key: string }
)

type Told = EmbedMessage extends infer Message
  ? Message extends { readonly source: 'reachable' }
    ? Omit<Message, 'source'>
    : never
  : never

/**
 * Tells the page around; in a window of its own nobody hears it. Which page that is nobody can know, hence nothing
 * secret is told.
 */
export function tellParent(told: Told, window: Pick<Window, 'parent'> = globalThis.window): void {
  if (window.parent !== window) window.parent.postMessage({ source: 'reachable', ...told } satisfies EmbedMessage, '*')
}

const SLIDE_KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown']

/** Whether a key is for the slides around: nothing took it, and nobody is writing. */
export function isForSlides(
  event: Pick<KeyboardEvent, 'key' | 'defaultPrevented' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  isTyping: boolean,
): boolean {
  return (
    SLIDE_KEYS.includes(event.key) &&
    !event.defaultPrevented &&
    !isTyping &&
    !event.altKey &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.shiftKey
  )
}
