/**
 * A file of checks, `cfg/<benchmark>/<target>.yaml` of kube-bench. All texts are as written: `1.10` stays `1.10`, `no`
 * stays `no`.
 * Source: https://github.com/aquasecurity/kube-bench/blob/main/docs/controls.md, check/controls.go
 */
export interface Controls {
  readonly id: string
  /** The benchmark, `cis-1.12`. */
  readonly version: string
  readonly text: string
  /** The target that it is for: master, node, etcd, controlplane, policies, managedservices. */
  readonly type: string
  readonly groups: readonly Group[]
}

/** A numbered section of a file of checks. */
export interface Group {
  readonly id: string
  readonly text: string
  /** `skip`: none of its checks is run. */
  readonly type: string
  readonly checks: readonly Check[]
}

/** One check. Texts that its file leaves out are empty. */
export interface Check {
  readonly id: string
  readonly text: string
  /** Shell commands whose outputs are judged; empty: none. */
  readonly audit: string
  readonly auditEnv: string
  readonly auditConfig: string
  /** `manual` and `skip` are never judged; anything else is. */
  readonly type: string
  /** Null: the file does not say `tests` at all. */
  readonly tests: Tests | null
  readonly remediation: string
  /** Whether a failing check is FAIL; otherwise it is WARN. */
  readonly scored: boolean
  /** Every line of the output is judged. */
  readonly useMultipleValues: boolean
  /**
   * Nothing is read from the environment. Files spell it `disableenvtesting`; kube-bench does not read the spelling of
   * its documentation.
   */
  readonly disableEnvTesting: boolean
}

/** What a check tests its output for, joined by `binOp`. */
export interface Tests {
  /** `and` when empty; anything but `and` and `or` is an error when the check is run. */
  readonly binOp: string
  readonly items: readonly TestItem[]
}

/**
 * One test of an output. Its value is found by `flag`, by `path` in a configuration, or by `env`; what is empty is not
 * looked for.
 */
export interface TestItem {
  readonly flag: string
  readonly path: string
  readonly env: string
  /** Whether it has to be there; false: it must not be. */
  readonly set: boolean
  /** `op` empty: presence alone decides. */
  readonly compare: { readonly op: string; readonly value: string }
}

/** How a check came out. */
export type CheckState = 'PASS' | 'FAIL' | 'WARN' | 'INFO'
