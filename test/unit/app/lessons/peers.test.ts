import { describe, expect, it } from 'vitest'
import { peerLines } from '../../../../src/app/text/peers.ts'
import { sideBySide, type PeersBlock } from '../../../../src/app/text/prose.ts'

const AND = `- namespaceSelector:
    matchLabels:
      purpose: monitoring
  podSelector: {}
- podSelector:
    matchLabels: { app: web }
- ipBlock: { cidr: 10.0.0.0/8 }
`

describe('lines of peers', () => {
  it('hang on the dash of their peer', () => {
    expect(peerLines(AND).map(({ dash, text, spine }) => [dash, text, spine])).toEqual([
      ['- ', 'namespaceSelector:', 'start'],
      ['  ', '  matchLabels:', 'middle'],
      ['  ', '    purpose: monitoring', 'middle'],
      ['  ', 'podSelector: {}', 'end'],
      ['- ', 'podSelector:', 'start'],
      ['  ', '  matchLabels: { app: web }', 'end'],
      ['- ', 'ipBlock: { cidr: 10.0.0.0/8 }', 'none'],
    ])
  })
  it('tell keys from values', () =>
    expect(peerLines(AND).map(({ isKey }) => isKey)).toEqual([true, true, false, true, true, false, false]))
  it('put together are the text', () =>
    expect(
      peerLines(AND)
        .map(({ dash, text }) => dash + text)
        .join('\n'),
    ).toBe(AND.trimEnd()))
  it('may be one', () => expect(peerLines('- {}')).toEqual([{ dash: '- ', text: '{}', isKey: false, spine: 'none' }]))
})

describe('blocks of peers', () => {
  const peers = (caption: string): PeersBlock => ({
    of: 'peers',
    caption,
    text: '',
    sources: [],
    target: '',
    admitted: [],
  })
  const text = { of: 'paragraph', parts: [] } as const
  const [a, b, c] = ['a', 'b', 'c'].map(peers) as [PeersBlock, PeersBlock, PeersBlock]
  it('that follow each other stand side by side', () => {
    expect(sideBySide([text, a, b, text, c])).toEqual([
      text,
      { of: 'row', peers: [a, b] },
      text,
      { of: 'row', peers: [c] },
    ])
    expect(sideBySide([])).toEqual([])
  })
})
