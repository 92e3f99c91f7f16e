import { describe, expect, test } from 'vitest'
import { embedCode, isForSlides, readEmbed, tellParent } from '../../../../src/app/state/embed.ts'
import { qrCode, QR_LIMIT } from '../../../../src/app/state/link/qr.ts'

describe('an address says how it is embedded', () => {
  test.each([
    ['#v1.abc', '#v1.abc', null],
    ['#v1.abc&embed=view', '#v1.abc', 'view'],
    ['#v1.abc&embed=quiz', '#v1.abc', 'quiz'],
    ['#/lesson/primitives/a-pod-is-an-address/v1.x&embed=full', '#/lesson/primitives/a-pod-is-an-address/v1.x', 'full'],
    ['#v1.abc&embed=hologram', '#v1.abc', null],
    ['', '', null],
    ['#&embed=view&embed=quiz', '#&embed=view', 'quiz'],
  ] as const)('%s', (address, fragment, mode) => expect(readEmbed(address)).toEqual({ fragment, mode }))

  test('the code to embed ends its attribute where it should', () => {
    expect(embedCode('https://example.org/"><script>#v1.a', 'view')).toContain(
      'src="https://example.org/&quot;>&lt;script>#v1.a&amp;embed=view"',
    )
  })
})

describe('the page around', () => {
  test('is told, and a window of its own tells nobody', () => {
    const told: unknown[] = []
    const parent = {
      postMessage: (message: unknown, origin: string) => told.push([message, origin]),
    } as unknown as Window
    tellParent({ type: 'verdict', question: 'a -> b:80', outcome: 'denied' }, { parent })
    expect(told).toEqual([[{ source: 'reachable', type: 'verdict', question: 'a -> b:80', outcome: 'denied' }, '*']])
    const alone = {} as { parent: Window }
    alone.parent = alone as unknown as Window
    expect(() => tellParent({ type: 'ready' }, alone)).not.toThrow()
  })

  test.each([
    [{ key: 'ArrowRight' }, false, true],
    [{ key: 'PageDown' }, false, true],
    [{ key: 'ArrowRight' }, true, false],
    [{ key: 'ArrowRight', defaultPrevented: true }, false, false],
    [{ key: 'ArrowRight', ctrlKey: true }, false, false],
    [{ key: 'Enter' }, false, false],
  ])('gets the key %o while typing is %s: %s', (event, isTyping, expected) => {
    expect(
      isForSlides(
        { defaultPrevented: false, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...event },
        isTyping,
      ),
    ).toBe(expected)
  })
})

describe('a QR code', () => {
  test('has a quiet zone and the three corners of its kind', () => {
    const { size, path } = qrCode('https://example.org/#v1.abc')!
    expect(size).toBeGreaterThanOrEqual(21 + 8)
    for (const corner of ['M4 4h', `M${size - 5} 4h`, `M4 ${size - 5}h`]) expect(path).toContain(corner)
    expect(path).not.toMatch(/M[0-3] |M\d+ [0-3]h/)
  })
  test('is not made of what nobody could read from a screen', () => expect(qrCode('x'.repeat(QR_LIMIT + 1))).toBeNull())
})
