/**
 * A DNS name, or all names below one: `*.` stands for one or more whole labels, so `*.a.io` is `x.a.io` and `x.y.a.io`
 * but not `a.io`. Capitals and a final dot mean nothing.
 * Source: policy.networking.k8s.io/v1alpha2, DomainName.
 */
export interface DomainPattern {
  /** As written. */
  readonly text: string
  readonly wildcard: boolean
  /** In small letters, without the `*.` and the final dot. */
  readonly name: string
}

/** Reads `example.com` or `*.example.com`. Whether the text is a domain name, validation has said before. */
export function domainPattern(text: string): DomainPattern {
  const wildcard = text.startsWith('*.')
  return { text, wildcard, name: plainName(wildcard ? text.slice(2) : text) }
}

/**
 * Whether the pattern means the name, with or without its final dot, in any case of letters. A wildcard stands for one
 * label or more, never for none.
 */
export function matchesDomain({ wildcard, name }: DomainPattern, asked: string): boolean {
  const plain = plainName(asked)
  return wildcard ? plain.endsWith(`.${name}`) : plain === name
}

/** A name that the pattern matches; for `*.` one that none of the others spells out. */
export function exampleOf(pattern: DomainPattern, others: readonly DomainPattern[]): string {
  if (!pattern.wildcard) return pattern.name
  for (let number = 0; ; number++) {
    const example = `any${number === 0 ? '' : number}.${pattern.name}`
    if (!others.some((other) => !other.wildcard && other.name === example)) return example
  }
}

/** The name as names are compared: in small letters, without its final dot. */
export function plainName(text: string): string {
  return text.toLowerCase().replace(/\.$/, '')
}
