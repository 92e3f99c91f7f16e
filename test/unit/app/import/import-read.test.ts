import { describe, expect, it } from 'vitest'
import { WORK_LIMIT } from '../../../../src/app/state/work.ts'
import { direct, folder, opened, POLICY, read, zipBytes } from './files.ts'

describe('files that were picked', () => {
  it('open with their names, whatever is in them', async () => {
    const { documents, imported } = await opened(
      direct('b.yml', 'half: written'),
      direct('a.yaml', POLICY),
      direct('list.json', '{"kind":"List"}'),
    )
    expect(Object.entries(documents)).toEqual([
      ['a.yaml', POLICY],
      ['b.yml', 'half: written'],
      ['list.json', '{"kind":"List"}'],
    ])
    expect(imported.leftOut).toEqual([])
  })

  it('of other kinds are counted', async () => {
    const { imported } = await opened(
      direct('a.yaml', POLICY),
      direct('photo.png', 'x'),
      direct('README', 'x'),
      direct('chart-1.2.3.tgz', 'x'),
    )
    expect(imported.leftOut).toEqual([
      { why: 'package', names: ['chart-1.2.3.tgz'] },
      { why: 'other', names: ['photo.png', 'README'] },
    ])
  })

  it('with the same name get a number, and it is said', async () => {
    const { documents, imported } = await opened(direct('a.yaml', 'x: 1'), direct('a.yaml', 'x: 2'))
    expect(documents).toEqual({ 'a.yaml': 'x: 1', 'a.yaml-2': 'x: 2' })
    expect(imported.numbered).toEqual(['a.yaml-2'])
  })

  it('that went since are named', async () => {
    const gone = {
      path: 'gone.yaml',
      isDirect: true,
      blob: {
        size: 1,
        arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')),
      } as unknown as Blob,
    }
    const { documents, imported } = await opened(
      gone,
      { path: 'never.yaml', isDirect: true, blob: null },
      direct('a.yaml', POLICY),
    )
    expect(Object.keys(documents)).toEqual(['a.yaml'])
    expect(imported.leftOut).toEqual([{ why: 'unreadable', names: ['gone.yaml', 'never.yaml'] }])
  })
})

describe('a folder', () => {
  it('opens by path with the shortest names that are unique', async () => {
    const { documents } = await opened(
      ...folder({
        'k8s/10-api.yaml': POLICY,
        'k8s/2-web.yaml': POLICY,
        'k8s/prod/policy.yaml': POLICY,
        'k8s/dev/policy.yaml': POLICY,
      }),
    )
    expect(Object.keys(documents)).toEqual(['2-web.yaml', '10-api.yaml', 'dev/policy.yaml', 'prod/policy.yaml'])
  })

  it('opens only what names an object', async () => {
    const { documents, imported } = await opened(
      ...folder({
        'k8s/a.yaml': POLICY,
        'k8s/package.json': '{"name": "x", "version": "1"}',
        'k8s/compose.yaml': 'services:\n  web: {}\n',
        'k8s/min.json': '{"apiVersion":"v1","kind":"List","items":[]}',
      }),
    )
    expect(Object.keys(documents)).toEqual(['a.yaml', 'min.json'])
    expect(imported.leftOut).toEqual([{ why: 'no-object', names: ['k8s/package.json', 'k8s/compose.yaml'] }])
  })
})

describe('encodings', () => {
  it.each([
    ['a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0x3a, 0x20, 0x31])],
    ['UTF-16, as PowerShell writes it', new Uint8Array([0xff, 0xfe, 0x61, 0, 0x3a, 0, 0x20, 0, 0x31, 0])],
    ['UTF-16, the other way round', new Uint8Array([0xfe, 0xff, 0, 0x61, 0, 0x3a, 0, 0x20, 0, 0x31])],
  ])('%s is read', async (_, bytes) => {
    expect((await opened(direct('a.yaml', bytes))).documents).toEqual({ 'a.yaml': 'a: 1' })
  })

  it('lines of Windows end as everywhere else', async () => {
    expect((await opened(direct('a.yaml', 'a: 1\r\nb: 2\r\n'))).documents).toEqual({ 'a.yaml': 'a: 1\nb: 2\n' })
  })

  it.each([
    ['bytes that are no UTF-8', new Uint8Array([0x61, 0xff, 0x62])],
    ['zeros', new Uint8Array([0x61, 0, 0x62])],
  ])('%s are no text', async (_, bytes) => {
    expect((await opened(direct('a.yaml', bytes))).imported.leftOut).toEqual([{ why: 'not-text', names: ['a.yaml'] }])
  })
})

describe('too much', () => {
  it('for one work is refused as a whole', async () => {
    const half = `${POLICY}# ${'x'.repeat(WORK_LIMIT / 2)}`
    expect(await read([direct('a.yaml', half), direct('b.yaml', half)])).toEqual({ ok: false, problem: 'too-large' })
    expect(
      await read(folder(Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`f/${index}.yaml`, POLICY])))),
    ).toEqual({ ok: false, problem: 'too-many' })
  })

  it('in one file leaves that file out', async () => {
    const { documents, imported } = await opened(
      direct('dump.yaml', new Uint8Array(3 * WORK_LIMIT + 10)),
      direct('a.yaml', POLICY),
    )
    expect(Object.keys(documents)).toEqual(['a.yaml'])
    expect(imported.leftOut).toEqual([{ why: 'too-large', names: ['dump.yaml'] }])
  })
})

it('stops when the user says so', async () => {
  const stop = new AbortController()
  stop.abort()
  await expect(read([direct('a.yaml', POLICY)], stop.signal)).rejects.toThrow()
  await expect(read([direct('a.zip', zipBytes({ 'a.yaml': POLICY }))], stop.signal)).rejects.toThrow()
})
