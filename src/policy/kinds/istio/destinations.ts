import type { FieldPath } from '../../../ground/span.ts'
import { quote } from '../../../manifests/field-error.ts'
import { fieldAt, labelsAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { Say } from './webhook.ts'
import { isLabel, portNumberProblem, wildcardProblem } from './webhook-values.ts'

/**
 * What istiod's webhook says of where something goes.
 * Source: istio/istio pkg/config/validation/validation.go, validateDestination
 */
export function checkDestination(destination: unknown, path: FieldPath, say: Say): void {
  const host = textAt(destination, 'host') ?? ''
  const subset = textAt(destination, 'subset') ?? ''
  const wrong = host === '*' ? `invalid destination host ${host}` : wildcardProblem(host)
  if (wrong) say(wrong, [...path, 'host'])
  if (subset !== '') checkSubsetName(subset, [...path, 'subset'], say)
  if (fieldAt(destination, 'port') === undefined) return
  const range = portNumberProblem(numberAt(destination, 'port', 'number') ?? 0)
  if (range) say(range, [...path, 'port'])
}

/** Source: validateSubsetName */
export function checkSubsetName(name: string, path: FieldPath, say: Say): void {
  if (name === '') say('subset name cannot be empty', path)
  else if (!isLabel(name)) say(`subset name is invalid: ${name}`, path)
}

const NAME = '(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const LABEL = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?'
const KEY = new RegExp(`^(?:(${LABEL}(?:\\.${LABEL})*)/)?(${NAME})$`)
const VALUE = new RegExp(`^(${NAME})?$`)

/** Labels of workloads. Source: istio/istio pkg/config/labels/instance.go, Validate */
export function checkTags(holder: unknown, field: string, path: FieldPath, say: Say): void {
  for (const [key, value] of Object.entries(labelsAt(holder, field))) {
    const at = [...path, field, key]
    const [isKey, prefix = '', name = ''] = KEY.exec(key) ?? []
    if (isKey === undefined) say(`invalid tag key: ${quote(key)}`, at)
    else if (prefix.length > 253) say(`invalid tag key: ${quote(key)} (DNS prefix is too long)`, at)
    else if (name.length > 63) say(`invalid tag key: ${quote(key)} (name is too long)`, at)
    if (!VALUE.test(value)) say(`invalid tag value: ${quote(value)}`, at)
  }
}
