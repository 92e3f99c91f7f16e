import { listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { ProxyBranch, ProxyClause, ProxyRule } from '../../../policy/proxy/form.ts'
import { readTest, type ReadTest } from './authorization-tests.ts'
import { namespaceOf } from './objects.ts'
import type { IstioSettings } from './settings.ts'

/** What an AuthorizationPolicy does with requests that fit it. */
export type Action = 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM'

/** What a proxy reads: requests, bytes alone, or (a proxy of a node) bytes and little about who sends them. */
export type Dialect = 'requests' | 'bytes' | 'node'

/** The action of an AuthorizationPolicy: ALLOW where its text says nothing, or nothing known. */
export function actionOf({ value }: KubernetesObject): Action {
  return (['DENY', 'AUDIT', 'CUSTOM'] as const).find((each) => each === textAt(value, 'spec', 'action')) ?? 'ALLOW'
}

/**
 * The rules of a policy as one proxy takes them. Where it cannot read what a rule asks, the rule of an ALLOW policy is
 * left out whole, so that it allows less; of the others only what cannot be read is left out. At a sidecar the rest
 * then fits more; at a proxy of a node a clause that nothing is left of fits nothing.
 * Source: pilot/pkg/security/authz/builder (golden files in testdata/tcp);
 * pilot/pkg/serviceregistry/ambient/authorization.go, convertAuthorizationPolicy
 */
export function rulesOf(policy: KubernetesObject, dialect: Dialect, settings: IstioSettings): readonly ProxyRule[] {
  return readRules(policy, dialect, settings).filter(
    ({ action, leftOut = [] }) => action !== 'allow' || leftOut.length === 0,
  )
}

/** Every rule without what the proxy cannot read, those too that it leaves out whole. */
export function readRules(policy: KubernetesObject, dialect: Dialect, settings: IstioSettings): readonly ProxyRule[] {
  const action = actionOf(policy)
  return listAt(policy.value, 'spec', 'rules').map((written, index) => {
    const path = ['spec', 'rules', index]
    const rule = new RuleReader(dialect, namespaceOf(policy), settings)
    const all = [
      ...rule.list(written, 'from', 'source', path),
      ...rule.list(written, 'to', 'operation', path),
      ...rule.conditions(written, path),
    ]
    return {
      index,
      action: action === 'ALLOW' ? 'allow' : 'deny',
      all,
      path,
      ...(rule.leftOut.length > 0 && { leftOut: rule.leftOut }),
    }
  })
}

class RuleReader {
  /** Fields that this proxy cannot read, as written. */
  readonly leftOut: string[] = []

  constructor(
    private readonly dialect: Dialect,
    private readonly namespace: string,
    private readonly settings: IstioSettings,
  ) {}

  /** `from` and `to`: entries of which one must fit. Absent or empty: anything fits. */
  list(rule: unknown, section: 'from' | 'to', inner: 'source' | 'operation', at: FieldPath): readonly ProxyClause[] {
    const entries = listAt(rule, section)
    if (entries.length === 0) return []
    const anyOf = entries.flatMap((entry, index): ProxyBranch[] => {
      const path = [...at, section, index, inner]
      const fields = Object.entries(objectAt(entry, inner) ?? {}).filter(
        ([, values]) => Array.isArray(values) && values.length > 0,
      )
      const read = fields.map(([field, values]) => {
        const negate = /^not[A-Z]/.test(field)
        const plain = negate ? field[3]!.toLowerCase() + field.slice(4) : field
        return {
          field,
          ...readTest(
            plain,
            (values as readonly unknown[]).map(String),
            negate,
            [...path, field],
            this.namespace,
            this.settings,
          ),
        }
      })
      const kept = read.filter((each) => this.#keeps(each, each.field))
      // A branch of which nothing is left would fit everything; the proxy of a node drops it instead.
      return this.dialect === 'node' && read.length > 0 && kept.length === 0
        ? []
        : [{ all: kept.map(({ test }) => test), path }]
    })
    return [{ section, anyOf, path: [...at, section] }]
  }

  /** `when`: every condition must hold, with both its `values` and its `notValues`. */
  conditions(rule: unknown, at: FieldPath): readonly ProxyClause[] {
    return listAt(rule, 'when').flatMap((condition, index): ProxyClause[] => {
      const key = textAt(condition, 'key') ?? ''
      const path = [...at, 'when', index]
      const read = (['values', 'notValues'] as const).flatMap((field) => {
        const values = listAt(condition, field)
        return values.length === 0
          ? []
          : [readTest(key, values.map(String), field === 'notValues', [...path, field], this.namespace, this.settings)]
      })
      const kept = read.filter((each) => this.#keeps(each, key))
      if (kept.length > 0) return [{ section: 'when', path, anyOf: [{ path, all: kept.map(({ test }) => test) }] }]
      return this.dialect === 'node' ? [{ section: 'when', path, anyOf: [] }] : []
    })
  }

  #keeps({ needs }: ReadTest, field: string): boolean {
    if (needs === 'connection' || this.dialect === 'requests') return true
    if (this.dialect === 'bytes' && needs !== 'requests') return true
    this.leftOut.push(field)
    return false
  }
}
