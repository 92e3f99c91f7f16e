import type { FieldPath } from '../../../ground/span.ts'
import { listAt } from '../../../manifests/fields.ts'
import { isObject } from '../../../ground/json-object.ts'
import type { ManifestChange } from '../../../manifests/change.ts'
import { kubeadmBaseline } from '../../machines/kubeadm.ts'
import { flagName, flagOf, programOf, type Machine, type Process } from '../../machines/machine.ts'
import type { TestItem } from './controls.ts'
import type { CheckRun } from './run.ts'

/** What would make an open check pass, read off the check itself. */
export interface Remedy {
  /** Where the machine's object says what is at fault; null: it says nothing of it, the baseline does. */
  readonly place: FieldPath | null
  /** What has to change on the machine; null: we do not know an edit. */
  readonly changes: readonly MachineChange[] | null
}

/** `value` null: the flag goes. */
export type MachineChange =
  | { readonly change: 'flag'; readonly program: string; readonly flag: string; readonly value: string | null }
  | { readonly change: 'file'; readonly path: string; readonly key: 'mode' | 'owner'; readonly value: string }

/** Null: the check is about something that no machine has, such as objects of the API. */
export function remedyOf({ check, result }: CheckRun, machine: Machine): Remedy | null {
  const subject = subjectOf(check.audit, machine)
  if (!subject || !check.tests) return null
  const open = check.tests.items.filter((_, index) => result.items[index]?.holds !== true)
  const changes = open.map((item) => changeFor(item, subject))
  const isOr = check.tests.binOp === 'or'
  const known = changes.filter((change) => change !== null)
  return {
    place: placeOf(subject, open[0]),
    changes: isOr
      ? known.length > 0
        ? known.slice(0, 1)
        : null
      : known.length === changes.length && known.length > 0
        ? known
        : null,
  }
}

type Subject =
  | { readonly about: 'process'; readonly process: Process }
  | { readonly about: 'file'; readonly path: string; readonly field: FieldPath | null }

function subjectOf(audit: string, machine: Machine): Subject | null {
  const word = /^(?:\/bin\/)?ps -(?:fC (\S+)|ef \| (?:\/bin\/)?grep (\S+))/.exec(audit.trim())
  if (word) {
    const process = machine.processes.find((each) => programOf(each) === (word[1] ?? word[2]))
    return process ? { about: 'process', process } : null
  }
  const path = /\bstat -c \S+ ["']?(\/[^\s"';]+)/.exec(audit)?.[1]
  const file = path === undefined ? undefined : machine.files.get(path)
  return file ? { about: 'file', path: file.path, field: file.field } : null
}

/** The flag where it is said, else its process, or the file. */
function placeOf(subject: Subject, item: TestItem | undefined): FieldPath | null {
  if (subject.about === 'file') return subject.field
  const { command, places, path } = subject.process
  const at = command.findIndex((word) => item !== undefined && flagName(word) === item.flag)
  return (at >= 0 ? places?.[at] : null) ?? path
}

function changeFor(item: TestItem, subject: Subject): MachineChange | null {
  if (subject.about === 'file') return fileChange(item, subject.path)
  if (!item.flag.startsWith('--')) return null
  const program = programOf(subject.process)
  const value = wantedValue(item, subject.process)
  return value === undefined ? null : { change: 'flag', program, flag: item.flag, value }
}

function fileChange({ flag, compare, set }: TestItem, path: string): MachineChange | null {
  if (compare.op === 'bitmask' && /^[0-7]{3,4}$/.test(compare.value))
    return { change: 'file', path, key: 'mode', value: compare.value }
  return set && /^\w+:\w+$/.test(flag) ? { change: 'file', path, key: 'owner', value: flag } : null
}

/** Null: the flag has to go. Undefined: nobody can tell. */
function wantedValue({ flag, compare: { op, value }, set }: TestItem, process: Process): string | null | undefined {
  if (!set) return null
  const present = flagOf(process, flag.slice(2))
  switch (op) {
    case 'eq':
    case 'gte':
    case 'lte':
    case 'valid_elements':
      return value
    case 'has':
      return present === null || present === 'true' ? withDefault(flag, process, value) : `${present},${value}`
    case 'nothave':
    case 'noteq': {
      const rest = (present ?? '').split(',').filter((each) => each !== value && each !== '')
      return rest.length > 0 && rest.every((each) => !each.includes(value))
        ? rest.join(',')
        : (usualValue(flag, process) ?? undefined)
    }
    case '':
      return usualValue(flag, process) ?? undefined
    default:
      return undefined
  }
}

function withDefault(flag: string, process: Process, value: string): string {
  const usual = usualValue(flag, process)
  return usual === null || usual.split(',').includes(value) ? (usual ?? value) : `${usual},${value}`
}

/** What kubeadm, or the documentation of the kubelet, gives a flag; null: nothing. */
function usualValue(flag: string, process: Process): string | null {
  const baseline = kubeadmBaseline('control-plane', {
    name: 'node',
    address: '127.0.0.1',
    podRange: '10.244.0.0/16',
    serviceRange: '10.96.0.0/12',
  })
  const usual = baseline.processes.find((each) => programOf(each) === programOf(process))
  return flagOf(usual ?? null, flag.slice(2)) ?? USUAL[programOf(process)]?.[flag] ?? null
}

const USUAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'kube-apiserver': { '--kubelet-certificate-authority': '/etc/kubernetes/pki/ca.crt' },
  kubelet: {
    '--authorization-mode': 'Webhook',
    '--client-ca-file': '/etc/kubernetes/pki/ca.crt',
    '--tls-cert-file': '/var/lib/kubelet/pki/kubelet.crt',
    '--tls-private-key-file': '/var/lib/kubelet/pki/kubelet.key',
  },
}

/**
 * The same as changes of the machine's object. What the baseline says is overridden. Null: the machine has no object,
 * or one of them cannot be made.
 */
export function changesOf(
  { object, processes, files }: Machine,
  changes: readonly MachineChange[],
): readonly ManifestChange[] | null {
  const spec = object && isObject(object.value.spec) ? object.value.spec : null
  if (!object) return null
  const made: ManifestChange[] = []
  const added: {
    readonly processes: Map<string, { flags: string[]; without: string[] }>
    readonly files: Map<string, Record<string, string>>
  } = { processes: new Map(), files: new Map() }
  for (const change of changes) {
    if (change.change === 'file') {
      const field = files.get(change.path)?.field ?? null
      const written = field && listAt(spec, 'files')[field.at(-1) as number]
      if (!field) added.files.set(change.path, { ...added.files.get(change.path), [change.key]: change.value })
      else if (isObject(written) && Object.hasOwn(written, change.key))
        made.push({ change: 'replace', path: [...field, change.key], value: change.value })
      else made.push({ change: 'set', path: field, key: change.key, value: change.value, after: ['path'] })
      continue
    }
    const process = processes.find((each) => programOf(each) === change.program)
    if (!process?.path) {
      const entry = added.processes.get(change.program) ?? { flags: [], without: [] }
      added.processes.set(change.program, entry)
      if (change.value === null) entry.without.push(change.flag)
      else entry.flags.push(`${change.flag}=${change.value}`)
      continue
    }
    const more = flagChanges(change, process, spec)
    if (!more) return null
    made.push(...more)
  }
  const newProcesses = [...added.processes].map(([program, { flags, without }]) => ({
    program,
    ...(flags.length > 0 && { flags }),
    ...(without.length > 0 && { without }),
  }))
  const newFiles = [...added.files].map(([path, facts]) => ({ path, ...facts }))
  if (!spec && newProcesses.length + newFiles.length > 0)
    return [
      ...made,
      {
        change: 'set',
        path: [],
        key: 'spec',
        value: {
          ...(newProcesses.length > 0 && { processes: newProcesses }),
          ...(newFiles.length > 0 && { files: newFiles }),
        },
        after: ['metadata'],
      },
    ]
  return [...made, ...additions(spec, 'processes', newProcesses), ...additions(spec, 'files', newFiles)]
}

function additions(
  spec: unknown,
  key: string,
  items: readonly Readonly<Record<string, string | readonly string[]>>[],
): readonly ManifestChange[] {
  if (items.length === 0) return []
  if (!isObject(spec) || !Array.isArray(spec[key]))
    return [{ change: 'set', path: ['spec'], key, value: items, after: ['processes', 'baseline', 'version'] }]
  return items.map((value) => ({ change: 'append', path: ['spec', key], value }))
}

function flagChanges(
  { flag, value }: Extract<MachineChange, { change: 'flag' }>,
  { command, places, path }: Process,
  spec: unknown,
): readonly ManifestChange[] | null {
  const at = command.findIndex((word) => flagName(word) === flag)
  const place = at < 0 ? null : (places?.[at] ?? null)
  const entry = listAt(spec, 'processes')[path!.at(-1) as number]
  const list = isObject(entry) && Array.isArray(entry.command) ? 'command' : 'flags'
  // Its value is a word of its own.
  if (place && command[at] === flag && places?.[at + 1] && command[at + 1]?.startsWith('-') === false) return null
  const add = (key: string, word: string): ManifestChange =>
    isObject(entry) && Array.isArray(entry[key])
      ? { change: 'append', path: [...path!, key], value: word }
      : { change: 'set', path: path!, key, value: [word], after: ['flags', 'program'] }
  if (value !== null)
    return [place ? { change: 'replace', path: place, value: `${flag}=${value}` } : add(list, `${flag}=${value}`)]
  if (!place) return at < 0 ? [] : [add('without', flag)]
  const gone: ManifestChange =
    listAt(entry, list).length > 1
      ? { change: 'delete', path: place }
      : { change: 'replace', path: place.slice(0, -1), value: [] }
  const usual = list === 'flags' ? usualProcess(command[0]!) : undefined
  return usual?.command.some((word) => flagName(word) === flag) ? [gone, add('without', flag)] : [gone]
}

function usualProcess(program: string): Process | undefined {
  return kubeadmBaseline('control-plane', { name: '', address: '', podRange: '', serviceRange: '' }).processes.find(
    (process) => programOf(process) === program.slice(program.lastIndexOf('/') + 1),
  )
}

/** A Machine that makes the changes, for a machine that has none yet. */
export function machineText({ name }: Pick<Machine, 'name'>, changes: readonly MachineChange[]): string {
  const quoted = (text: string) =>
    /^[a-z-][\w./=:,-]*$/i.test(text) && !/^-[^-]/.test(text) ? text : JSON.stringify(text)
  const programs = [...new Set(changes.flatMap((change) => (change.change === 'flag' ? [change.program] : [])))]
  const paths = [...new Set(changes.flatMap((change) => (change.change === 'file' ? [change.path] : [])))]
  const processes = programs.flatMap((program) => {
    const own = changes.filter((change) => change.change === 'flag' && change.program === program) as readonly Extract<
      MachineChange,
      { change: 'flag' }
    >[]
    const set = own.filter(({ value }) => value !== null)
    const gone = own.filter(({ value }) => value === null)
    return [
      `    - program: ${program}`,
      ...(set.length > 0
        ? ['      flags:', ...set.map(({ flag, value }) => `        - ${quoted(`${flag}=${value}`)}`)]
        : []),
      ...(gone.length > 0 ? ['      without:', ...gone.map(({ flag }) => `        - ${quoted(flag)}`)] : []),
    ]
  })
  const files = paths.flatMap((path) => [
    `    - path: ${path}`,
    ...changes.flatMap((change) =>
      change.change === 'file' && change.path === path ? [`      ${change.key}: ${JSON.stringify(change.value)}`] : [],
    ),
  ])
  return [
    '# The machine behind a node: what kubeadm leaves on it, but for what is said here.',
    'apiVersion: reachable/v1',
    'kind: Machine',
    'metadata:',
    `  name: ${name}`,
    'spec:',
    ...(processes.length > 0 ? ['  processes:', ...processes] : []),
    ...(files.length > 0 ? ['  files:', ...files] : []),
    '',
  ].join('\n')
}
