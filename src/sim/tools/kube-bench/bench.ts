import { failure, success, type Result } from '../../../ground/result.ts'
import type { ApiObjects } from '../../machines/api-objects.ts'
import type { Machine } from '../../machines/machine.ts'
import { auditsOf } from './audits/audit.ts'
import { benchmarkOfPlatform, benchmarkOfVersion, platformOf } from './benchmarks.ts'
import { OWN_BENCHMARK, type Cfg } from './cfg.ts'
import { TARGETS } from './components.ts'
import type { Controls } from './controls.ts'
import type { Options } from './options.ts'
import { readControls } from './read-controls.ts'
import { runControls, type SectionRun } from './run.ts'
import { substitute, substitutionsOf } from './substitute.ts'

/** A run of a benchmark on one machine. */
export interface BenchRun {
  readonly sections: readonly SectionRun[]
  readonly benchmark: string
  /** What JSON reports as detected; empty: nothing. */
  readonly detected: string
  /** What we have to say beside what the tool prints. */
  readonly notes: readonly string[]
}

/** Runs what the command line asks for. The problem is what kube-bench would complain about. */
export function runBench(options: Options, machine: Machine, api: ApiObjects, cfg: Cfg): Result<BenchRun, string> {
  if (options.filter.checks.size > 0 && options.filter.groups.size > 0)
    return failure("error setting up run filter: group option and check option can't be used together")
  const chosen = chooseBenchmark(options, machine, cfg)
  if (!chosen.ok) return chosen
  const { benchmark, notes } = chosen.value
  const files = cfg.benchmarks.get(benchmark)!
  const wanted = options.targets.map((target) => target.toLowerCase().replace('worker', 'node'))
  const missing = wanted.find((target) => !files.has(target))
  if (missing !== undefined) return failure(`file ${missing}.yaml not found for version ${benchmark}`)
  const sections: SectionRun[] = []
  for (const target of TARGETS) {
    const file = files.get(target)
    if (!file || (wanted.length > 0 && !wanted.includes(target))) continue
    if (wanted.length === 0 && options.command === 'all' && !runsHere(target, machine, cfg)) continue
    const controls = controlsFor(target, file.text, machine, cfg)
    if (!controls.ok) return controls
    if (controls.value) sections.push(runControls(controls.value, auditsOf({ machine, api }), options.filter))
  }
  const given = options.version !== '' || options.benchmark !== ''
  return success({
    benchmark,
    notes,
    sections: [...sections].sort((a, b) => Number(a.controls.id) - Number(b.controls.id)),
    detected: given ? 'none' : minorOf(machine.version),
  })
}

function chooseBenchmark(
  { benchmark, version }: Options,
  machine: Machine,
  { benchmarks, configuration, fault }: Cfg,
): Result<{ readonly benchmark: string; readonly notes: readonly string[] }, string> {
  if (benchmark !== '' && version !== '')
    return failure(
      'unable to get benchmark version. error: It is an error to specify both --version and --benchmark flags',
    )
  const notes = fault === null ? [] : [fault]
  if (benchmark !== '') {
    if (benchmarks.has(benchmark)) return success({ benchmark, notes })
    return failure(
      `unable to get benchmark version. error: there are no files of ${benchmark} among the documents; open its folder of kube-bench’s cfg, or use --benchmark ${OWN_BENCHMARK}`,
    )
  }
  const platform = version === '' ? benchmarkOfPlatform(platformOf(machine.version)) : ''
  const mapped =
    platform !== ''
      ? success(platform)
      : benchmarkOfVersion(version === '' ? minorOf(machine.version) : version, configuration)
  if (!mapped.ok) return failure(`unable to get benchmark version. error: ${mapped.problem}`)
  if (benchmarks.has(mapped.value)) return success({ benchmark: mapped.value, notes })
  return success({
    benchmark: OWN_BENCHMARK,
    notes: [
      ...notes,
      `No files of ${mapped.value} among the documents: the checks of ${OWN_BENCHMARK} run in their place.`,
    ],
  })
}

function minorOf(version: string): string {
  return /^v?(\d+\.\d+)/.exec(version)?.[1] ?? '1.18'
}

/** Without targets on the command line, what runs on the machine decides. */
function runsHere(target: string, machine: Machine, { configuration }: Cfg): boolean {
  const runs = (of: string) => substitutionsOf(configuration.targets.get(of) ?? [], machine) !== null
  switch (target) {
    case 'master':
    case 'controlplane':
      return runs('master')
    case 'etcd':
      return runs('etcd')
    default:
      return true
  }
}

/** The checks of a file with its variables put in. Null: it says nothing. */
function controlsFor(
  target: string,
  text: string,
  machine: Machine,
  { configuration }: Cfg,
): Result<Controls | null, string> {
  const substitutions = substitutionsOf(configuration.targets.get(target) ?? [], machine)
  if (!substitutions)
    return failure(
      `failed to get a set of executables needed for tests: unable to detect running programs for component of ${target}`,
    )
  const { text: filled, bins } = substitute(text, substitutions)
  const read = readControls(filled)
  if (!read.ok) return failure(`error setting up ${target} controls: failed to unmarshal YAML: ${read.problem}`)
  if (read.value.type !== target)
    return failure(`error setting up ${target} controls: non-${target} controls file specified`)
  return success(bins.length === 1 ? withEnvironment(read.value, bins[0]!) : read.value)
}

/**
 * Where a test names a variable and no command asks for it, kube-bench asks for it itself, of the one program that the
 * file is about.
 */
function withEnvironment(controls: Controls, bin: string): Controls {
  const audit = `cat "/proc/$(/bin/ps -C ${bin} -o pid= | tr -d ' ')/environ" | tr '\\0' '\\n'`
  return {
    ...controls,
    groups: controls.groups.map((group) => ({
      ...group,
      checks: group.checks.map((check) =>
        check.auditEnv === '' && !check.disableEnvTesting && check.tests?.items.some(({ env }) => env !== '')
          ? { ...check, auditEnv: audit }
          : check,
      ),
    })),
  }
}
