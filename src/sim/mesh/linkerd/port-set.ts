import type { PortRange } from '../../../ground/ports.ts'

/**
 * A list of ports in an annotation, `25,8000-8100`. Null: it cannot be read, and Linkerd then takes it for an empty
 * one.
 * Source: linkerd2, policy-controller/k8s/index/src/ports.rs (parse_portset)
 */
export function readPortSet(text: string): readonly PortRange[] | null {
  const ranges: PortRange[] = []
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === '') continue
    const [from, to, ...more] = part.split('-').map((each) => (/^\s*\d+\s*$/.test(each) ? Number(each) : 0)) as [
      number,
      number?,
      ...number[],
    ]
    if (more.length > 0 || from < 1 || (to ?? from) < from || (to ?? from) > 65535) return null
    ranges.push({ from, to: to ?? from })
  }
  return ranges
}

/** Whether the port is in one of the ranges; null is in none. */
export function holdsPort(ranges: readonly PortRange[], port: number | null): boolean {
  return port !== null && ranges.some(({ from, to }) => from <= port && port <= to)
}
