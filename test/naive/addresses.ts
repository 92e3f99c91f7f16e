/** An address as one number, with its family: `10.0.0.1`, `fd00::1`. Only forms without embedded IPv4. */
export interface Address {
  readonly family: 4 | 6
  readonly value: bigint
}

export function readAddress(text: string): Address {
  if (!text.includes(':'))
    return { family: 4, value: text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n) }
  const [head = '', tail] = text.split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':'))
  const first = groups(head)
  const last = tail === undefined ? [] : groups(tail)
  const all = [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last]
  return { family: 6, value: all.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n) }
}

/** Whether the block, `10.0.0.0/8`, holds the address. */
export function holds(cidr: string, { family, value }: Address): boolean {
  const [base, length] = cidr.split('/') as [string, string]
  const start = readAddress(base)
  const rest = BigInt((family === 4 ? 32 : 128) - Number(length))
  return start.family === family && start.value >> rest === value >> rest
}
