import type { FieldPath } from '../../../ground/span.ts'
import { quote } from '../../../manifests/field-error.ts'
import { listAt, objectAt } from '../../../manifests/fields.ts'
import type { Say } from './webhook.ts'

/**
 * What istiod's webhook says of headers that a route changes. Source: istio/istio
 * pkg/config/validation/validation.go, ValidateHTTPHeaderOperationName, ValidateHTTPHeaderWithAuthorityOperationName
 */
export function checkHeaders(headers: unknown, path: FieldPath, say: Say): void {
  for (const of of ['request', 'response'] as const) {
    const name = (text: string, mayBeHost: boolean) =>
      text === ''
        ? 'header name cannot be empty'
        : !mayBeHost && /^host$/i.test(text)
          ? `invalid header ${quote(text)}: cannot set Host header`
          : text.startsWith(':') && !(mayBeHost && /^:authority$/i.test(text))
            ? `invalid header ${quote(text)}: header cannot have ":" prefix`
            : null
    for (const how of ['add', 'set'])
      for (const [key, value] of Object.entries(objectAt(headers, of, how) ?? {})) {
        const at = [...path, of, how, key]
        const problems = [name(key, of === 'request'), valueProblem(String(value))]
        for (const problem of problems) if (problem) say(problem, at)
      }
    listAt(headers, of, 'remove').forEach((each, index) => {
      const problem = name(String(each), false)
      if (problem) say(problem, [...path, of, 'remove', index])
    })
  }
}

function valueProblem(value: string): string | null {
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) return `header value configuration ${value} is invalid`
  const problem = variableProblem(value)
  return problem && `header value configuration: invalid header configuration. ${problem}`
}

/** What may follow in each state of reading `%VARIABLE(["argument", …])%`. */
type State = 'text' | 'name' | 'arguments' | 'string' | 'argument' | 'after-argument' | 'close' | 'end'

/**
 * What is wrong with the variables in a value, in which `%%` is a percent sign; null: nothing.
 * Source: istio/istio pkg/config/validation/header_value_validator.go, which follows Envoy
 */
function variableProblem(value: string): string | null {
  let state: State = 'text'
  for (let at = 0; at < value.length; at++) {
    const each = value[at]!
    const next = value[at + 1]
    const isBlank = each === ' '
    if (state === 'text') {
      if (each !== '%') continue
      if (next === undefined) return 'Un-escaped %'
      if (next === '%') at++
      else state = 'name'
    } else if (state === 'name') {
      if (each === '%') state = 'text'
      else if (each === '(') state = 'arguments'
    } else if (state === 'arguments') {
      if (!isBlank) state = each === '[' ? 'string' : 'argument'
    } else if (state === 'string') {
      if (each === '"') state = 'argument'
      else if (!isBlank) return "Expecting '\"'"
    } else if (state === 'argument') {
      if (each === '\\') {
        if (next === undefined) return 'Un-terminated backslash in JSON string'
        at++
      } else if (each === ')') state = 'end'
      else if (each === '"') state = 'after-argument'
    } else if (state === 'after-argument') {
      if (each === ',') state = 'string'
      else if (each === ']') state = 'close'
      else if (!isBlank) return "Expecting ',', ']', or whitespace"
    } else if (state === 'close') {
      if (each === ')') state = 'end'
      else if (!isBlank) return "Expecting ')' or whitespace after '{}', but found '{}'"
    } else if (each === '%') state = 'text'
    else if (!isBlank) return "Expecting '%' or whitespace after"
  }
  return state === 'text' ? null : `Un-terminated variable expression '${value}'`
}
