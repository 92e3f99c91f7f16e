import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Palette } from '../../../../src/app/state/palette.svelte.ts'

const key = (name: string) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false })

describe('what is typed before the palette is there', () => {
  let palette: Palette
  beforeEach(() => {
    vi.stubGlobal('document', { querySelector: () => null })
    palette = new Palette()
    return () => {
      vi.unstubAllGlobals()
    }
  })

  it('is kept for its field', () => {
    palette.open()
    expect(['m', 't', 'x', 'Backspace', 'r'].map((name) => palette.takesEarly(key(name)))).toEqual([
      true,
      true,
      true,
      true,
      true,
    ])
    expect(palette.takesEarly(key('ArrowDown'))).toBe(false)
    expect(palette.arrive()).toBe('mtr')
    expect(palette.takesEarly(key('x'))).toBe(false)
  })

  it('is nobody’s while it is shut', () => {
    expect(palette.takesEarly(key('m'))).toBe(false)
    palette.open()
    palette.takesEarly(key('m'))
    expect(palette.takesEarly(key('Escape'))).toBe(true)
    expect(palette.isOpen).toBe(false)
    palette.open()
    expect(palette.arrive()).toBe('')
  })
})
