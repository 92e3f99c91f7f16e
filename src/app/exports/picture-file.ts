import { crc32 } from '../state/link/packed-text.ts'

/**
 * Pictures as files that open again where they came from: what was on the screen is in them as the part of a link
 * behind `#`, in an SVG as `<metadata>`, in a PNG as a `tEXt` chunk (PNG, 11.3.3.2) of this name.
 */
const KEYWORD = 'reachable'
/**
 * Characters of a file that are searched; a picture of ours has its link at the beginning or, in a PNG, in the first
 * chunk after the header.
 */
const SEARCHED = 8_000_000
const LINK = /#v\d+\.[A-Za-z0-9_-]+/

/** What a stylesheet gives the elements of a picture; in a file there is none. */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
  'opacity',
  'display',
  'visibility',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'letter-spacing',
  'text-anchor',
  'dominant-baseline',
  'text-decoration-line',
  'color',
] as const

/**
 * The picture as a document of its own, as large as it is on the screen, on the ground it stands on. `link` null: the
 * work is too large for one.
 */
export function pictureSvg(
  svg: SVGSVGElement,
  link: string | null,
): { readonly text: string; readonly width: number; readonly height: number } {
  const { width, height } = svg.getBoundingClientRect()
  const copy = svg.cloneNode(true) as SVGSVGElement
  const originals = svg.querySelectorAll<SVGElement>('*')
  const copies = [...copy.querySelectorAll<SVGElement>('*')]
  copies.forEach((element, index) => dress(element, originals[index]!))
  dress(copy, svg)
  // What only the pointer finds is nothing to look at.
  for (const element of copy.querySelectorAll('.hit')) element.remove()
  for (const element of [copy, ...copy.querySelectorAll('*')])
    for (const { name } of [...element.attributes])
      if (/^(?:class|tabindex|role|aria-.*|data-.*|on.*)$/.test(name)) element.removeAttribute(name)
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${width} ${height}`)
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', groundOf(svg))
  copy.prepend(ground)
  if (link !== null) {
    const metadata = document.createElementNS('http://www.w3.org/2000/svg', 'metadata')
    metadata.textContent = `${KEYWORD} ${link}`
    copy.prepend(metadata)
  }
  return { text: new XMLSerializer().serializeToString(copy), width, height }
}

/** The same as pixels, twice as many as on the screen. Rejects where the browser cannot draw it. */
export async function picturePng(
  { text, width, height }: ReturnType<typeof pictureSvg>,
  link: string | null,
): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width * 2)
  canvas.height = Math.ceil(height * 2)
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!png) throw new Error('The browser drew nothing.')
  return link === null
    ? png
    : new Blob([withText(new Uint8Array(await png.arrayBuffer()), link)], { type: 'image/png' })
}

/** The link in a picture that came from here. Null: there is none. */
export async function linkInPicture(file: Blob): Promise<string | null> {
  // A character for each byte; what the link consists of is ASCII.
  const text = new TextDecoder('windows-1252').decode(await file.slice(0, SEARCHED).arrayBuffer())
  const at = text.startsWith('PNG', 1) ? text.indexOf(`tEXt${KEYWORD}\0`) : text.indexOf(`<metadata>${KEYWORD} `)
  return at < 0 ? null : (LINK.exec(text.slice(at))?.[0] ?? null)
}

/** Bytes of a PNG before its first chunk after the header: signature, then IHDR of 13 bytes. */
const PNG_HEAD = 8 + 12 + 13

/** With the text as the first chunk after the header. A space ends it: the checksum behind it may look like letters. */
export function withText(png: Uint8Array, text: string): Uint8Array<ArrayBuffer> {
  const content = new TextEncoder().encode(`tEXt${KEYWORD}\0${text} `)
  const all = new Uint8Array(png.length + content.length + 8)
  all.set(png.subarray(0, PNG_HEAD))
  const view = new DataView(all.buffer)
  view.setUint32(PNG_HEAD, content.length - 4)
  all.set(content, PNG_HEAD + 4)
  view.setUint32(PNG_HEAD + 4 + content.length, crc32(content))
  all.set(png.subarray(PNG_HEAD), PNG_HEAD + 8 + content.length)
  return all
}

function dress(element: SVGElement, original: Element): void {
  const style = getComputedStyle(original)
  for (const property of PROPERTIES) {
    const value = style.getPropertyValue(property)
    if (value !== '') element.style.setProperty(property, value)
  }
}

/** The first ground behind an element that is not transparent. */
function groundOf(element: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor
    if (colour !== 'transparent' && colour !== 'rgba(0, 0, 0, 0)') return colour
  }
  return '#fff'
}
