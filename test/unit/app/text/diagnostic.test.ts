import { describe, expect, it } from 'vitest'
import { diagnosticLine, diagnosticText } from '../../../../src/app/text/diagnostic.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import type { DiagnosticFacts } from '../../../../src/ground/diagnostic.ts'
import { line } from './answers.ts'

const about = (facts: DiagnosticFacts) =>
  ({
    ...facts,
    severity: 'error',
    layer: 'schema',
    span: null,
    subject: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' },
  }) as const

describe('the message has the shape that the API server and kubectl print', () => {
  it.each<[DiagnosticFacts, string]>([
    [
      {
        code: 'field-error',
        field: 'spec.ingress[0].ports[0].port',
        type: 'Invalid value',
        value: '70000',
        detail: 'must be between 1 and 65535, inclusive',
      },
      'spec.ingress[0].ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ],
    [
      { code: 'field-error', field: 'spec.policyTypes', type: 'Required value', value: null, detail: '' },
      'spec.policyTypes: Required value',
    ],
    [
      { code: 'field-error', field: 'spec.x', type: 'Forbidden', value: null, detail: 'may not be used' },
      'spec.x: Forbidden: may not be used',
    ],
    [{ code: 'unknown-field', field: 'spec.x', suggestion: null }, 'strict decoding error: unknown field "spec.x"'],
    [{ code: 'duplicate-key', key: 'spec' }, 'key "spec" already set in map'],
    [{ code: 'missing-field', field: 'kind' }, 'error validating data: kind not set'],
    [
      { code: 'missing-field', field: 'metadata.name' },
      'metadata.name: Required value: name or generateName is required',
    ],
    [
      { code: 'missing-field', field: 'metadata.name', generateName: 'web-' },
      'from web-: cannot use generate name with apply',
    ],
    [
      { code: 'no-match', apiVersion: 'v1', kind: 'NetworkPolicy', served: 'networking.k8s.io/v1' },
      'no matches for kind "NetworkPolicy" in version "v1"',
    ],
    [
      {
        code: 'wrong-type',
        field: 'spec.podSelector.matchLabels',
        holder: 'LabelSelector',
        expected: 'string',
        got: 'number',
      },
      'json: cannot unmarshal number into Go struct field LabelSelector.spec.podSelector.matchLabels of type string',
    ],
    [
      { code: 'wrong-type', field: '', holder: null, expected: 'int32', got: 'bool' },
      'json: cannot unmarshal bool into Go value of type int32',
    ],
    [{ code: 'yaml-syntax', reason: 'end of the stream', hint: null }, 'error parsing YAML: end of the stream'],
    [
      { code: 'yaml-syntax', reason: 'any', hint: { hint: 'missing-colon', word: 'spec' } },
      'This line needs a colon after spec',
    ],
  ])('%j', (facts, expected) => {
    expect(plain(diagnosticText(about(facts)).message)).toBe(expected)
  })
})

describe('the advice is in plain words', () => {
  it.each<[DiagnosticFacts, string]>([
    [{ code: 'unknown-field', field: 'spec.ingres', suggestion: 'spec.ingress' }, 'Did you mean spec.ingress?'],
    [
      { code: 'duplicate-object', first: line(3) },
      'The first one, on line 3 of allow-web, is replaced by this one, as kubectl apply does.',
    ],
    [{ code: 'question', reason: 'syntax', wanted: 'web api', suggestions: [] }, 'Write shop/web -> shop/api:8080.'],
  ])('%j', (facts, expected) => {
    expect(plain(diagnosticText(about(facts)).advice)).toBe(expected)
  })

  it('names the object', () => {
    expect(diagnosticLine(about({ code: 'not-evaluated' }))).toBe(
      'Pod shop/web is not evaluated. It is kept and shown, and changes no verdict.',
    )
  })
})
