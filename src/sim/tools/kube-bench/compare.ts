import { readPattern } from '../../../ground/patterns.ts'
import { withoutTrailing } from '../../../ground/trailing.ts'

/** How a found value compares with a wanted one, and the sentence that kube-bench reports as expected. */
export interface Comparison {
  readonly holds: boolean
  readonly expected: string
}

/**
 * Compares as the operator says. `name` is the flag, path or variable that had the value. An unknown operator never
 * holds and expects nothing. Source: check/test.go, compareOp.
 */
export function compare(op: string, found: string, wanted: string, name: string): Comparison {
  switch (op) {
    case 'eq':
      return { holds: plainBoolean(found) === wanted, expected: `'${name}' is equal to '${wanted}'` }
    case 'noteq':
      return { holds: plainBoolean(found) !== wanted, expected: `'${name}' is not equal to '${wanted}'` }
    case 'gt':
      return compareNumbers(found, wanted, (a, b) => a > b, `'${name}' is greater than ${wanted}`)
    case 'gte':
      return compareNumbers(found, wanted, (a, b) => a >= b, `'${name}' is greater or equal to ${wanted}`)
    case 'lt':
      return compareNumbers(found, wanted, (a, b) => a < b, `'${name}' is lower than ${wanted}`)
    case 'lte':
      return compareNumbers(found, wanted, (a, b) => a <= b, `'${name}' is lower or equal to ${wanted}`)
    case 'has':
      return { holds: found.includes(wanted), expected: `'${name}' has '${wanted}'` }
    case 'nothave':
      return { holds: !found.includes(wanted), expected: `'${name}' does not have '${wanted}'` }
    case 'regex': {
      const pattern = readPattern(wanted)
      return {
        holds: 'find' in pattern && pattern.find(found) !== null,
        expected: `'${name}' matched by regex expression '${wanted}'`,
      }
    }
    case 'valid_elements':
      return {
        holds: allValid(elements(found), elements(wanted)),
        expected: `'${name}' contains valid elements from '${wanted}'`,
      }
    case 'bitmask':
      return compareModes(found, wanted, name)
    default:
      return { holds: false, expected: '' }
  }
}

/** The found value alone is read as a boolean in any capitals; the wanted one is not. */
function plainBoolean(value: string): string {
  return /^(true|false)$/i.test(value) ? value.toLowerCase() : value
}

function compareNumbers(
  found: string,
  wanted: string,
  holds: (a: bigint, b: bigint) => boolean,
  expected: string,
): Comparison {
  const a = wholeNumber(found)
  const b = wholeNumber(wanted)
  return a === null || b === null
    ? { holds: false, expected: `Invalid Number(s) used for comparison: '${found}' '${wanted}'` }
    : { holds: holds(a, b), expected }
}

/** As strconv.Atoi reads a trimmed text; null: it is none, or does not fit into 64 bits. */
function wholeNumber(text: string): bigint | null {
  const digits = text.trim()
  if (!/^[+-]?\d{1,20}$/.test(digits)) return null
  const value = BigInt(digits.replace(/^\+/, ''))
  return BigInt.asIntN(64, value) === value ? value : null
}

/** A mode is fine when it grants nothing beyond the wanted one. */
function compareModes(found: string, wanted: string, name: string): Comparison {
  const wrong = [found, wanted].find((mode) => !/^[0-7]{1,20}$/.test(mode))
  if (wrong !== undefined) return { holds: false, expected: `Not numeric value - flag: ${wrong}` }
  const granted = BigInt(`0o${found}`)
  return {
    holds: (granted & BigInt(`0o${wanted}`)) === granted,
    expected: `${name} has permissions ${found}, expected ${wanted} or more restrictive`,
  }
}

/** The parts of a list with commas; one comma at its end means nothing. */
export function elements(text: string): readonly string[] {
  const trimmed = withoutTrailing(text.trim(), ',').trim()
  return trimmed === '' ? [] : trimmed.split(',').map((element) => element.trim())
}

/** Whether each found element is a valid one. Of nothing only nothing is valid. */
function allValid(found: readonly string[], valid: readonly string[]): boolean {
  if (found.length === 0 || valid.length === 0) return found.length === valid.length
  return found.every((element) => valid.includes(element))
}
