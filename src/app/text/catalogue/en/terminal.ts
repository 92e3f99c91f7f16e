import { part } from '../part.ts'

/** Around the terminal: what the tools print is theirs, and English. */
export const TERMINAL = part('terminal', {
  lead: 'Type what you would type in a cluster. Nothing leaves this page: each tool asks the simulated cluster, and prints what it would print there.',
  keys: 'Up and down bring back what was typed; right takes the first word that is offered.',
  runOn: 'Run on',
  places: { pod: 'Pods', node: 'Nodes', outside: 'Elsewhere' },
  commands: 'Commands',
  clear: 'Clear',
  printed: 'What the commands printed',
  words: 'Words that fit',
  command: 'Command',
  run: 'Run',
  toolWords: 'Words of the tools',
  mend: 'Mend',
  mendCheck: (check: string) => `Mend ${check}`,
  again: 'Again',
  runAgain: (line: string) => `Run again: ${line}`,
  output: 'Output',
  gone: 'The engine did not answer. Run it again.',
  outside: 'outside',
  exitCode: (code: number) => `exit code ${code}`,
  after: (seconds: number) => ` after ${seconds} s`,
  hunter: {
    title: 'kube-hunter is no longer developed',
    text: 'Its project ended in 2024 and points to Trivy, which scans clusters, images and configurations. The numbers of its findings still stand in many reports, and its questions are good ones; for your own cluster use what is maintained.',
    readme: 'its README',
    inNewTab: ', in a new tab',
  },
  means: {
    'PASS, FAIL, WARN, INFO':
      'what kube-bench says of a check: it holds; it does not and counts; it does not and does not count, or a person has to look; it was skipped',
    audit: 'the command that a check runs on the machine, and whose output it judges',
    'hubble observe':
      'shows what Cilium saw of the connections that curl, nc and other tools opened here before; each is judged anew, so that it shows what the policies of now would do',
    'KHV…': 'the number under which kube-hunter files what it found',
    kubelet: 'the agent on every node; whoever may ask it freely runs commands in its pods',
    'metadata service': 'an address at which a cloud tells a machine who it is, and often lends it its rights',
  },
})
