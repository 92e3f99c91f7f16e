import * as Type from '../type.ts'
import type { TSchema } from '../type.ts'
import { matchesSelector } from '../../ground/labels.ts'
import { printFieldPath, type FieldPath } from '../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../field-error.ts'
import { fieldAt, labelsAt, numberAt, objectAt, textAt } from '../fields.ts'
import { TextMap, validateLabels } from '../metadata.ts'
import { described } from '../shape.ts'
import { LabelSelectorShape, readLabelSelector, validateLabelSelector } from './label-selector.ts'
import { PodTemplateShape, validatePodSpec } from './pod.ts'

const URL = 'https://kubernetes.io/docs/concepts/workloads/controllers/'

const replicas = Type.Optional(Type.Integer(described('How many pods. One when absent.', URL)))
const selector = Type.Optional(
  LabelSelectorShape("The pods that belong to this workload. Must match the template's labels.", URL),
)
const template = Type.Optional(PodTemplateShape)

/** `spec` of each kind of workload; fields that do not change who reaches whom are let through. */
export const WORKLOAD_SPECS = {
  Deployment: Type.Object({ replicas, selector, template }, { title: 'DeploymentSpec' }),
  ReplicaSet: Type.Object({ replicas, selector, template }, { title: 'ReplicaSetSpec' }),
  StatefulSet: Type.Object(
    {
      replicas,
      selector,
      template,
      serviceName: Type.Optional(Type.String(described('The headless Service that names its pods.', URL))),
    },
    { title: 'StatefulSetSpec' },
  ),
  DaemonSet: Type.Object({ selector, template }, { title: 'DaemonSetSpec' }),
  ReplicationController: Type.Object(
    { replicas, selector: Type.Optional(TextMap()), template },
    { title: 'ReplicationControllerSpec' },
  ),
  Job: Type.Object(
    {
      parallelism: Type.Optional(Type.Integer(described('How many pods run at a time. One when absent.', URL))),
      template,
    },
    { title: 'JobSpec' },
  ),
  CronJob: Type.Object(
    {
      schedule: Type.Optional(Type.String()),
      jobTemplate: Type.Optional(
        Type.Object(
          {
            spec: Type.Optional(
              Type.Object({ parallelism: Type.Optional(Type.Integer()), template }, { title: 'JobSpec' }),
            ),
          },
          { title: 'JobTemplateSpec' },
        ),
      ),
    },
    { title: 'CronJobSpec' },
  ),
} as const satisfies Readonly<Record<string, TSchema>>

/**
 * A selector that does not select the workload's own pods is refused. Source: kubernetes/pkg/apis/apps/validation,
 * ValidatePodTemplateSpecForDeployment.
 */
export function validateSelectingWorkload(value: unknown, kind: string): readonly FieldError[] {
  const spec = fieldAt(value, 'spec')
  const written = objectAt(spec, 'selector')
  const { requirements } = readLabelSelector(written, ['spec', 'selector'])
  // The server says `deployment` for ReplicaSets too.
  const empty = `empty selector is invalid for ${kind === 'ReplicaSet' ? 'deployment' : kind.toLowerCase()}`
  return [
    ...(!written
      ? [fieldError(['spec', 'selector'], 'Required value', null, '')]
      : requirements.length === 0
        ? [fieldError(['spec', 'selector'], 'Invalid value', quote(written), empty)]
        : validateLabelSelector(written, ['spec', 'selector'])),
    ...notNegative(spec, 'replicas', ['spec']),
    ...validateTemplate(
      spec,
      ['spec'],
      requirements.length > 0 ? (labels) => matchesSelector({ requirements, path: [] }, labels) : null,
    ),
    ...restartsAlways(spec),
  ]
}

/** What the API server says of a ReplicationController beyond its shape; empty: nothing. */
export function validateReplicationController(value: unknown): readonly FieldError[] {
  const spec = fieldAt(value, 'spec')
  const written = objectAt(spec, 'selector')
  // Absent, it is taken from the template.
  return [
    ...notNegative(spec, 'replicas', ['spec']),
    ...validateTemplate(spec, ['spec'], written ? (labels) => holdsAll(labelsAt(spec, 'selector'), labels) : null),
    ...restartsAlways(spec),
  ]
}

/** What the API server says of a Job beyond its shape; empty: nothing. */
export function validateJob(value: unknown): readonly FieldError[] {
  return validateJobSpec(fieldAt(value, 'spec'), ['spec'])
}

/** What the API server says of a CronJob beyond its shape; empty: nothing. */
export function validateCronJob(value: unknown): readonly FieldError[] {
  return validateJobSpec(fieldAt(value, 'spec', 'jobTemplate', 'spec'), ['spec', 'jobTemplate', 'spec'])
}

/**
 * Its pods end, so that they may not be restarted for ever, as they are when nothing is said. Source:
 * kubernetes/pkg/apis/batch/validation, ValidateJobTemplateSpec.
 */
function validateJobSpec(spec: unknown, path: FieldPath): readonly FieldError[] {
  const problems = validateTemplate(spec, path, null)
  const restart = textAt(spec, 'template', 'spec', 'restartPolicy') ?? 'Always'
  const at = [...path, 'template', 'spec', 'restartPolicy']
  const isWritten = fieldAt(spec, 'template', 'spec') !== undefined
  if (restart === 'OnFailure' || restart === 'Never') return [...notNegative(spec, 'parallelism', path), ...problems]
  return [
    ...notNegative(spec, 'parallelism', path),
    ...problems,
    {
      ...(restart === 'Always'
        ? fieldError(at, 'Required value', null, 'valid values: "OnFailure", "Never"')
        : fieldError(at, 'Unsupported value', quote(restart), 'supported values: "Always", "OnFailure", "Never"')),
      ...(!isWritten && { path }),
    },
  ]
}

/** Source: kubernetes/pkg/apis/apps/validation, ValidatePodTemplateSpecForReplicaSet */
function restartsAlways(spec: unknown): readonly FieldError[] {
  const restart = textAt(spec, 'template', 'spec', 'restartPolicy') ?? 'Always'
  return restart === 'Always'
    ? []
    : [
        fieldError(
          ['spec', 'template', 'spec', 'restartPolicy'],
          'Unsupported value',
          quote(restart),
          'supported values: "Always"',
        ),
      ]
}

function notNegative(spec: unknown, field: string, path: FieldPath): readonly FieldError[] {
  const value = numberAt(spec, field)
  return value !== null && value < 0
    ? [fieldError([...path, field], 'Invalid value', quote(value), 'must be greater than or equal to 0')]
    : []
}

function validateTemplate(
  spec: unknown,
  path: FieldPath,
  isOwn: ((labels: Readonly<Record<string, string>>) => boolean) | null,
): readonly FieldError[] {
  const pods = fieldAt(spec, 'template')
  const at = [...path, 'template']
  if (pods === undefined) return [fieldError(at, 'Required value', null, '')]
  const labels = labelsAt(pods, 'metadata', 'labels')
  return [
    ...(isOwn && !isOwn(labels)
      ? [
          fieldError(
            [...at, 'metadata', 'labels'],
            'Invalid value',
            quote(labels),
            '`selector` does not match template `labels`',
          ),
        ]
      : []),
    // The server leaves `metadata` out here.
    ...validateLabels(labels, [...at, 'metadata', 'labels']).map((error) => ({
      ...error,
      field: printFieldPath([...at, 'labels']),
    })),
    ...validatePodSpec(fieldAt(pods, 'spec'), [...at, 'spec']),
  ]
}

function holdsAll(wanted: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value)
}
