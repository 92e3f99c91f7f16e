import type { WalkMeasures } from './titles.ts'

/** Measures texts as the picture of a walk sets them, in the fonts that this browser has. */
export function walkMeasures(): WalkMeasures {
  const pen = document.createElement('canvas').getContext('2d')
  const style = getComputedStyle(document.documentElement)
  const ui = style.getPropertyValue('--ui')
  const code = style.getPropertyValue('--code')
  const measure = (font: string) => (text: string) => {
    if (!pen) return text.length * 8
    pen.font = font
    return pen.measureText(text).width
  }
  return {
    title: measure(`650 14px ${ui}`),
    address: measure(`400 12px ${code}`),
    name: measure(`650 13px ${ui}`),
    detail: measure(`400 12.5px ${ui}`),
  }
}
