import { describe, expect, it } from 'vitest'
import { deflateSync, crc32 } from 'node:zlib'
import { linkInPicture, withText } from '../../../../src/app/exports/picture-file.ts'

/** A PNG of one grey pixel. */
function png(): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const length = Buffer.alloc(4)
    const sum = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE((crc32 as (data: Buffer) => number)(body))
    return Buffer.concat([length, body, sum])
  }
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Its chunks by name, each with whether its checksum holds. */
function chunksOf(bytes: Uint8Array): readonly string[] {
  const data = Buffer.from(bytes)
  const found: string[] = []
  for (let at = 8; at < data.length;) {
    const length = data.readUInt32BE(at)
    const body = data.subarray(at + 4, at + 8 + length)
    found.push(
      `${body.toString('latin1', 0, 4)} ${data.readUInt32BE(at + 8 + length) === (crc32 as (data: Buffer) => number)(body) ? 'whole' : 'broken'}`,
    )
    at += 12 + length
  }
  return found
}

describe('a picture that opens again', () => {
  it('is a PNG as others read it, with the link in a chunk of its own', async () => {
    const bytes = withText(png(), '#v1.AbC-_9')
    expect(chunksOf(bytes)).toEqual(['IHDR whole', 'tEXt whole', 'IDAT whole', 'IEND whole'])
    expect(await linkInPicture(new Blob([bytes]))).toBe('#v1.AbC-_9')
  })

  it('ends its link where it ends, whatever the checksum behind it looks like', async () => {
    for (let number = 0; number < 300; number++)
      expect(await linkInPicture(new Blob([withText(png(), `#v1.${number}`)]))).toBe(`#v1.${number}`)
  })

  it('is an SVG with the link as its metadata', async () => {
    expect(
      await linkInPicture(
        new Blob(['<svg xmlns="http://www.w3.org/2000/svg"><metadata>reachable #v2.xyz</metadata></svg>']),
      ),
    ).toBe('#v2.xyz')
  })

  it.each([
    ['another PNG', png()],
    ['another SVG', '<svg><metadata>#v1.abc</metadata></svg>'],
    ['no picture', 'reachable #v1.abc'],
    ['a link that is none', '<metadata>reachable javascript:alert(1)</metadata>'],
    ['nothing', ''],
  ])('is not %s', async (_, content) => {
    expect(await linkInPicture(new Blob([content as BlobPart]))).toBeNull()
  })
})
