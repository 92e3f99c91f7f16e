import { SHELL } from '../text/catalogue/en/shell.ts'

/** The keyboard has Apple's command key, and Ctrl does something else there. */
const IS_APPLE = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '')

/**
 * Whether a key press is this one. Spelled `G`, `?`, `F8`, `Shift+F8`, `Alt+1`, `Mod+K`: `Mod` is the command key where
 * there is one and Ctrl elsewhere; a figure after `Alt` is the key that it stands on, whatever Alt makes of it. A
 * single sign by itself is meant with or without Shift; with another key before it, Shift makes it another one:
 * Ctrl+Shift+K is the editor's.
 */
export function isPressed(
  spelled: string,
  { key, code, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent,
  isApple = IS_APPLE,
): boolean {
  const parts = spelled.split('+')
  const wanted = parts.at(-1)!
  const needs = (name: string) => parts.slice(0, -1).includes(name)
  if (altKey !== needs('Alt') || ctrlKey !== (needs('Mod') && !isApple) || metaKey !== (needs('Mod') && isApple))
    return false
  if (needs('Alt') && /^\d$/.test(wanted)) return code === `Digit${wanted}`
  return (
    key.toLowerCase() === wanted.toLowerCase() &&
    ((wanted.length === 1 && parts.length === 1) || shiftKey === needs('Shift'))
  )
}

/** As it stands on the keys: `Ctrl K`, `⌘ K`, `Strg K` where German is spoken. */
export function keyNames(spelled: string, isApple = IS_APPLE): string {
  return spelled
    .split('+')
    .map((part) => (part === 'Mod' ? (isApple ? '⌘' : SHELL.ctrlKey) : part === 'Shift' ? SHELL.shiftKey : part))
    .join(' ')
}

/** As `aria-keyshortcuts` has it. */
export function ariaKeys(keys: readonly string[], isApple = IS_APPLE): string {
  return keys.map((spelled) => spelled.replace('Mod', isApple ? 'Meta' : 'Control')).join(' ')
}
