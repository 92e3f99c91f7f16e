import type { LabelExpression } from '../../../ground/label-expression.ts'
import { readSelector } from './selector.ts'

/**
 * The labels that Calico gives to every pod. Source: libcalico-go/lib/apis/v3 (LabelNamespace, LabelServiceAccount,
 * LabelOrchestrator)
 */
export const NAMESPACE = 'projectcalico.org/namespace'
/** The label that holds the name of a pod's service account. */
export const SERVICE_ACCOUNT = 'projectcalico.org/serviceaccount'

/** Of namespaces and service accounts, as endpoints inherit them. */
const OF_NAMESPACE = 'pcns.'
/** What stands before the labels of its service account that an endpoint inherits. */
export const OF_SERVICE_ACCOUNT = 'pcsa.'

const ALL: LabelExpression = { is: 'all', of: [] }

/** Validation has refused what cannot be read; what slips through selects nobody. */
export function expressionOf(text: string): LabelExpression {
  const read = readSelector(text)
  return read.ok ? read.expression : { is: 'any', of: [] }
}

/**
 * The expression about another owner of labels: every key with the prefix under which endpoints inherit it. `all` and
 * `global` stand for what they mean there.
 */
export function prefixed(
  expression: LabelExpression,
  prefix: string,
  all: LabelExpression,
  global: LabelExpression = all,
): LabelExpression {
  switch (expression.is) {
    case 'all':
      return expression.of.length === 0
        ? all
        : { is: 'all', of: expression.of.map((part) => prefixed(part, prefix, all, global)) }
    case 'any':
      return { is: 'any', of: expression.of.map((part) => prefixed(part, prefix, all, global)) }
    case 'not':
      return { is: 'not', of: prefixed(expression.of, prefix, all, global) }
    case 'global':
      return global
    default:
      return { ...expression, key: `${prefix}${expression.key}` }
  }
}

/** Fits the pods of one namespace. */
export const inNamespace = (namespace: string): LabelExpression => ({ is: 'equal', key: NAMESPACE, value: namespace })
/** Fits what is in some namespace: pods, not nodes. */
const hasNamespace: LabelExpression = { is: 'has', key: NAMESPACE }
/** Every workload has a namespace. */
export const IS_NO_WORKLOAD: LabelExpression = { is: 'not', of: hasNamespace }
const hasServiceAccount: LabelExpression = { is: 'has', key: SERVICE_ACCOUNT }

/** What a selector of namespaces means for endpoints: `all()` whoever has one, `global()` whoever has none. */
export function namespaceExpression(text: string): LabelExpression {
  return prefixed(expressionOf(text), OF_NAMESPACE, hasNamespace, { is: 'not', of: hasNamespace })
}

/** In a namespace `all()` stays what it is; in the cluster it means whoever has a service account. */
export function serviceAccountExpression(text: string, isGlobal: boolean): LabelExpression {
  return prefixed(expressionOf(text), OF_SERVICE_ACCOUNT, isGlobal ? hasServiceAccount : ALL)
}

/** Fits what each part fits; null parts ask for nothing. Without parts it fits everything. */
export function allOf(...parts: readonly (LabelExpression | null)[]): LabelExpression {
  const given = parts.filter((part): part is LabelExpression => part !== null)
  return given.length === 1 ? given[0]! : { is: 'all', of: given }
}
