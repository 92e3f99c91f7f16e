import { withoutTrailing } from '../../../ground/trailing.ts'
import type { Check, CheckState, Tests } from './controls.ts'
import { judgeItem, type ItemResult, type Outputs } from './judge-item.ts'

/** What one audit command gave. `exit` is its status; `notSimulated`: we cannot tell what it would print. */
export interface AuditOutput {
  readonly text: string
  readonly exit: number
  readonly notSimulated?: true
}

/** Runs a shell command on the machine. */
export type RunAudit = (command: string) => AuditOutput

/** How one check came out. `expected`, `actual`: what was tested and what was found; empty where nothing was judged. */
export interface CheckResult {
  readonly state: CheckState
  /** Why it was not judged; empty: it was. */
  readonly reason: string
  readonly expected: string
  readonly actual: string
  /** How each item came out, in order; empty where none was judged. */
  readonly items: readonly ItemResult[]
}

/** The tests together: what is expected as one sentence, and the output that the first item was judged by. */
export interface Judgement {
  readonly holds: boolean
  readonly expected: string
  readonly actual: string
  /** Why it could not be judged; null: it was. */
  readonly fault: string | null
  readonly items: readonly ItemResult[]
}

/**
 * The way of one check from its audit commands to a state. `skipped`: its group is, or whoever runs it says so. Source:
 * check/check.go, Check.run.
 */
export function judgeCheck(check: Check, run: RunAudit, skipped = false): CheckResult {
  const unjudged = (state: CheckState, reason: string): CheckResult => ({
    state,
    reason,
    expected: '',
    actual: '',
    items: [],
  })
  const failing: CheckState = check.scored ? 'FAIL' : 'WARN'
  if (check.scored && check.type === '' && check.tests === null) return unjudged('WARN', 'There are no tests')
  if (skipped || check.type === 'skip') return unjudged('INFO', 'Test marked as skip')
  if (check.type === 'manual') return unjudged('WARN', 'Test marked as a manual test')
  if (!check.tests || check.tests.items.length === 0) return unjudged(failing, 'No tests defined')
  const outputs = auditAll(check, run)
  if ('notSimulated' in outputs) return unjudged('WARN', `audit form not simulated: ${firstLine(outputs.notSimulated)}`)
  if ('reason' in outputs) return unjudged(failing, outputs.reason)
  const { holds, expected, actual, items } = judgeTests(check, check.tests, outputs)
  return { state: holds ? 'PASS' : failing, reason: '', expected, actual, items }
}

/** Joins the items; an `or` needs one of them. The outputs lose blanks and line ends at their end. */
export function judgeTests(
  check: Pick<Check, 'useMultipleValues' | 'auditConfig' | 'disableEnvTesting'>,
  { binOp, items }: Tests,
  outputs: Outputs,
): Judgement {
  // Whether there is a configuration is asked of the output before its end is cut.
  const trimmed = {
    audit: withoutTrailing(outputs.audit, ' \n'),
    config: withoutTrailing(outputs.config, ' \n'),
    env: withoutTrailing(outputs.env, ' \n'),
  }
  const options = {
    everyLine: check.useMultipleValues,
    readsConfig: check.auditConfig !== '' && outputs.config !== '',
    readsEnv: !check.disableEnvTesting,
  }
  const judged: ItemResult[] = []
  for (const item of items) {
    const result = judgeItem(item, trimmed, options)
    judged.push(result)
    // A configuration that cannot be read is as good as one that says nothing; a flag that cannot be looked for ends
    // the check.
    if (result.fault !== null && result.source === 'flag')
      return { holds: false, expected: '', actual: result.actual, fault: result.fault, items: judged }
  }
  const actual = judged[0]?.actual ?? ''
  if (binOp !== '' && binOp !== 'and' && binOp !== 'or') return unknownOperator(binOp, judged)
  const isOr = binOp === 'or'
  const holds = isOr ? judged.some((item) => item.holds) : judged.every((item) => item.holds)
  return {
    holds,
    expected: judged.map((item) => item.expected).join(isOr ? ' OR ' : ' AND '),
    actual,
    fault: null,
    items: judged,
  }
}

function unknownOperator(binOp: string, items: readonly ItemResult[]): Judgement {
  const fault = `unknown binary operator for tests ${binOp}`
  return { holds: false, expected: '', actual: `${fault}\n`, fault, items }
}

function auditAll(
  check: Check,
  run: RunAudit,
): Outputs | { readonly reason: string } | { readonly notSimulated: string } {
  const none: AuditOutput = { text: '', exit: 0 }
  const env = check.auditEnv === '' ? none : run(check.auditEnv)
  const audit = check.audit === '' ? none : run(check.audit)
  const config = check.auditConfig === '' ? none : run(check.auditConfig)
  for (const [command, output] of [
    [check.auditEnv, env],
    [check.audit, audit],
    [check.auditConfig, config],
  ] as const)
    if (output.notSimulated) return { notSimulated: command }
  if (env.exit !== 0) return { reason: failed(check.auditEnv, env) }
  if (audit.exit !== 0) return { reason: failed(check.audit, audit) }
  if (config.exit !== 0) {
    // A file that is not there is forgiven when something else was printed.
    const forgiven =
      (config.exit === 127 || config.text.includes('No such file or directory')) &&
      (audit.text !== '' || env.text !== '')
    return forgiven ? { audit: audit.text, env: env.text, config: '' } : { reason: failed(check.auditConfig, config) }
  }
  return { audit: audit.text, env: env.text, config: config.text }
}

function failed(command: string, { text, exit }: AuditOutput): string {
  return `failed to run: ${goQuote(command)}, output: ${goQuote(text)}, error: exit status ${exit}`
}

/** As Go's `%q`, for what commands are made of. */
function goQuote(text: string): string {
  return JSON.stringify(text)
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!
}
