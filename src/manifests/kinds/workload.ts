import * as Type from '../type.ts'
import type { TSchema } from '../type.ts'
import { matchesSelector } from '../../ground/labels.ts'
import type { FieldPath } from '../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../field-error.ts'
import { fieldAt, labelsAt, objectAt } from '../fields.ts'
import { TextMap, validateLabels } from '../metadata.ts'
import { described } from '../shape.ts'
import { LabelSelectorShape, readLabelSelector, validateLabelSelector } from './label-selector.ts'
import { PodTemplateShape, validatePodSpec } from './pod.ts'

const URL = 'https://kubernetes.io/docs/concepts/workloads/controllers/'

const replicas = Type.Optional(Type.Integer(described('How many pods. One when absent.', URL)))
const selector = Type.Optional(LabelSelectorShape("The pods that belong to this workload. Must match the template's labels.", URL))
const template = Type.Optional(PodTemplateShape)

/** `spec` of each kind of workload; fields that do not change who reaches whom are let through. */
export const WORKLOAD_SPECS = {
  Deployment: Type.Object({ replicas, selector, template }, { title: 'DeploymentSpec' }),
  ReplicaSet: Type.Object({ replicas, selector, template }, { title: 'ReplicaSetSpec' }),
  StatefulSet: Type.Object({ replicas, selector, template, serviceName: Type.Optional(Type.String(described('The headless Service that names its pods.', URL))) }, { title: 'StatefulSetSpec' }),
  DaemonSet: Type.Object({ selector, template }, { title: 'DaemonSetSpec' }),
  ReplicationController: Type.Object({ replicas, selector: Type.Optional(TextMap()), template }, { title: 'ReplicationControllerSpec' }),
  Job: Type.Object({ parallelism: Type.Optional(Type.Integer(described('How many pods run at a time. One when absent.', URL))), template }, { title: 'JobSpec' }),
  CronJob: Type.Object({
    schedule: Type.Optional(Type.String()),
    jobTemplate: Type.Optional(Type.Object({ spec: Type.Optional(Type.Object({ parallelism: Type.Optional(Type.Integer()), template }, { title: 'JobSpec' })) }, { title: 'JobTemplateSpec' })),
  }, { title: 'CronJobSpec' }),
} as const satisfies Readonly<Record<string, TSchema>>

/** A selector that does not select the workload's own pods is refused. Source: kubernetes/pkg/apis/apps/validation, ValidatePodTemplateSpecForDeployment. */
export function validateSelectingWorkload(value: unknown, kind: string): readonly FieldError[] {
  const spec = fieldAt(value, 'spec'), written = objectAt(spec, 'selector')
  const { requirements } = readLabelSelector(written, ['spec', 'selector'])
  // The server says `deployment` for ReplicaSets too.
  const empty = `empty selector is invalid for ${kind === 'ReplicaSet' ? 'deployment' : kind.toLowerCase()}`
  return [
    ...(!written ? [fieldError(['spec', 'selector'], 'Required value', null, '')]
      : requirements.length === 0 ? [fieldError(['spec', 'selector'], 'Invalid value', quote(written), empty)] : validateLabelSelector(written, ['spec', 'selector'])),
    ...validateTemplate(spec, ['spec'], requirements.length > 0 ? (labels) => matchesSelector({ requirements, path: [] }, labels) : null),
  ]
}

export function validateReplicationController(value: unknown): readonly FieldError[] {
  const spec = fieldAt(value, 'spec'), written = objectAt(spec, 'selector')
  // Absent, it is taken from the template.
  return validateTemplate(spec, ['spec'], written ? (labels) => holdsAll(labelsAt(spec, 'selector'), labels) : null)
}

export function validateJob(value: unknown): readonly FieldError[] {
  return validateTemplate(fieldAt(value, 'spec'), ['spec'], null)
}

export function validateCronJob(value: unknown): readonly FieldError[] {
  return validateTemplate(fieldAt(value, 'spec', 'jobTemplate', 'spec'), ['spec', 'jobTemplate', 'spec'], null)
}

function validateTemplate(spec: unknown, path: FieldPath, isOwn: ((labels: Readonly<Record<string, string>>) => boolean) | null): readonly FieldError[] {
  const pods = fieldAt(spec, 'template'), at = [...path, 'template']
  if (pods === undefined) return [fieldError(at, 'Required value', null, '')]
  const labels = labelsAt(pods, 'metadata', 'labels')
  return [
    ...(isOwn && !isOwn(labels) ? [fieldError([...at, 'metadata', 'labels'], 'Invalid value', quote(labels), '`selector` does not match template `labels`')] : []),
    ...validateLabels(labels, [...at, 'metadata', 'labels']),
    ...validatePodSpec(fieldAt(pods, 'spec'), [...at, 'spec']),
  ]
}

function holdsAll(wanted: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value)
}
