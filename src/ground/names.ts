/**
 * The syntax of Kubernetes names, in the words in which the API server refuses them. Each check gives the reasons, in
 * the server's order; none: the name is fine. An e.g. with two blanks is the server's own.
 * Source: k8s.io/apimachinery/pkg/util/validation/validation.go.
 */
export type NameCheck = (name: string) => readonly string[]

const LABEL_BODY = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const QUALIFIED_BODY = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'

const SUBDOMAIN = `${LABEL_BODY}(\\.${LABEL_BODY})*`
const DNS_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?'
const LABEL_VALUE = `(${QUALIFIED_BODY})?`

const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
const LABEL_RULE =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
const DNS_1035_RULE =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character"
const QUALIFIED_RULE =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
const LABEL_VALUE_RULE = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character`

/** Names of most objects. */
export const checkSubdomain: NameCheck = (name) => [
  ...tooLong(name, 253),
  ...mismatch(name, SUBDOMAIN, SUBDOMAIN_RULE, ['example.com']),
]

/** Names of Namespaces. */
export const checkDnsLabel: NameCheck = (name) => [
  ...tooLong(name, 63),
  ...mismatch(name, LABEL_BODY, LABEL_RULE, ['my-name', '123-abc']),
]

/** Names of Services. */
export const checkDns1035Label: NameCheck = (name) => [
  ...tooLong(name, 63),
  ...mismatch(name, DNS_1035, DNS_1035_RULE, ['my-name', 'abc-123']),
]

/** Keys of labels: a name, with an optional DNS prefix before a slash. */
export const checkQualifiedName: NameCheck = (name) => {
  const parts = name.split('/')
  if (parts.length > 2) {
    return [
      `a qualified name ${QUALIFIED_RULE} ${regexNote(QUALIFIED_BODY, ['MyName', 'my.name', '123-abc'])} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ]
  }
  const prefix = parts.length === 2 ? parts[0]! : null
  const own = parts.at(-1)!
  return [
    ...(prefix === ''
      ? ['prefix part must be non-empty']
      : prefix !== null
        ? checkSubdomain(prefix).map((reason) => `prefix part ${reason}`)
        : []),
    ...(own === '' ? ['name part must be non-empty'] : tooLong(own, 63).map((reason) => `name part ${reason}`)),
    ...mismatch(own, QUALIFIED_BODY, `name part ${QUALIFIED_RULE}`, ['MyName', 'my.name', '123-abc']),
  ]
}

/** The value of a label: empty, or up to 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends. */
export const checkLabelValue: NameCheck = (value) => [
  ...tooLong(value, 63),
  ...mismatch(value, LABEL_VALUE, LABEL_VALUE_RULE, ['MyValue', 'my_value', '12345']),
]

/** Names of ports, in containers and in policies. */
export const checkPortName: NameCheck = (name) => [
  ...(name.length > 15 ? ['must be no more than 15 characters'] : []),
  ...(/^[-a-z0-9]+$/.test(name) ? [] : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']),
  ...(/[a-z]/.test(name) ? [] : ['must contain at least one letter (a-z)']),
  ...(name.includes('--') ? ['must not contain consecutive hyphens'] : []),
  ...(name.startsWith('-') || name.endsWith('-') ? ['must not begin or end with a hyphen'] : []),
]

/** A number from 1 to 65535. */
export function checkPortNumber(port: number): readonly string[] {
  return Number.isInteger(port) && port >= 1 && port <= 65535 ? [] : ['must be between 1 and 65535, inclusive']
}

function tooLong(name: string, most: number): readonly string[] {
  // No letter takes more than three bytes, so most names need no count.
  return name.length * 3 > most && new TextEncoder().encode(name).length > most
    ? [`must be no more than ${most} bytes`]
    : []
}

const compiled = new Map<string, RegExp>()

function mismatch(name: string, pattern: string, rule: string, examples: readonly string[]): readonly string[] {
  let expression = compiled.get(pattern)
  if (!expression) compiled.set(pattern, (expression = new RegExp(`^(?:${pattern})$`)))
  return expression.test(name) ? [] : [`${rule} ${regexNote(pattern, examples)}`]
}

function regexNote(pattern: string, examples: readonly string[]): string {
  return `(e.g. ${examples.map((example) => `'${example}'`).join(',  or ')}, regex used for validation is '${pattern}')`
}

/**
 * The known name that comes nearest to a mistyped one: at most two letters differ, or only capitals. Null: none is
 * near.
 */
export function closestName(wanted: string, known: Iterable<string>): string | null {
  let closest: string | null = null
  let least = Math.min(2, Math.floor(wanted.length / 3)) + 1
  for (const name of known) {
    const distance = name.toLowerCase() === wanted.toLowerCase() ? 0 : editDistance(wanted, name, least)
    if (distance < least) [closest, least] = [name, distance]
  }
  return closest
}

/** Letters to add, drop, change or swap with their neighbour; counting ends at `enough`. */
export function editDistance(a: string, b: string, enough: number): number {
  if (Math.abs(a.length - b.length) >= enough) return enough
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1))
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, beforeLast[column - 2]! + 1)
      current.push(cost)
    }
    ;[beforeLast, last] = [last, current]
  }
  return last[b.length]!
}
