import { withoutTrailing } from '../../../../ground/trailing.ts'
import type { Machine, MachineFile } from '../../../machines/machine.ts'
import type { AuditOutput } from '../judge-check.ts'
import type { AuditForm, Audited } from './audit-form.ts'

/** A path as a command writes it, bare or in quotation marks. */
const PATH = String.raw`["']?([^\s"';|]+)["']?`
/** What `stat -c` is told to print. */
const FORMAT = String.raw`(?:"([^"]*)"|'([^']*)'|(\S+?))`
const SILENT: AuditOutput = { text: '', exit: 0 }

/** `cat FILE`, and `if test -e FILE; then cat FILE; fi`. */
const content: AuditForm = (command, { machine }) => {
  const bare = new RegExp(`^(?:/bin/)?cat ${PATH}$`).exec(command)
  if (bare) return read(machine, bare[1]!)
  const tested = new RegExp(`^if (?:test -[ef] ${PATH}|\\[ -[ef] ${PATH} \\]); then (?:/bin/)?cat ${PATH}; fi$`).exec(
    command,
  )
  if (!tested) return null
  return machine.files.has(tested[1] ?? tested[2]!) ? read(machine, tested[3]!) : SILENT
}

/** `if test -e FILE; then stat -c FORMAT FILE; fi`, perhaps with `else echo "…"`. */
const facts: AuditForm = (command, { machine }) => {
  const match = new RegExp(
    `^if (?:test -[ef] ${PATH}|\\[ -[ef] ${PATH} \\]); then (?:/bin/)?stat -c ${FORMAT} ${PATH}; (?:else echo "([^"]*)"; )?fi;?$`,
  ).exec(command)
  if (!match) return null
  const [, tested, bracketed, double, single, plain, path, otherwise] = match
  if (!machine.files.has((tested ?? bracketed)!))
    return otherwise === undefined ? SILENT : { text: `${otherwise}\n`, exit: 0 }
  return stat(machine, [path!], double ?? single ?? plain!)
}

/** `stat -c FORMAT FILE` by itself. */
const plainStat: AuditForm = (command, { machine }) => {
  const match = new RegExp(`^(?:/bin/)?stat -c ${FORMAT} ${PATH}$`).exec(command)
  return match && stat(machine, [match[4]!], match[1] ?? match[2] ?? match[3]!)
}

/** `find FOLDER [-name PATTERN] | xargs stat -c FORMAT`, perhaps only where something is there. */
const tree: AuditForm = (command, { machine }) => {
  const match = new RegExp(
    `^(?:if test -e ${PATH}; then )?find ${PATH}(?: -name ["']([^"']+)["'])?(?: -type ([fd]))? \\| xargs stat -c ${FORMAT}(; fi)?$`,
  ).exec(command)
  if (!match || (match[1] === undefined) !== (match[8] === undefined)) return null
  const [, tested, folder, name, type, double, single, plain] = match
  if (tested !== undefined && !machine.files.has(tested)) return SILENT
  return statFound(find(machine, folder!, name ?? null, type ?? null), double ?? single ?? plain!, 123)
}

/** Files of the network plugin: where the kubelet's `--cni-conf-dir` leads, then what it keeps about addresses. */
const pluginFiles: AuditForm = (command, { machine }) => {
  const match = new RegExp(
    `^ps -ef \\| grep (\\S+) \\| grep -- --cni-conf-dir \\| sed 's%\\.\\*cni-conf-dir\\[= \\]\\\\\\(\\[\\^ \\]\\*\\\\\\)\\.\\*%\\\\1%' \\| xargs -I\\{\\} find \\{\\} -mindepth 1 \\| xargs --no-run-if-empty stat -c ${FORMAT}\\s*\\nfind ${PATH} -type f 2> /dev/null \\| xargs --no-run-if-empty stat -c \\S+$`,
  ).exec(command)
  if (!match) return null
  const [, , double, single, plain, kept] = match
  const folders = commandLines(machine, match[1]!).flatMap((line) => /cni-conf-dir[= ]([^ ]*)/.exec(line)?.[1] ?? [])
  const found = [
    ...folders.flatMap((folder) => find(machine, folder, null, null).filter(({ path }) => path !== plainPath(folder))),
    ...find(machine, kept!, null, 'f'),
  ]
  return found.length === 0 ? SILENT : statFound(found, double ?? single ?? plain!, 123)
}

/** The data directory of etcd: the last that exists of those on command lines, else the one that is usual. */
const dataDirectory: AuditForm = (command, { machine }) => {
  if (!/^DATA_DIR=''\nfor d in \$\(ps -ef \| grep \S+ \| grep -- --data-dir \|/.test(command)) return null
  const usual = /DATA_DIR=(\/\S+?); fi/.exec(command)?.[1]
  const format = new RegExp(`stat -c ${FORMAT} "?\\$DATA_DIR"?$`).exec(command)
  const word = /grep (\S+) \|/.exec(command)![1]!
  if (usual === undefined || !format) return null
  const named = commandLines(machine, word)
    .flatMap((line) => /.*data-dir[= ]([^ ]*)/.exec(line)?.[1] ?? [])
    .filter((path) => machine.files.get(plainPath(path))?.isDirectory)
  return stat(machine, [named.at(-1) ?? usual], format[1] ?? format[2] ?? format[3]!)
}

/** The same question about each of several files. */
const eachFile: AuditForm = (command, { machine }) => {
  const match = new RegExp(
    `^for (\\w+) in ([^;]+?)\\s*; do if test -e \\$\\1; then stat -c ${FORMAT} \\$\\1; fi; done$`,
  ).exec(command)
  if (!match) return null
  const paths = match[2]!.split(/\s+/).filter((path) => machine.files.has(path))
  return paths.length === 0 ? SILENT : stat(machine, paths, match[3] ?? match[4] ?? match[5]!)
}

/** The file of the kubelet's client CA: by its flag, else the one that is usual. */
const clientCa: AuditForm = (command, { machine }) => {
  const match = new RegExp(
    `^CAFILE=\\$\\(ps -ef \\| grep (\\S+) \\| grep -v apiserver \\| grep -- --client-ca-file= \\|[^\\n]*\\)\\nif test -z \\$CAFILE; then CAFILE=${PATH}; fi\\nif test -e \\$CAFILE; then stat -c ${FORMAT} \\$CAFILE; fi$`,
  ).exec(command)
  if (!match) return null
  const [, word, usual, double, single, plain] = match
  const named = commandLines(machine, word!)
    .filter((line) => !line.includes('apiserver'))
    .flatMap((line) => /--client-ca-file=(\S*)/.exec(line)?.[1] ?? [])[0]
  const path = named === undefined || named === '' ? usual! : named
  return machine.files.has(path) ? stat(machine, [path], double ?? single ?? plain!) : SILENT
}

/** The first provider in the API server's encryption configuration. */
const encryption: AuditForm = (command, { machine }) => {
  const word = /^ENCRYPTION_PROVIDER_CONFIG=\$\(ps -ef \| grep (\S+) \| grep -- --encryption-provider-config \|/.exec(
    command,
  )?.[1]
  if (word === undefined || !command.includes("grep -A1 'providers:'")) return null
  const path = commandLines(machine, word).flatMap(
    (line) => /.*encryption-provider-config[= ]([^ ]*)/.exec(line)?.[1] ?? [],
  )[0]
  const lines = (path === undefined ? undefined : machine.files.get(path))?.content.split('\n') ?? []
  const at = lines.findLastIndex((line) => line.includes('providers:'))
  const words = at < 0 ? [] : ((lines[at + 1] ?? lines[at]!).match(/[A-Za-z]+/g) ?? [])
  return { text: words.map((each) => `provider=${each}\n`).join(''), exit: 0 }
}

/** Audits that look at files, in the order in which they are tried. */
export const FILE_FORMS: readonly AuditForm[] = [
  content,
  facts,
  plainStat,
  tree,
  pluginFiles,
  dataDirectory,
  eachFile,
  clientCa,
  encryption,
]

function commandLines({ processes }: Audited['machine'], word: string): readonly string[] {
  return processes.map(({ command }) => command.join(' ')).filter((line) => line.includes(word))
}

function read(machine: Machine, path: string): AuditOutput {
  const file = machine.files.get(path)
  if (!file) return { text: `/bin/cat: ${path}: No such file or directory\n`, exit: 1 }
  return file.isDirectory ? { text: `/bin/cat: ${path}: Is a directory\n`, exit: 1 } : { text: file.content, exit: 0 }
}

/** A folder and everything under it, or what of it fits. Null: all names, files and directories. */
function find({ files }: Machine, folder: string, name: string | null, type: string | null): readonly MachineFile[] {
  const root = plainPath(folder)
  const fits = name === null ? () => true : globFits(name)
  const inside = [...files.values()].filter(({ path }) => path === root || path.startsWith(`${root}/`))
  return [...impliedDirectories(inside, root), ...inside].filter(
    (file) =>
      fits(file.path.slice(file.path.lastIndexOf('/') + 1)) && (type === null || file.isDirectory === (type === 'd')),
  )
}

/** Directories that nobody writes down because files lie in them. */
function impliedDirectories(inside: readonly MachineFile[], root: string): readonly MachineFile[] {
  const known = new Set(inside.map(({ path }) => path))
  const implied = new Map<string, MachineFile>()
  for (const { path } of inside) {
    for (let end = path.lastIndexOf('/'); end >= root.length; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end)
      if (!known.has(folder))
        implied.set(folder, {
          path: folder,
          isDirectory: true,
          mode: '755',
          owner: 'root:root',
          content: '',
          field: null,
        })
    }
  }
  return [...implied.values()]
}

/** Patterns of `find -name` with stars only; others fit nothing. */
function globFits(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*')
  return (name) => {
    if (parts.length === 1) return name === pattern
    if (
      !name.startsWith(parts[0]!) ||
      !name.endsWith(parts.at(-1)!) ||
      name.length < parts[0]!.length + parts.at(-1)!.length
    )
      return false
    let at = parts[0]!.length
    for (const part of parts.slice(1, -1)) {
      at = name.indexOf(part, at)
      if (at < 0) return false
      at += part.length
    }
    return true
  }
}

function statFound(files: readonly MachineFile[], format: string, failure: number): AuditOutput {
  return files.length === 0
    ? { text: "stat: missing operand\nTry 'stat --help' for more information.\n", exit: failure }
    : { text: files.map((file) => `${formatted(file, format)}\n`).join(''), exit: 0 }
}

function stat(machine: Machine, paths: readonly string[], format: string): AuditOutput {
  const found = paths.map((path) => ({ path, file: machine.files.get(plainPath(path)) }))
  const text = found
    .map(({ path, file }) =>
      file ? `${formatted({ ...file, path }, format)}\n` : `stat: cannot statx '${path}': No such file or directory\n`,
    )
    .join('')
  return { text, exit: found.every(({ file }) => file) ? 0 : 1 }
}

function formatted({ path, mode, owner }: Pick<MachineFile, 'path' | 'mode' | 'owner'>, format: string): string {
  const [user, group] = owner.split(':') as [string, string]
  return format.replace(/%[aUGn]/g, (each) => ({ '%a': mode, '%U': user, '%G': group, '%n': path })[each]!)
}

function plainPath(path: string): string {
  return path.length > 1 ? withoutTrailing(path, '/') : path
}
