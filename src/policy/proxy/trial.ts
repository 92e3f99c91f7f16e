import type { FieldPath, SourceSpan } from '../../ground/span.ts'
import type { Tri } from '../request.ts'
import type { Attribute, ProxyClause, ProxyRule, ProxyTest } from './form.ts'
import { fitsBranch, fitsClause, fitsProxyRule, fitsTest, readAttribute } from './match.ts'
import type { Sight } from './sight.ts'

/** One test: what was wanted, as written, and what was read. `got` null: the question does not say. */
export interface ProxyTestTrial {
  readonly attribute: Attribute
  readonly negate: boolean
  readonly wanted: readonly string[]
  readonly got: readonly string[] | null
  readonly fits: Tri
  readonly span: SourceSpan | null
}

/** One clause. `tests`: of its branch that fits, else of the one that comes nearest; empty where it has none. */
export interface ProxyClauseTrial {
  readonly section: string
  readonly fits: Tri
  /** How many branches the clause has. */
  readonly branches: number
  readonly tests: readonly ProxyTestTrial[]
  readonly span: SourceSpan | null
}

/** One rule, tried. `decides`: it is what decided, or may be. */
export interface ProxyRuleTrial {
  readonly index: number
  readonly action: ProxyRule['action']
  readonly fits: Tri
  readonly decides: boolean
  readonly clauses: readonly ProxyClauseTrial[]
  readonly leftOut: readonly string[]
  readonly span: SourceSpan | null
}

/** Tries every clause, also after one that does not fit, so that what nearly fits can be told. */
export function tryProxyRule(
  rule: ProxyRule,
  sight: Sight,
  decides: boolean,
  place: (path: FieldPath) => SourceSpan | null,
): ProxyRuleTrial {
  return {
    index: rule.index,
    action: rule.action,
    fits: fitsProxyRule(rule, sight),
    decides,
    leftOut: rule.leftOut ?? [],
    span: place(rule.path),
    clauses: rule.all.map((clause) => tryClause(clause, sight, place)),
  }
}

function tryClause(clause: ProxyClause, sight: Sight, place: (path: FieldPath) => SourceSpan | null): ProxyClauseTrial {
  const missed = (tests: readonly ProxyTest[]) => tests.filter((test) => fitsTest(test, sight) === 'no').length
  const nearest = [...clause.anyOf].sort(
    (a, b) =>
      Number(fitsBranch(a, sight) !== 'yes') - Number(fitsBranch(b, sight) !== 'yes') || missed(a.all) - missed(b.all),
  )[0]
  return {
    section: clause.section,
    fits: fitsClause(clause, sight),
    branches: clause.anyOf.length,
    tests: (nearest?.all ?? []).map((test) => tryTest(test, sight, place)),
    span: place(clause.path),
  }
}

function tryTest(test: ProxyTest, sight: Sight, place: (path: FieldPath) => SourceSpan | null): ProxyTestTrial {
  const read = readAttribute(test.attribute, sight)
  return {
    attribute: test.attribute,
    negate: test.negate,
    wanted: test.anyOf.map(({ text }) => text),
    got: read === 'unknown' ? null : read,
    fits: fitsTest(test, sight),
    span: place(test.path),
  }
}
