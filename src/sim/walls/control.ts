import type { FieldPath } from '../../ground/span.ts'
import { fieldAt } from '../../manifests/fields.ts'
import type { ContainerManifest, PodManifest } from './pod-manifest.ts'

/** The checks of the server's own admission library, by their ids. */
export type ControlId =
  | 'appArmorProfile'
  | 'capabilities_baseline'
  | 'hostNamespaces'
  | 'hostPathVolumes'
  | 'hostPorts'
  | 'hostProbesAndHostLifecycle'
  | 'privileged'
  | 'procMount'
  | 'seLinuxOptions'
  | 'seccompProfile_baseline'
  | 'sysctls'
  | 'windowsHostProcess'
  | 'allowPrivilegeEscalation'
  | 'capabilities_restricted'
  | 'procMount_restricted'
  | 'restrictedVolumes'
  | 'runAsNonRoot'
  | 'runAsUser'
  | 'seccompProfile_restricted'

/** What a field may be. `absent`: also left out. `values`: one of these; `except`: anything but these. */
export type Allowed =
  | { readonly absent: boolean; readonly values: readonly string[] }
  | { readonly absent: boolean; readonly except: readonly string[] }

/** One field that fails a control. */
export interface Violation {
  /** In the object that makes the pod; of an absent field the place where it would stand. */
  readonly path: FieldPath
  /** What is there, as YAML would print it in one line; null: nothing. */
  readonly found: string | null
  readonly allowed: Allowed
}

/** What a control finds wrong. `reason` and `detail` are the server's own words. `violations` is never empty. */
export interface Fault {
  readonly reason: string
  readonly detail: string
  readonly violations: readonly Violation[]
}

/**
 * One control of the Pod Security Standards.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/ for names and values;
 * https://github.com/kubernetes/kubernetes/tree/master/staging/src/k8s.io/pod-security-admission/policy for what is
 * checked, since which minor version, and in which words.
 */
export interface Control {
  readonly id: ControlId
  /** As the standards call it. */
  readonly name: string
  readonly level: 'baseline' | 'restricted'
  /** The first minor version of Kubernetes, 1.x, whose standards have it. */
  readonly since: number
  /** The control of the level below whose place it takes. */
  readonly replaces?: ControlId
  /** Null: the pod passes. */
  check(pod: PodManifest, minor: number): Fault | null
}

/** A field of a security context that is written. `container` null: it is the pod's. */
export interface SecurityField {
  readonly container: ContainerManifest | null
  readonly path: FieldPath
  readonly value: unknown
}

/** A field of the security contexts wherever it is written: of the pod first, then of every container. */
export function securityFields(pod: PodManifest, ...field: readonly string[]): readonly SecurityField[] {
  const own = pod.context === undefined ? undefined : fieldAt(pod.context, ...field)
  return [
    ...(own === undefined
      ? []
      : [{ container: null, path: [...pod.specPath, 'securityContext', ...field], value: own }]),
    ...containerFields(pod, ...field),
  ]
}

/** The same of the containers alone: some fields a pod has not. */
export function containerFields(pod: PodManifest, ...field: readonly string[]): readonly SecurityField[] {
  return pod.containers.flatMap((container) => {
    const value = container.context === undefined ? undefined : fieldAt(container.context, ...field)
    return value === undefined ? [] : [{ container, path: [...container.path, 'securityContext', ...field], value }]
  })
}

/** `container "a"`, `containers "a", "b"`, in the server's words. A container is named once. */
export function containersNamed(containers: readonly ContainerManifest[]): string {
  const names = [...new Set(containers)].map(({ name }) => name)
  return `${plural('container', names.length)} ${quoted(names)}`
}

/** `pod and containers "a", "b"`: who sets a field. */
export function settersNamed(fields: readonly SecurityField[]): string {
  const containers = fields.flatMap(({ container }) => container ?? [])
  return [
    ...(fields.some(({ container }) => container === null) ? ['pod'] : []),
    ...(containers.length > 0 ? [containersNamed(containers)] : []),
  ].join(' and ')
}

/** Source: policy/helpers.go, joinQuote: quotes are put around, and nothing in between is escaped. */
export function quoted(texts: readonly string[]): string {
  return texts.map((text) => `"${text}"`).join(', ')
}

/** The noun for so many, as admission's messages put it. */
export function plural(noun: string, count: number, many = `${noun}s`): string {
  return count === 1 ? noun : many
}

/** Each once, sorted by their letters as the server's sets are. */
export function sortedSet(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort()
}

/** A value in one line, as it would be written. */
export function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
