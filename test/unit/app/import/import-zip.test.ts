import { Zip, ZipDeflate } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { OfferedFile } from '../../../../src/app/state/import/file.ts'
import { readImport } from '../../../../src/app/state/import/read.ts'
import { WORK_LIMIT } from '../../../../src/app/state/work.ts'
import { direct, opened, POLICY, zipBytes } from './files.ts'

const left = async (file: OfferedFile) => (await opened(file)).imported.leftOut

/** A copy with other bytes at some places. */
function changed(bytes: Uint8Array, change: (view: DataView) => void): Uint8Array {
  const copy = bytes.slice()
  change(new DataView(copy.buffer))
  return copy
}

/** Where a record begins, by its signature. */
function find(bytes: Uint8Array, signature: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  for (let at = 0; at < bytes.length - 4; at++) if (view.getUint32(at, true) === signature) return at
  throw new Error('no such record')
}

const ENTRY = 0x02014b50
const END = 0x06054b50

describe('an archive', () => {
  it.each([
    ['packed', 6],
    ['stored', 0],
  ] as const)('that is %s opens with its paths, in their order', async (_, level) => {
    const bytes = zipBytes(
      {
        'shop/b.yaml': POLICY,
        'shop/a.yaml': 'kind: Pod\n',
        'shop/prod/a.yaml': 'kind: Job\n',
        'shop/empty/': '',
        'shop/notes.txt': 'x',
        'inner.zip': zipBytes({ 'c.yaml': POLICY }),
      },
      level,
    )
    const { documents, imported } = await opened(direct('shop.zip', bytes))
    expect(Object.entries(documents)).toEqual([
      ['shop/a.yaml', 'kind: Pod\n'],
      ['b.yaml', POLICY],
      ['prod/a.yaml', 'kind: Job\n'],
    ])
    expect(imported.leftOut).toEqual([
      { why: 'nested', names: ['inner.zip'] },
      { why: 'other', names: ['shop/notes.txt'] },
    ])
  })

  it('that was written as a stream, sizes last, opens', async () => {
    const chunks: Uint8Array[] = []
    const zip = new Zip((_, chunk) => chunks.push(chunk))
    const file = new ZipDeflate('a.yaml')
    zip.add(file)
    file.push(new TextEncoder().encode(POLICY), true)
    zip.end()
    expect((await opened(direct('a.zip', Buffer.concat(chunks)))).documents).toEqual({ 'a.yaml': POLICY })
  })

  it('behind something else, as programs that unpack themselves are, opens', async () => {
    expect(
      (await opened(direct('a.zip', Buffer.concat([Buffer.from('#!/bin/sh\n'), zipBytes({ 'a.yaml': POLICY })]))))
        .documents,
    ).toEqual({ 'a.yaml': POLICY })
  })

  it('keeps names apart from another archive', async () => {
    const { documents } = await opened(
      direct('old.zip', zipBytes({ 'a.yaml': POLICY })),
      direct('new.zip', zipBytes({ 'a.yaml': 'kind: Pod\n' })),
    )
    expect(documents).toEqual({ 'new/a.yaml': 'kind: Pod\n', 'old/a.yaml': POLICY })
  })

  it('cannot name anything but a label', async () => {
    const { documents } = await opened(
      direct(
        'a.zip',
        zipBytes({
          '../../etc/a.yaml': POLICY,
          '/b.yaml': POLICY,
          'c\\d.yaml': POLICY,
          'x\u202elmay.yaml': POLICY,
          [`${'long/'.repeat(100)}e.yaml`]: POLICY,
          [`${'f'.repeat(400)}.yaml`]: POLICY,
          '__proto__.yaml': POLICY,
        }),
      ),
    )
    expect(Object.keys(documents).sort()).toEqual([
      '__proto__.yaml',
      'a.yaml',
      'b.yaml',
      'd.yaml',
      'e.yaml',
      `${'f'.repeat(185)}.yaml`,
      'xlmay.yaml',
    ])
  })
})

describe('a hostile archive', () => {
  it('that unpacks one file to more than a work holds stops there, and the others open', async () => {
    const bomb = zipBytes({ 'bomb.yaml': new Uint8Array(40_000_000), 'a.yaml': POLICY })
    expect(bomb.length).toBeLessThan(100_000)
    const { documents, imported } = await opened(direct('bomb.zip', bomb))
    expect(Object.keys(documents)).toEqual(['a.yaml'])
    expect(imported.leftOut).toEqual([{ why: 'too-large', names: ['bomb.yaml'] }])
  })

  it('that lies about its size is measured while it is unpacked', async () => {
    const bytes = zipBytes({ 'bomb.yaml': new Uint8Array(40_000_000) })
    const liar = changed(bytes, (view) => view.setUint32(find(bytes, ENTRY) + 24, 10, true))
    expect(await left(direct('bomb.zip', liar))).toEqual([{ why: 'too-large', names: ['bomb.yaml'] }])
  })

  it('of many large files is refused as a whole, and not unpacked to its end', async () => {
    const each = new Uint8Array(2.5 * WORK_LIMIT).fill(0x20)
    const bytes = zipBytes(Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`${index}.yaml`, each])))
    const steps: number[] = []
    const result = await readImport([direct('bomb.zip', bytes)], {
      signal: new AbortController().signal,
      progress: (done) => steps.push(done),
    })
    expect(result).toMatchObject({
      ok: true,
      value: { documents: [], leftOut: [{ why: 'archive', name: 'bomb.zip', problem: 'too-large' }] },
    })
    expect(Math.max(...steps)).toBe(4)
  })

  it('of more entries than anybody has is not read', async () => {
    expect(
      await left(
        direct(
          'many.zip',
          zipBytes(Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`${index}`, ''])), 0),
        ),
      ),
    ).toEqual([{ why: 'archive', name: 'many.zip', problem: 'too-many' }])
  })

  it('with a password is told apart from one that is damaged', async () => {
    const bytes = zipBytes({ 'a.yaml': POLICY })
    const flagged = changed(bytes, (view) => view.setUint16(find(bytes, ENTRY) + 8, 1, true))
    expect(await left(direct('a.zip', flagged))).toEqual([{ why: 'encrypted', names: ['a.yaml'] }])
    const flipped = changed(bytes, (view) => view.setUint8(40, view.getUint8(40) ^ 0xff))
    expect(await left(direct('a.zip', flipped))).toEqual([{ why: 'damaged', names: ['a.yaml'] }])
    const unknown = changed(bytes, (view) => view.setUint16(find(bytes, ENTRY) + 10, 93, true))
    expect(await left(direct('a.zip', unknown))).toEqual([{ why: 'damaged', names: ['a.yaml'] }])
  })

  it('of stored text that was changed is noticed', async () => {
    const bytes = zipBytes({ 'a.yaml': POLICY }, 0)
    expect(
      await left(
        direct(
          'a.zip',
          changed(bytes, (view) => view.setUint8(50, 0x41)),
        ),
      ),
    ).toEqual([{ why: 'damaged', names: ['a.yaml'] }])
  })

  it.each([
    ['empty', () => new Uint8Array()],
    ['something else', () => new TextEncoder().encode('not a zip')],
    ['cut', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 30)],
    [
      'with a directory elsewhere',
      (bytes: Uint8Array) => changed(bytes, (view) => view.setUint32(find(bytes, END) + 16, 0xfffffff0, true)),
    ],
    [
      'with more entries than it has',
      (bytes: Uint8Array) => changed(bytes, (view) => view.setUint16(find(bytes, END) + 10, 9, true)),
    ],
  ])('that is %s says so', async (_, make) => {
    expect(await left(direct('a.zip', make(zipBytes({ 'a.yaml': POLICY }))))).toEqual([
      { why: 'archive', name: 'a.zip', problem: 'damaged' },
    ])
  })

  it('whose entry lies outside is damaged', async () => {
    const bytes = zipBytes({ 'a.yaml': POLICY })
    expect(
      await left(
        direct(
          'a.zip',
          changed(bytes, (view) => view.setUint32(find(bytes, ENTRY) + 42, 0xfffff, true)),
        ),
      ),
    ).toEqual([{ why: 'damaged', names: ['a.yaml'] }])
  })
})
