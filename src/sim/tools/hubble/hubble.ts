import { ended, atOnce, type TestTool, type Transcript, type TranscriptLine } from '../tool.ts'
import { OFFERED, readOptions } from './options.ts'
import { printFlows } from './print.ts'

/**
 * `hubble observe`: the flows that Cilium saw of what was sent before, oldest first. What was sent is judged anew each
 * time, against the cluster as it stands. Without Cilium nobody listens where Hubble does. Source:
 * https://docs.cilium.io/en/stable/observability/hubble/hubble-cli/, hubble/cmd/observe/flows.go
 */
export const hubble: TestTool = {
  name: 'hubble',
  run([command, ...args], { observed }) {
    if (command !== 'observe')
      return complains(
        command === undefined ? '# This terminal knows hubble observe.' : `unknown command "${command}" for "hubble"`,
      )
    const written = args[0] === 'flows' ? args.slice(1) : args
    if (written.includes('--help') || written.includes('-h'))
      return ended(atOnce('stdout', [`Of hubble observe this terminal knows ${OFFERED.slice(1).join(', ')}.`]), 0)
    const options = readOptions(written)
    if (!options.ok) return complains(options.problem)
    const seen = observed()
    if (!seen) return complains(NO_SERVER, '# Hubble is a part of Cilium, and the network plugin here is another.')
    if (seen.length === 0) return ended([complaint('# Nothing was sent yet: curl and nc send something.')], 0)
    const { only, not, from, count, style } = options.value
    const fitting = seen.filter(({ flow }) => only.fits(flow) && (not.isEmpty || !not.fits(flow)))
    const shown = from === 'first' ? fitting.slice(0, count) : fitting.slice(-count)
    const probes = new Map(shown.map(({ flow, probe }) => [flow, probe]))
    return ended(
      printFlows([...probes.keys()], style).map(({ text, flow }) => ({
        to: 'stdout',
        text,
        after: 0,
        ...(flow && { about: { about: 'probe', probe: probes.get(flow)! } }),
      })),
      0,
    )
  },
}

/** Source: https://github.com/cilium/hubble/issues/631 */
const NO_SERVER =
  'failed to connect to \'localhost:4245\': connection error: desc = "transport: error while dialing: dial tcp 127.0.0.1:4245: connect: connection refused"'

function complains(...texts: readonly string[]): Transcript {
  return ended(texts.map(complaint), 1)
}

function complaint(text: string): TranscriptLine {
  return { to: 'stderr', text, after: 0 }
}
