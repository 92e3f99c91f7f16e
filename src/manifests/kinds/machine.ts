import * as Type from '../type.ts'
import type { FieldPath } from '../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../field-error.ts'
import { fieldAt, listAt, textAt } from '../fields.ts'
import { TextMap } from '../metadata.ts'

/** Our own kind, which no cluster has: the machine behind a node, as far as tools that look at machines see it. */
export const MACHINE_API = 'reachable/v1'

const told = (description: string, more = {}) => ({ ...more, description })

const ProcessShape = Type.Object(
  {
    program: Type.Optional(
      Type.String(
        told(
          'A program that runs as the baseline has it, but for what follows; one that the baseline has not runs with these flags alone.',
        ),
      ),
    ),
    flags: Type.Optional(
      Type.Array(Type.String(), told('Flags that it has, in place of the same flags of the baseline.')),
    ),
    without: Type.Optional(
      Type.Array(Type.String(), told('Flags of the baseline that it has not, without their values: --read-only-port.')),
    ),
    command: Type.Optional(
      Type.Array(
        Type.String(),
        told('The whole command line, one word each, in place of `program`: the baseline counts for nothing then.'),
      ),
    ),
    environment: Type.Optional(TextMap(told('Its environment variables, which only some checks read.'))),
  },
  { title: 'Process', additionalProperties: false },
)

const FileShape = Type.Object(
  {
    path: Type.Optional(
      Type.String(told('Where it lies. It takes the place of the baseline’s file of the same path.')),
    ),
    mode: Type.Optional(Type.String(told('Its permissions in octal digits, in quotation marks: "600".'))),
    owner: Type.Optional(Type.String(told('Who owns it: user:group.'))),
    content: Type.Optional(Type.String(told('What is written in it.'))),
    directory: Type.Optional(Type.Boolean(told('It is a directory.'))),
    absent: Type.Optional(Type.Boolean(told('The baseline has it, this machine has not.'))),
  },
  { title: 'File', additionalProperties: false },
)

/** The `spec` of a Machine, a kind of ours: what is to be found on a node, for kube-bench and kube-hunter. */
export const MachineSpecShape = Type.Object(
  {
    version: Type.Optional(Type.String(told('The version of Kubernetes, v1.34.2 when absent.'))),
    baseline: Type.Optional(
      Type.String(
        told(
          'What kubeadm left on it before anything below: a control plane, a worker, or nothing. By the node’s role when absent.',
          { enum: ['control-plane', 'worker', 'empty'] },
        ),
      ),
    ),
    processes: Type.Optional(Type.Array(ProcessShape, told('What runs on it.'))),
    stopped: Type.Optional(Type.Array(Type.String(), told('Processes of the baseline that do not run.'))),
    files: Type.Optional(Type.Array(FileShape, told('Files that checks look at.'))),
    cloud: Type.Optional(
      Type.String(
        told('Whose metadata service answers on 169.254.169.254; aws-imdsv2 answers nobody who has no token of it.', {
          enum: ['none', 'aws', 'aws-imdsv2', 'azure'],
        }),
      ),
    ),
    certificateEmail: Type.Optional(Type.String(told('An e-mail address in the certificates that it serves.'))),
  },
  {
    title: 'MachineSpec',
    additionalProperties: false,
    ...told('What runs and lies on the machine; everything else is as kubeadm leaves it.'),
  },
)

const BASELINES = ['control-plane', 'worker', 'empty']
const CLOUDS = ['none', 'aws', 'aws-imdsv2', 'azure']

/** Never of an API server: the messages have its form so that they read as all others do. */
export function validateMachine(value: unknown): readonly FieldError[] {
  const spec = fieldAt(value, 'spec')
  const oneOf = (field: string, allowed: readonly string[]): readonly FieldError[] => {
    const given = textAt(spec, field)
    return given === null || allowed.includes(given)
      ? []
      : [
          fieldError(
            ['spec', field],
            'Unsupported value',
            quote(given),
            `supported values: ${allowed.map((each) => quote(each)).join(', ')}`,
          ),
        ]
  }
  return [
    ...oneOf('baseline', BASELINES),
    ...oneOf('cloud', CLOUDS),
    ...listAt(spec, 'processes').flatMap((process, index) => validateProcess(process, ['spec', 'processes', index])),
    ...listAt(spec, 'files').flatMap((file, index) => validateFile(file, ['spec', 'files', index])),
  ]
}

function validateProcess(process: unknown, at: FieldPath): readonly FieldError[] {
  const program = textAt(process, 'program')
  const hasCommand = listAt(process, 'command').length > 0
  if (!program && !hasCommand) return [fieldError([...at, 'program'], 'Required value', null, 'a program or a command')]
  return program && hasCommand
    ? [fieldError([...at, 'command'], 'Forbidden', null, 'may not be given together with program')]
    : []
}

function validateFile(file: unknown, at: FieldPath): readonly FieldError[] {
  const path = textAt(file, 'path')
  const mode = textAt(file, 'mode')
  const owner = textAt(file, 'owner')
  return [
    ...(path === null
      ? [fieldError([...at, 'path'], 'Required value', null, '')]
      : path.startsWith('/')
        ? []
        : [fieldError([...at, 'path'], 'Invalid value', quote(path), 'must be an absolute path')]),
    ...(mode === null || /^[0-7]{3,4}$/.test(mode)
      ? []
      : [fieldError([...at, 'mode'], 'Invalid value', quote(mode), 'must be 3 or 4 octal digits')]),
    ...(owner === null || /^[^\s:]+:[^\s:]+$/.test(owner)
      ? []
      : [fieldError([...at, 'owner'], 'Invalid value', quote(owner), 'must be user:group')]),
  ]
}
