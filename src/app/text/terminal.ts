import type { CniName } from '../../sim/cni/choice.ts'

/** A button that types and runs a command; `{host}` and `{port}` are put in. */
export interface CommandButton {
  readonly label: string
  readonly line: string
}

/** What can be run with one click, for somebody who does not know the words. `target`: somebody to reach; null: there is no Service. */
export function commandButtons(target: { readonly host: string; readonly port: number } | null, isPod: boolean, node: string | null, cni: CniName): readonly CommandButton[] {
  return [
    ...(target ? [{ label: 'curl', line: `curl -m 5 http://${target.host}:${target.port}/` }, { label: 'nc', line: `nc -zv -w 5 ${target.host} ${target.port}` }] : []),
    ...(cni === 'cilium' ? [{ label: 'hubble observe', line: 'hubble observe' }] : []),
    { label: 'kubectl get', line: 'kubectl get netpol -A' }, { label: 'kubectl describe', line: 'kubectl describe netpol -A' }, { label: 'netassert', line: 'netassert run --input-file netassert.yaml' },
    { label: 'kube-bench', line: 'kube-bench' }, { label: 'kube-hunter', line: isPod ? 'kube-hunter --pod' : node ? `kube-hunter --remote ${node}` : 'kube-hunter --interface' },
  ]
}

export const TERMINAL_LEAD = 'Type what you would type in a cluster. Nothing leaves this page: each tool asks the simulated cluster, and prints what it would print there.'
export const TERMINAL_KEYS = 'Up and down bring back what was typed; right takes the first word that is offered.'
export const RUNS_ON = 'Run on'
export const COMMAND_LABEL = 'Command'
export const MEND = 'Mend'
export const ENGINE_GONE = 'The engine did not answer. Run it again.'

/** Where a command runs, in a word before its line. */
export function promptText(at: string): string {
  return at === 'internet' ? 'outside' : at.replace(/^node:/, '')
}

/** How it ended, where that is not plain success. `after`: milliseconds until the last line. */
export function endText(exitCode: number, after: number): string {
  const time = after >= 1000 ? ` after ${Math.round(after / 100) / 10} s` : ''
  return exitCode === 0 && time === '' ? '' : `exit code ${exitCode}${time}`
}

/** Said wherever kube-hunter has run. */
export const HUNTER_CARD = {
  title: 'kube-hunter is no longer developed',
  text: 'Its project ended in 2024 and points to Trivy, which scans clusters, images and configurations. The numbers of its findings still stand in many reports, and its questions are good ones; for your own cluster use what is maintained.',
  links: [{ href: 'https://github.com/aquasecurity/kube-hunter#readme', text: 'its README' }, { href: 'https://trivy.dev/', text: 'Trivy' }],
} as const

/** What brackets at the beginning of a line of kube-bench mean, as a class. */
export function markOf(text: string): 'pass' | 'fail' | 'warn' | null {
  const state = /^(?:\[(PASS|FAIL|WARN)\] |(ok|not ok) \d)/.exec(text)
  if (!state) return null
  return state[1] === 'PASS' || state[2] === 'ok' ? 'pass' : state[1] === 'WARN' ? 'warn' : 'fail'
}

/** Words of the tools. */
export const TOOL_WORDS: readonly { readonly word: string; readonly means: string }[] = [
  { word: 'PASS, FAIL, WARN, INFO', means: 'what kube-bench says of a check: it holds; it does not and counts; it does not and does not count, or a person has to look; it was skipped' },
  { word: 'audit', means: 'the command that a check runs on the machine, and whose output it judges' },
  { word: 'hubble observe', means: 'shows what Cilium saw of the connections that curl, nc and other tools opened here before; each is judged anew, so that it shows what the policies of now would do' },
  { word: 'KHV…', means: 'the number under which kube-hunter files what it found' },
  { word: 'kubelet', means: 'the agent on every node; whoever may ask it freely runs commands in its pods' },
  { word: 'metadata service', means: 'an address at which a cloud tells a machine who it is, and often lends it its rights' },
]
