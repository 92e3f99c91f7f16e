import type { DiagnosticFacts } from '../../ground/diagnostic.ts'
import { code, say, type Sentence } from './sentence.ts'

/*
 * What the API server and kubectl print. They speak English to everybody, and are quoted in it in every language, so
 * that what is learned here is recognised in a terminal.
 */

type Facts<Code extends DiagnosticFacts['code']> = Extract<DiagnosticFacts, { code: Code }>

/** A name in double quotes. */
export const quoted = (name: string): Sentence => [{ text: '"' }, code(name), { text: '"' }]

/** `field: type: value: detail`. Source: apimachinery field.Error.ErrorBody. */
export function fieldError({ field, type, value, detail }: Facts<'field-error' | 'selector-unreadable'>): Sentence {
  return [code(field), { text: [`: ${type}`, value, detail].filter((part) => part !== null && part !== '').join(': ') }]
}

/** Source: apimachinery api/errors, NewInternalError. */
export const internalError = ({ detail }: Facts<'internal-error'>): Sentence => [
  { text: `Internal error occurred: ${detail}` },
]

/** Source: encoding/json, UnmarshalTypeError.Error. */
export function wrongType({ field, holder, expected, got }: Facts<'wrong-type'>): Sentence {
  const where: Sentence = holder === null ? say`value` : say`struct field ${code(`${holder}.${field}`)}`
  return say`json: cannot unmarshal ${got} into Go ${where} of type ${code(expected)}`
}

/** Source: strict decoding of Kubernetes 1.25 and later. */
export const unknownField = ({ field }: Facts<'unknown-field'>): Sentence =>
  say`strict decoding error: unknown field ${quoted(field)}`
/** A key that stands twice in a map, in the words of the YAML reader. */
export const duplicateKey = ({ key }: Facts<'duplicate-key'>): Sentence => say`key ${quoted(key)} already set in map`
/** A kind that the API server does not have, in kubectl's words. */
export const noMatch = ({ kind, apiVersion }: Facts<'no-match'>): Sentence =>
  say`no matches for kind ${quoted(kind)} in version ${quoted(apiVersion)}`
/** What an admission webhook refuses, in the API server's words. */
export const webhookDenied = ({ webhook, message }: Facts<'webhook-denied'>): Sentence =>
  say`admission webhook ${quoted(webhook)} denied the request: ${message}`
/** What is taken with a warning, in kubectl's words. */
export const warned = ({ field, detail }: Facts<'field-warning'>): Sentence => say`Warning: ${code(field)}: ${detail}`

/** Source: of `generateName` kubectl/pkg/cmd/apply/apply.go, applyOneObject. */
export function requiredValue({ field, generateName }: Facts<'missing-field'>): Sentence {
  if (generateName !== undefined) return say`from ${code(generateName)}: cannot use generate name with apply`
  if (field === 'apiVersion' || field === 'kind') return say`error validating data: ${field} not set`
  return field === 'metadata.name'
    ? say`metadata.name: Required value: name or generateName is required`
    : say`${code(field)}: Required value`
}

/** Without its full stop. */
export const yamlError = (reason: string): Sentence => say`error parsing YAML: ${reason}`
