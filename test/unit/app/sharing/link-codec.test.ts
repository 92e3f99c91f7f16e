import { settingOf } from '../../../../src/sim/cni/choice.ts'
import { deflateRawSync, crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeLink, encodeLink } from '../../../../src/app/state/link/codec.ts'
import { EMPTY_WORK, readWork, type Work } from '../../../../src/app/state/work.ts'

const work: Work = {
  documents: [
    { name: 'allow-web', text: 'kind: NetworkPolicy\n# ünï ✓ <b>\n' },
    { name: 'shop', text: '' },
  ],
  active: 'shop',
  cursor: { line: 3, column: 7 },
  question: { from: 'shop/web', to: 'deploy:shop/api', port: 8080, protocol: 'TCP' },
  view: 'matrix',
  baseline: [
    { name: 'allow-web', text: 'kind: NetworkPolicy\n' },
    { name: 'shop', text: '' },
  ],
  policyApi: 'v1alpha1',
  cni: settingOf({ name: 'flannel', mode: 'host-gw', options: { networkPolicy: 'standard' } }),
  assertions: [
    { question: 'shop/web -> shop/api:80', expect: 'allow' },
    { question: 'a -> b', expect: 'deny', name: 'no b', timeoutSeconds: 20, attempts: 2 },
  ],
}

/** A link with any content, its checksum right. */
function forge(content: unknown, version = 1): string {
  const packed = deflateRawSync(Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)))
  const head = Buffer.alloc(5)
  head[0] = version
  head.writeUInt32BE((crc32 as (data: Buffer) => number)(packed), 1)
  return `#v1.${Buffer.concat([head, packed]).toString('base64url')}`
}

describe('a link', () => {
  it('brings back exactly what was shared, and uses nothing that chat programs cut', async () => {
    const link = (await encodeLink(work))!
    expect(link).toMatch(/^#v1\.[A-Za-z0-9_-]+$/)
    expect(await decodeLink(link)).toEqual({ ok: true, value: work })
  })

  it('brings back any work', async () => {
    const documents = fc.uniqueArray(
      fc.record({ name: fc.stringMatching(/^[\w-]{1,20}$/), text: fc.string({ unit: 'grapheme' }) }),
      { selector: ({ name }) => name, minLength: 1, maxLength: 5 },
    )
    await fc.assert(
      fc.asyncProperty(documents, async (documents) => {
        const any: Work = { ...EMPTY_WORK, documents, active: documents[0]!.name }
        expect(await decodeLink((await encodeLink(any))!)).toEqual({ ok: true, value: any })
      }),
      { numRuns: 40 },
    )
  })

  it('is incomplete when a character is missing or changed, wherever', async () => {
    const link = (await encodeLink(work))!
    for (let at = 4; at < link.length; at++) {
      expect(await decodeLink(link.slice(0, at) + link.slice(at + 1))).not.toMatchObject({ ok: true })
    }
    expect(await decodeLink(link.slice(0, -1))).toEqual({ ok: false, problem: 'incomplete' })
    expect(await decodeLink('#v1.')).toEqual({ ok: false, problem: 'incomplete' })
    expect(await decodeLink(`${link}%`)).toEqual({ ok: false, problem: 'incomplete' })
  })

  it('of a later version says so', async () => {
    expect(await decodeLink('#v3.abc')).toEqual({ ok: false, problem: 'newer' })
    expect(await decodeLink(forge(work, 9))).toEqual({ ok: false, problem: 'newer' })
  })

  it('opens whatever it was made of, up to the largest work there can be', async () => {
    const text = '\n'.repeat(4_900_000)
    const full: Work = {
      ...EMPTY_WORK,
      documents: [{ name: 'a', text }],
      active: 'a',
      baseline: [{ name: 'a', text: `${text}#` }],
    }
    expect(await decodeLink((await encodeLink(full))!)).toEqual({ ok: true, value: full })
  })

  it('is not made of what no link can hold', async () => {
    // Control characters take six bytes each.
    const documents = ['a', 'b'].map((name) => ({ name, text: '\u0001'.repeat(2_400_000) }))
    expect(
      await encodeLink({
        ...EMPTY_WORK,
        documents,
        active: 'a',
        baseline: documents.map(({ name, text }) => ({ name, text: `${text}#` })),
      }),
    ).toBeNull()
  })

  it('names texts of the baseline only where they changed', async () => {
    const text = Array.from({ length: 4000 }, (_, index) => `line ${(index * 7919) % 10007}`).join('\n')
    const without: Work = { ...EMPTY_WORK, documents: [{ name: 'a', text }], active: 'a' }
    const [plain, marked] = [
      (await encodeLink(without))!,
      (await encodeLink({ ...without, baseline: without.documents }))!,
    ]
    expect(marked.length - plain.length).toBeLessThan(60)
    expect(await decodeLink(marked)).toEqual({ ok: true, value: { ...without, baseline: without.documents } })
  })

  it('that would unpack to more than any work is refused while unpacking', async () => {
    expect(await decodeLink(forge({ ...work, documents: [{ name: 'a', text: 'x'.repeat(60_000_000) }] }))).toEqual({
      ok: false,
      problem: 'too-large',
    })
  })
})

describe('hostile content', () => {
  it.each([
    ['not JSON', '{'],
    ['null', null],
    ['a list', []],
    ['no documents', {}],
    ['documents that are none', { documents: [1] }],
    ['a name that is no text', { documents: [{ name: 1, text: '' }] }],
    ['a text that is none', { documents: [{ name: 'a', text: {} }] }],
    ['an empty name', { documents: [{ name: '', text: '' }] }],
    ['a name of two lines', { documents: [{ name: 'a\nb', text: '' }] }],
    [
      'one name twice',
      {
        documents: [
          { name: 'a', text: '' },
          { name: 'a', text: '' },
        ],
      },
    ],
    ['too many documents', { documents: Array.from({ length: 501 }, (_, index) => ({ name: `${index}`, text: '' })) }],
  ])('is refused: %s', async (_, content) => {
    expect(await decodeLink(forge(content))).toEqual({ ok: false, problem: 'not-a-work' })
  })

  it('falls back where it is merely odd, and brings no field of its own', () => {
    const read = readWork(
      JSON.parse(`{"__proto__":{"polluted":1},"extra":1,"documents":[{"name":"a","text":"t","extra":1,"__proto__":{"x":1}}],
      "active":"nobody","cursor":{"line":-1,"column":1e9},"view":"javascript:","policyApi":"v9","cni":{"name":"__proto__","mode":7},"baseline":"yes","question":{"from":"a","to":"b","port":99999,"protocol":"<b>","http":"<b>"}}`),
    )
    expect(read).toStrictEqual({
      documents: [{ name: 'a', text: 't' }],
      active: 'a',
      cursor: { line: 1, column: 1 },
      view: null,
      baseline: null,
      policyApi: 'both',
      cni: settingOf({ name: 'reference' }),
      assertions: [],
      question: { from: 'a', to: 'b' },
    })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it.each([
    [5, null],
    [{ from: 1, to: 'b' }, null],
    ['x'.repeat(2000), null],
    ['a -> b:1', 'a -> b:1'],
    [
      { from: 'a', to: 'b', port: 'http', protocol: 132 },
      { from: 'a', to: 'b', port: 'http', protocol: 132 },
    ],
  ])('reads the question %j', (question, expected) => {
    expect(readWork({ documents: [], question })?.question).toEqual(expected)
  })
})
