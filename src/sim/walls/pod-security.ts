import { CAPABILITY_CONTROLS } from './capability-controls.ts'
import type { Control, ControlId, Fault } from './control.ts'
import { HOST_CONTROLS } from './host-controls.ts'
import type { PodManifest } from './pod-manifest.ts'
import { PROFILE_CONTROLS } from './profile-controls.ts'
import { LATEST_STANDARDS, type SecurityLevel } from '../../manifests/security-level.ts'
import { USER_CONTROLS } from './user-controls.ts'

/**
 * All controls, those of baseline first, each level in order of the ids: so the server asks, and so its messages come
 * out. Source: policy/registry.go, populate.
 */
export const CONTROLS: readonly Control[] = [
  ...HOST_CONTROLS,
  ...CAPABILITY_CONTROLS,
  ...PROFILE_CONTROLS,
  ...USER_CONTROLS,
].sort((a, b) => (a.level === b.level ? (a.id < b.id ? -1 : 1) : a.level === 'baseline' ? -1 : 1))

/** A control that a pod fails. */
export interface Failure extends Fault {
  readonly control: ControlId
  readonly name: string
  readonly level: 'baseline' | 'restricted'
}

/** Which level a pod meets, and what keeps it from the next. */
export interface PodSecurity {
  readonly level: SecurityLevel
  /**
   * What it fails of each level. Those of restricted are its own controls: everything of baseline is asked of it too.
   */
  readonly failures: Readonly<Record<'baseline' | 'restricted', readonly Failure[]>>
}

/** Judges a pod by the standards of a minor version. */
export function podSecurity(pod: PodManifest, minor = LATEST_STANDARDS): PodSecurity {
  const failures = {
    baseline: failuresAt(pod, 'baseline', minor),
    restricted: failuresAt(pod, 'restricted', minor).filter(({ level }) => level === 'restricted'),
  }
  return {
    failures,
    level: failures.baseline.length > 0 ? 'privileged' : failures.restricted.length > 0 ? 'baseline' : 'restricted',
  }
}

/**
 * What a pod fails of a level, in the order in which the server asks. Restricted asks for everything of baseline, but
 * for the controls that it has a stricter one for.
 */
export function failuresAt(pod: PodManifest, level: SecurityLevel, minor: number): readonly Failure[] {
  if (level === 'privileged') return []
  const failures: Failure[] = []
  for (const control of controlsOf(level, minor)) {
    const fault = control.check(pod, minor)
    if (fault) failures.push({ ...fault, control: control.id, name: control.name, level: control.level })
  }
  return failures
}

const asked = new Map<string, readonly Control[]>()

function controlsOf(level: 'baseline' | 'restricted', minor: number): readonly Control[] {
  const key = `${level} ${minor}`
  let controls = asked.get(key)
  if (!controls) {
    const all = CONTROLS.filter(
      (control) => control.since <= minor && (level === 'restricted' || control.level === 'baseline'),
    )
    const replaced = new Set(all.flatMap(({ replaces }) => replaces ?? []))
    asked.set(key, (controls = all.filter(({ id }) => !replaced.has(id))))
  }
  return controls
}

/** What fails, as the server's messages say it. Empty: nothing. */
export function failuresText(failures: readonly Failure[]): string {
  return failures.map(({ reason, detail }) => `${reason} (${detail})`).join(', ')
}
