/**
 * The SHA-1 digest of a text's UTF-8 bytes, as 40 hexadecimal digits. Network plugins name interfaces by it; it
 * protects nothing here. The browser's own digest answers later, which a pure function cannot wait for.
 * Source: https://www.rfc-editor.org/rfc/rfc3174
 */
export function sha1(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const words = padded(bytes)
  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  for (let start = 0; start < words.length; start += 16) state = digestBlock(state, words.subarray(start, start + 16))
  return state.map((word) => word.toString(16).padStart(8, '0')).join('')
}

type State = readonly [number, number, number, number, number]

/**
 * The bytes as big-endian words, then one bit, then zeros, then the length in bits in the last two words of a block of
 * 16.
 */
function padded(bytes: Uint8Array): Uint32Array {
  const words = new Uint32Array((((bytes.length + 8) >> 6) + 1) * 16)
  bytes.forEach((byte, index) => {
    words[index >> 2]! |= byte << (24 - 8 * (index % 4))
  })
  words[bytes.length >> 2]! |= 0x80 << (24 - 8 * (bytes.length % 4))
  words[words.length - 2] = Math.floor(bytes.length / 0x20000000)
  words[words.length - 1] = bytes.length << 3
  return words
}

function digestBlock(state: State, block: Uint32Array): State {
  const schedule = new Uint32Array(80)
  schedule.set(block)
  for (let round = 16; round < 80; round++)
    schedule[round] = rotate(
      schedule[round - 3]! ^ schedule[round - 8]! ^ schedule[round - 14]! ^ schedule[round - 16]!,
      1,
    )
  let [a, b, c, d, e] = state
  schedule.forEach((word, round) => {
    const next = (rotate(a, 5) + mix(round, b, c, d) + e + CONSTANTS[Math.floor(round / 20)]! + word) >>> 0
    ;[e, d, c, b, a] = [d, c, rotate(b, 30), a, next]
  })
  return [(state[0] + a) >>> 0, (state[1] + b) >>> 0, (state[2] + c) >>> 0, (state[3] + d) >>> 0, (state[4] + e) >>> 0]
}

const CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6]

function mix(round: number, b: number, c: number, d: number): number {
  if (round < 20) return (b & c) | (~b & d)
  return round >= 40 && round < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d
}

function rotate(word: number, bits: number): number {
  return ((word << bits) | (word >>> (32 - bits))) >>> 0
}
