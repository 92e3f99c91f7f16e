import { describe, expect, it } from 'vitest'
import { shell } from '../../../../src/app/text/catalogue/de/shell.ts'
import { ENGLISH, speakFrom } from '../../../../src/app/text/catalogue/spoken.ts'
import { isPressed, keyNames } from '../../../../src/app/ui/keys.ts'
import { shortcutOf, SHORTCUTS, type Shortcut } from '../../../../src/app/state/shortcuts.ts'

type Press = Partial<Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>>
const press = (given: Press) =>
  ({
    key: '',
    code: '',
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    target: null,
    ...given,
  }) as KeyboardEvent

describe('a key press is', () => {
  it.each<[string, Press, boolean]>([
    ['G', { key: 'g' }, true],
    ['G', { key: 'G', shiftKey: true }, true],
    ['G', { key: 'g', ctrlKey: true }, false],
    ['G', { key: 'g', metaKey: true }, false],
    ['?', { key: '?', shiftKey: true }, true],
    ['?', { key: '?', shiftKey: false }, true],
    ['F8', { key: 'F8' }, true],
    ['F8', { key: 'F8', shiftKey: true }, false],
    ['Shift+F8', { key: 'F8', shiftKey: true }, true],
    ['Shift+F8', { key: 'F8' }, false],
    ['Alt+1', { key: '¡', code: 'Digit1', altKey: true }, true],
    ['Alt+1', { key: '1', code: 'Digit1' }, false],
    ['Alt+1', { key: '2', code: 'Digit2', altKey: true }, false],
    ['Mod+K', { key: 'k', ctrlKey: true }, true],
    ['Mod+K', { key: 'k' }, false],
    ['Mod+K', { key: 'K', ctrlKey: true, shiftKey: true }, false],
    ['Mod+K', { key: 'k', ctrlKey: true, altKey: true }, false],
  ])('%s: %o %s', (spelled, event, expected) => expect(isPressed(spelled, press(event), false)).toBe(expected))

  it('written as on the keys', () =>
    expect(['Mod+K', 'Shift+F8', 'G'].map((keys) => keyNames(keys, false))).toEqual(['Ctrl K', 'Shift F8', 'G']))

  it('written as on German keys where German is spoken', () => {
    speakFrom(() => ({ code: 'de', messages: { shell } }))
    expect(['Mod+K', 'Shift+F8'].map((keys) => keyNames(keys, false))).toEqual(['Strg K', 'Umschalt F8'])
    speakFrom(() => ENGLISH)
  })

  it('with the command key where there is one', () => {
    expect(
      [press({ key: 'k', metaKey: true }), press({ key: 'k', ctrlKey: true })].map((event) =>
        isPressed('Mod+K', event, true),
      ),
    ).toEqual([true, false])
    expect(keyNames('Mod+K', true)).toBe('⌘ K')
  })
})

describe('shortcuts', () => {
  it('are told apart by their keys', () => {
    const keys = Object.values<Shortcut>(SHORTCUTS).flatMap(({ keys: own }) => own)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('of one sign are those that can be switched off', () => {
    for (const { keys, where } of Object.values<Shortcut>(SHORTCUTS))
      expect(keys.every((key) => key.length === 1)).toBe(where === 'page' || where === 'cluster')
  })

  it('hold in the phase and place they are for', () => {
    const help = press({ key: '?' })
    const palette = press({ key: 'k', ctrlKey: true })
    const graph = press({ key: 'g' })
    const problem = press({ key: 'F8' })
    const after = { phase: 'after', isText: false, inCluster: false, hasLetters: true } as const
    expect(shortcutOf(help, after)).toBe(SHORTCUTS.help)
    expect(shortcutOf(help, { ...after, hasLetters: false })).toBeNull()
    expect(shortcutOf(help, { ...after, isText: true })).toBeNull()
    expect(shortcutOf(help, { ...after, phase: 'before' })).toBeNull()
    expect(shortcutOf(palette, { ...after, phase: 'before', isText: true, hasLetters: false })).toBe(SHORTCUTS.palette)
    expect(shortcutOf(palette, after)).toBeNull()
    expect(shortcutOf(graph, after)).toBeNull()
    expect(shortcutOf(graph, { ...after, inCluster: true })).toBe(SHORTCUTS['view.graph'])
    expect(shortcutOf(graph, { ...after, inCluster: true, isText: true })).toBeNull()
    expect(shortcutOf(problem, { ...after, isText: true, hasLetters: false })).toBe(SHORTCUTS['problem.next'])
  })
})
