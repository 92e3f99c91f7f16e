import { kubeBench } from '../../src/sim/tools/kube-bench/kube-bench.ts'
import type { ToolFile, Transcript } from '../../src/sim/tools/tool.ts'
import { openWorld, type World } from '../../src/world/index.ts'
import { workplaceOf } from '../../src/world/tool-place.ts'

/** A world of these documents, which are called `document-0.yaml` and so on. */
export function worldOf(...texts: readonly string[]): World {
  return openWorld({ documents: [...texts].map((text, index) => ({ name: `document-${index}.yaml`, text })) })
}

/** The text of a Machine. */
export function machine(spec: object, name = 'n1'): string {
  return JSON.stringify({ apiVersion: 'reachable/v1', kind: 'Machine', metadata: { name }, spec })
}

/** kube-bench on a machine, with files that somebody brings. */
export function run(
  world: World,
  args: readonly string[] = [],
  files: readonly ToolFile[] = [],
  at = 'node:n1',
): Transcript {
  return kubeBench.run(args, workplaceOf(world, files, null, 0, at))
}

/** What it printed to stdout, line by line. */
export const textOf = ({ lines }: Transcript) => lines.filter(({ to }) => to === 'stdout').map(({ text }) => text)

/** `PASS`, `FAIL`, `WARN` or `INFO` of a check; undefined: it is not in the report. */
export const stateOf = (transcript: Transcript, check: string) =>
  textOf(transcript)
    .find((line) => line.startsWith('[') && line.split(' ')[1] === check)
    ?.slice(1, 5)
