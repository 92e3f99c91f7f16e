import { parseAddress, parseCidrLoosely, blockCovers, type CidrBlock } from '../../../ground/ip.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { listAt, textAt } from '../../../manifests/fields.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import type { ValueMatcher } from '../../proxy/form.ts'
import { denied } from './webhook.ts'

/** Addresses inside `block` and in none of `except`. */
export interface Network {
  readonly text: string
  readonly block: CidrBlock
  readonly except: readonly CidrBlock[]
}

/** A bare address is a block of one; bits beyond the prefix are let be. Null: neither. */
function readBlock(text: string): CidrBlock | null {
  const address = parseAddress(text)
  return parseCidrLoosely(address ? `${text}/${address.family === 4 ? 32 : 128}` : text)?.block ?? null
}

/**
 * The `networks` of an object, an address being a block of one. What is no block is left out: validation has refused
 * it.
 */
export function readNetworks(value: unknown): readonly Network[] {
  return listAt(value, 'networks').flatMap((item) => {
    const text = textAt(item, 'cidr') ?? ''
    const block = readBlock(text)
    return block
      ? [{ text, block, except: listAt(item, 'except').flatMap((hole) => readBlock(String(hole)) ?? []) }]
      : []
  })
}

/** The blocks as networks without exceptions. What is no block is left out. */
export function networksOf(blocks: readonly string[]): readonly Network[] {
  return blocks.flatMap((text) => {
    const block = readBlock(text)
    return block ? [{ text, block, except: [] }] : []
  })
}

/** How many addresses it holds, counted as Linkerd counts: exceptions are taken to lie apart from each other. */
export function sizeOf({ block, except }: Network): bigint {
  const size = ({ first, last }: CidrBlock) => last - first + 1n
  return except.reduce((left, hole) => left - size(hole), size(block))
}

/** A matcher for each network; any of them may fit. */
export function networkMatchers(networks: readonly Network[]): readonly ValueMatcher[] {
  return networks.map(({ text, block, except }) => ({ form: 'block', text, block, except }))
}

/**
 * What the webhook says of the list. A text that is no block fails to be decoded before anything else is looked at.
 * Source: linkerd2, policy-controller/src/admission.rs (validate_networks) and k8s/api/src/policy/network.rs
 */
export function networkProblems(value: unknown, path: FieldPath): readonly ObjectProblem[] {
  return listAt(value, 'networks').flatMap((item, index): readonly ObjectProblem[] => {
    const at = [...path, 'networks', index]
    const text = textAt(item, 'cidr') ?? ''
    const block = readBlock(text)
    if (!block) return [denied(`data did not match any variant of untagged enum Cidr`, [...at, 'cidr'])]
    return listAt(item, 'except').flatMap((hole, each): readonly ObjectProblem[] => {
      const place = [...at, 'except', each]
      const inner = readBlock(String(hole))
      if (!inner) return [denied(`data did not match any variant of untagged enum Cidr`, place)]
      if (blockCovers(inner, block))
        return [denied(`cidr '${text}' is completely negated by exception '${String(hole)}'`, place)]
      return blockCovers(block, inner)
        ? []
        : [denied(`cidr '${text}' does not include exception '${String(hole)}'`, place)]
    })
  })
}
