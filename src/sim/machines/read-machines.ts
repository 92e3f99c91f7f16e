import { isControlPlane } from '../../model/control-plane.ts'
import type { FieldPath } from '../../ground/span.ts'
import { flagAt, labelsAt, listAt, textAt } from '../../manifests/fields.ts'
import { MACHINE_API } from '../../manifests/kinds/machine.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Cluster, Node } from '../../model/cluster.ts'
import { kubeadmBaseline, type Baseline } from './kubeadm.ts'
import { flagName, programOf, type Cloud, type Machine, type MachineFile, type Process } from './machine.ts'

/** What a machine's version is when nobody says: the newest that the checks of ours know. */
const VERSION = 'v1.34.2'

/** The addresses of a cluster that its components are started with. */
export interface Ranges {
  readonly pods: string
  readonly services: string
}

/**
 * The machines behind the nodes of a cluster, in order of name: what their Machine says over what kubeadm leaves. A
 * Machine that belongs to no node comes too. Where no node is said to be the control plane, the first machine is.
 */
export function machinesOf(
  { nodes }: Pick<Cluster, 'nodes'>,
  objects: readonly KubernetesObject[],
  ranges: Ranges,
): readonly Machine[] {
  const written = new Map(
    objects
      .filter(({ apiVersion, kind }) => apiVersion === MACHINE_API && kind === 'Machine')
      .map((object) => [object.name, object]),
  )
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const names = [...new Set([...byName.keys(), ...written.keys()])].sort()
  const isControlPlane = (name: string) =>
    textAt(written.get(name)?.value, 'spec', 'baseline') === 'control-plane' || hasRole(byName.get(name))
  const given = names.filter(isControlPlane)
  const controlPlanes =
    given.length > 0
      ? given
      : names.filter((name) => textAt(written.get(name)?.value, 'spec', 'baseline') === null).slice(0, 1)
  return names.map((name) => {
    const role = controlPlanes.includes(name) ? 'control-plane' : 'worker'
    const address = byName.get(name)?.addresses[0]?.text ?? '127.0.0.1'
    return machineOf(name, written.get(name) ?? null, role, (of) =>
      kubeadmBaseline(of, { name, address, podRange: ranges.pods, serviceRange: ranges.services }),
    )
  })
}

function hasRole(node: Node | undefined): boolean {
  return node !== undefined && isControlPlane(node)
}

function machineOf(
  name: string,
  object: KubernetesObject | null,
  role: 'control-plane' | 'worker',
  baselineOf: (role: 'control-plane' | 'worker') => Baseline,
): Machine {
  const spec = object?.value.spec
  const wanted = textAt(spec, 'baseline') ?? role
  const baseline: Baseline =
    wanted === 'empty'
      ? { processes: [], files: [] }
      : baselineOf(wanted === 'control-plane' ? 'control-plane' : 'worker')
  return {
    name,
    object,
    version: textAt(spec, 'version') ?? VERSION,
    cloud: (textAt(spec, 'cloud') ?? 'none') as Cloud,
    certificateEmail: textAt(spec, 'certificateEmail'),
    processes: processesOf(spec, baseline),
    files: filesOf(spec, baseline),
  }
}

function processesOf(spec: unknown, baseline: Baseline): readonly Process[] {
  const written = listAt(spec, 'processes').flatMap(
    (process, index) => processOf(process, ['spec', 'processes', index], baseline) ?? [],
  )
  const stopped = new Set(listAt(spec, 'stopped').map(String))
  const inPlace = baseline.processes.map(
    (process) => written.find((each) => programOf(each) === programOf(process)) ?? process,
  )
  return [...inPlace, ...written.filter((process) => !inPlace.includes(process))].filter(
    (process) => !stopped.has(programOf(process)),
  )
}

/** Null: it names neither a program nor a command. */
function processOf(written: unknown, path: FieldPath, baseline: Baseline): Process | null {
  const environment = labelsAt(written, 'environment')
  const command = listAt(written, 'command').map(String)
  if (command.length > 0)
    return { command, environment, path, places: command.map((_, index) => [...path, 'command', index]) }
  const program = textAt(written, 'program')
  if (!program) return null
  const base = baseline.processes.find((process) => programOf(process) === program.slice(program.lastIndexOf('/') + 1))
  const without = new Set(listAt(written, 'without').map((flag) => flagName(String(flag)) ?? String(flag)))
  const flags = listAt(written, 'flags').map((flag, index) => ({
    word: String(flag),
    place: [...path, 'flags', index] as FieldPath | null,
  }))
  const words = (base?.command ?? [program])
    .map((word) => ({ word, place: null as FieldPath | null }))
    .filter(({ word }) => !without.has(flagName(word) ?? ''))
  // A flag that is said again stands where the baseline had it.
  const kept = words.map(
    (each) => flags.find(({ word }) => flagName(word) !== null && flagName(word) === flagName(each.word)) ?? each,
  )
  const all = [...kept, ...flags.filter((flag) => !kept.includes(flag))]
  return {
    command: all.map(({ word }) => word),
    environment: { ...base?.environment, ...environment },
    path,
    places: all.map(({ place }) => place),
  }
}

function filesOf(spec: unknown, baseline: Baseline): ReadonlyMap<string, MachineFile> {
  const files = new Map(baseline.files.map((file) => [file.path, file]))
  listAt(spec, 'files').forEach((written, index) => {
    const path = textAt(written, 'path')
    if (path === null) return
    const before = files.get(path)
    const field: FieldPath = ['spec', 'files', index]
    if (flagAt(written, 'absent')) return void files.delete(path)
    files.set(path, {
      path,
      field,
      isDirectory: flagAt(written, 'directory') || (before?.isDirectory ?? false),
      mode: plainMode(textAt(written, 'mode') ?? before?.mode ?? '644'),
      owner: textAt(written, 'owner') ?? before?.owner ?? 'root:root',
      content: textAt(written, 'content') ?? before?.content ?? '',
    })
  })
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

/** As `stat` prints it: without a leading zero. */
function plainMode(mode: string): string {
  return mode.replace(/^0+(?=\d)/, '')
}
