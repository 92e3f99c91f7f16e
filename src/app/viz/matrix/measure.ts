import type { Measures } from './layout.ts'

/** Measures texts as the headings set them, in the fonts that this browser has. */
export function browserMeasures(): Measures {
  const pen = document.createElement('canvas').getContext('2d')
  const style = getComputedStyle(document.documentElement)
  const ui = style.getPropertyValue('--ui')
  const code = style.getPropertyValue('--code')
  const measure = (font: string) => {
    const known = new Map<string, number>()
    return (text: string) => {
      let width = known.get(text)
      if (width === undefined) {
        if (pen) pen.font = font
        width = pen ? pen.measureText(text).width : text.length * 8
        known.set(text, width)
      }
      return width
    }
  }
  return {
    group: measure(`400 13px ${ui}`),
    square: measure(`400 12.5px ${ui}`),
    heading: measure(`650 12.5px ${ui}`),
    name: measure(`650 13px ${code}`),
  }
}
