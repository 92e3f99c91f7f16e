/**
 * The three levels of the Pod Security Standards, the loosest first. Source:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const SECURITY_LEVELS = ['privileged', 'baseline', 'restricted'] as const
/** A level of the Pod Security Standards. */
export type SecurityLevel = (typeof SECURITY_LEVELS)[number]

/** Whether the text names a level, in small letters as the label does. */
export function isSecurityLevel(text: string): text is SecurityLevel {
  return SECURITY_LEVELS.some((level) => level === text)
}

/** Whether a pod that meets one level meets the other too. */
export function reachesLevel(level: SecurityLevel, wanted: SecurityLevel): boolean {
  return SECURITY_LEVELS.indexOf(level) >= SECURITY_LEVELS.indexOf(wanted)
}

/** The minor version of Kubernetes, 1.x, whose standards are meant by `latest` here. */
export const LATEST_STANDARDS = 36

/** Which standards to judge by: as it is written, and the minor version that it means. */
export interface StandardsVersion {
  readonly text: string
  readonly minor: number
}

/** The version that is meant where a label names none: the newest that is known here. */
export const LATEST: StandardsVersion = { text: 'latest', minor: LATEST_STANDARDS }

/**
 * `latest` or `v1.x`, as the server reads it; null: neither. A version that is newer than all we know is judged like
 * the newest.
 * Source:
 * https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/pod-security-admission/api/helpers.go,
 * ParseVersion.
 */
export function readStandardsVersion(text: string): StandardsVersion | null {
  if (text === 'latest') return LATEST
  const [, minor] = /^v1\.(0|[1-9]\d*)$/.exec(text) ?? []
  return minor === undefined ? null : { text, minor: Math.min(Number(minor), LATEST_STANDARDS) }
}
