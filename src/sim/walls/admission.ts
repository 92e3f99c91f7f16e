import type { Labels } from '../../ground/labels.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import { failuresAt, failuresText, type Failure } from './pod-security.ts'
import { readPodManifest, type PodManifest } from './pod-manifest.ts'
import {
  isSecurityLevel,
  LATEST,
  readStandardsVersion,
  type SecurityLevel,
  type StandardsVersion,
} from '../../manifests/security-level.ts'

/** What a namespace can have done about pods: refuse them, write them into the audit log, answer with a warning. */
export const ADMISSION_MODES = ['enforce', 'audit', 'warn'] as const
/** What happens to a pod that the level does not allow: `enforce` refuses it, the others only say so. */
export type AdmissionMode = (typeof ADMISSION_MODES)[number]

/** What stands before the mode in the labels of a namespace. */
const LABEL_PREFIX = 'pod-security.kubernetes.io/'

/**
 * What a namespace asks for in one mode. `label` null: it asks for nothing, and the server's default holds, which lets
 * everything pass.
 */
export interface ModePolicy {
  readonly level: SecurityLevel
  readonly version: StandardsVersion
  readonly label: string | null
}

/**
 * The labels of a namespace as the server reads them. A level that it does not know is restricted for `enforce`, and
 * privileged for the other modes.
 * Source:
 * https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/pod-security-admission/api/helpers.go,
 * PolicyToEvaluate.
 */
export function namespacePolicy(labels: Labels): Readonly<Record<AdmissionMode, ModePolicy>> {
  const of = (mode: AdmissionMode): ModePolicy => {
    const label = `${LABEL_PREFIX}${mode}`
    const level = labels[label]
    const version = labels[`${label}-version`]
    return {
      level:
        level === undefined
          ? 'privileged'
          : isSecurityLevel(level)
            ? level
            : mode === 'enforce'
              ? 'restricted'
              : 'privileged',
      version: (version === undefined ? null : readStandardsVersion(version)) ?? LATEST,
      label: level === undefined ? null : label,
    }
  }
  return { enforce: of('enforce'), audit: of('audit'), warn: of('warn') }
}

/** What one mode makes of a pod. `message`: what the server says; null: nothing fails. */
export interface ModeVerdict extends ModePolicy {
  readonly failures: readonly Failure[]
  readonly message: string | null
}

/** What the server does with a pod, and with the workload that makes it. */
export interface Admission {
  readonly modes: Readonly<Record<AdmissionMode, ModeVerdict>>
  /** `refused`: the pod does not come to be. `pods-refused`: the workload is taken, and none of its pods. */
  readonly outcome: 'accepted' | 'refused' | 'pods-refused'
  /**
   * What the server answers with to whoever applies the object, or the controller reads when it makes the pod; null: it
   * takes it in silence.
   */
  readonly answer: string | null
}

/**
 * Judges what an object makes in a namespace with these labels. `pod` is the name of a pod of it. The server holds
 * `enforce` against pods alone: a workload is only warned about.
 * Source:
 * https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/pod-security-admission/admission/admission.go,
 * ValidatePod, ValidatePodController, EvaluatePod; https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function admissionOf(object: KubernetesObject, labels: Labels, pod: string): Admission {
  const policy = namespacePolicy(labels)
  const isPod = object.kind === 'Pod'
  const asPod = readPodManifest(object)
  const asApplied = isPod ? asPod : readPodManifest(object, 'template')
  const modes = {
    enforce: verdict(asPod, policy.enforce, 'violates'),
    audit: verdict(asApplied, policy.audit, 'would violate'),
    warn: verdict(asApplied, policy.warn, 'would violate'),
  }
  const refusal = modes.enforce.message
  if (refusal === null)
    return { modes, outcome: 'accepted', answer: modes.warn.message && `Warning: ${modes.warn.message}` }
  return {
    modes,
    outcome: isPod ? 'refused' : 'pods-refused',
    answer: `${isPod ? 'Error from server (Forbidden)' : 'Error creating'}: pods "${pod}" is forbidden: ${refusal}`,
  }
}

/**
 * What the server says to a pod in a namespace with these labels, as a manifest that may hold what no object does;
 * null: it takes it.
 */
export function podRefusal(manifest: PodManifest, labels: Labels, pod: string): string | null {
  const { message } = verdict(manifest, namespacePolicy(labels).enforce, 'violates')
  return message === null ? null : `pods "${pod}" is forbidden: ${message}`
}

function verdict(pod: PodManifest, policy: ModePolicy, verb: string): ModeVerdict {
  const failures = failuresAt(pod, policy.level, policy.version.minor)
  return {
    ...policy,
    failures,
    message:
      failures.length === 0
        ? null
        : `${verb} PodSecurity "${policy.level}:${policy.version.text}": ${failuresText(failures)}`,
  }
}
