import type { CniName } from '../../sim/cni/choice.ts'
import { TERMINAL } from './catalogue/en/terminal.ts'

/** A button that types and runs a command; `{host}` and `{port}` are put in. */
export interface CommandButton {
  readonly label: string
  readonly line: string
}

/**
 * What can be run with one click, for somebody who does not know the words. `target`: somebody to reach; null: there is
 * no Service.
 */
export function commandButtons(
  target: { readonly host: string; readonly port: number } | null,
  isPod: boolean,
  node: string | null,
  cni: CniName,
): readonly CommandButton[] {
  return [
    ...(target
      ? [
          { label: 'curl', line: `curl -m 5 http://${target.host}:${target.port}/` },
          { label: 'nc', line: `nc -zv -w 5 ${target.host} ${target.port}` },
        ]
      : []),
    ...(cni === 'cilium' ? [{ label: 'hubble observe', line: 'hubble observe' }] : []),
    { label: 'kubectl get', line: 'kubectl get netpol -A' },
    { label: 'kubectl describe', line: 'kubectl describe netpol -A' },
    { label: 'netassert', line: 'netassert run --input-file netassert.yaml' },
    { label: 'kube-bench', line: 'kube-bench' },
    {
      label: 'kube-hunter',
      line: isPod ? 'kube-hunter --pod' : node ? `kube-hunter --remote ${node}` : 'kube-hunter --interface',
    },
  ]
}

/** Where a command runs, in a word before its line. */
export function promptText(at: string): string {
  return at === 'internet' ? TERMINAL.outside : at.replace(/^node:/, '')
}

/** How it ended, where that is not plain success. `after`: milliseconds until the last line. */
export function endText(exitCode: number, after: number): string {
  const time = after >= 1000 ? TERMINAL.after(Math.round(after / 100) / 10) : ''
  return exitCode === 0 && time === '' ? '' : `${TERMINAL.exitCode(exitCode)}${time}`
}

/** Said wherever kube-hunter has run: where to go on. */
export const HUNTER_LINKS = {
  readme: 'https://github.com/aquasecurity/kube-hunter#readme',
  trivy: 'https://trivy.dev/',
} as const

/** What brackets at the beginning of a line of kube-bench mean, as a class. */
export function markOf(text: string): 'pass' | 'fail' | 'warn' | null {
  const state = /^(?:\[(PASS|FAIL|WARN)\] |(ok|not ok) \d)/.exec(text)
  if (!state) return null
  return state[1] === 'PASS' || state[2] === 'ok' ? 'pass' : state[1] === 'WARN' ? 'warn' : 'fail'
}
