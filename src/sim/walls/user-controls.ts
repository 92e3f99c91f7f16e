import { fieldAt, listAt, objectAt, textAt } from '../../manifests/fields.ts'
import {
  containersNamed,
  plural,
  quoted,
  securityFields,
  settersNamed,
  sortedSet,
  written,
  type Allowed,
  type Control,
} from './control.ts'
import type { ContainerManifest, PodManifest } from './pod-manifest.ts'
import { isInUserNamespace } from './profile-controls.ts'

const VOLUME_TYPES: readonly string[] = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]
const TRUE: Allowed = { absent: false, values: ['true'] }

/** Controls of restricted: who a container runs as, what it may become, and what it mounts. */
export const USER_CONTROLS: readonly Control[] = [
  {
    id: 'allowPrivilegeEscalation',
    name: 'Privilege Escalation',
    level: 'restricted',
    since: 8,
    check(pod, minor) {
      if (minor >= 25 && pod.os === 'windows') return null
      const open = pod.containers.filter(({ context }) => fieldAt(context, 'allowPrivilegeEscalation') !== false)
      if (open.length === 0) return null
      return {
        reason: 'allowPrivilegeEscalation != false',
        detail: `${containersNamed(open)} must set securityContext.allowPrivilegeEscalation=false`,
        violations: open.map(({ path, context }) => {
          const found = fieldAt(context, 'allowPrivilegeEscalation')
          return {
            path: [...path, 'securityContext', 'allowPrivilegeEscalation'],
            found: found === undefined ? null : written(found),
            allowed: { absent: false, values: ['false'] },
          }
        }),
      }
    },
  },
  {
    id: 'restrictedVolumes',
    name: 'Volume Types',
    level: 'restricted',
    since: 0,
    replaces: 'hostPathVolumes',
    check({ spec, specPath }) {
      const others = listAt(spec, 'volumes').flatMap((volume, index) => {
        const types = Object.entries(objectAt(volume) ?? {})
          .filter(([key, value]) => key !== 'name' && value !== null)
          .map(([key]) => key)
        // One that names no type becomes an emptyDir.
        return types.length === 0 || types.some((type) => VOLUME_TYPES.includes(type))
          ? []
          : [{ name: textAt(volume, 'name') ?? '', type: types[0]!, path: [...specPath, 'volumes', index, types[0]!] }]
      })
      if (others.length === 0) return null
      const types = sortedSet(others.map(({ type }) => type))
      return {
        reason: 'restricted volume types',
        detail: `${plural('volume', others.length)} ${quoted(others.map(({ name }) => name))} ${plural('uses', others.length, 'use')} ${plural('restricted volume type', types.length)} ${quoted(types)}`,
        violations: others.map(({ path, type }) => ({
          path,
          found: type,
          allowed: { absent: true, values: VOLUME_TYPES },
        })),
      }
    },
  },
  {
    id: 'runAsNonRoot',
    name: 'Running as Non-root',
    level: 'restricted',
    since: 0,
    check(pod, minor) {
      if (minor >= 35 && isInUserNamespace(pod)) return null
      const fields = securityFields(pod, 'runAsNonRoot')
      const set = fields.filter(({ value }) => value === false)
      if (set.length > 0) {
        return {
          reason: 'runAsNonRoot != true',
          detail: `${settersNamed(set)} must not set securityContext.runAsNonRoot=false`,
          violations: set.map(({ path }) => ({ path, found: 'false', allowed: TRUE })),
        }
      }
      if (fields.some(({ container }) => container === null)) return null
      const without = pod.containers.filter((container) => !fields.some((field) => field.container === container))
      if (without.length === 0) return null
      return {
        reason: 'runAsNonRoot != true',
        detail: `pod or ${containersNamed(without)} must set securityContext.runAsNonRoot=true`,
        violations: without.map(({ path }) => ({
          path: [...path, 'securityContext', 'runAsNonRoot'],
          found: null,
          allowed: TRUE,
        })),
      }
    },
  },
  {
    id: 'runAsUser',
    name: 'Running as Non-root user',
    level: 'restricted',
    since: 23,
    check(pod, minor) {
      if (minor >= 35 && isInUserNamespace(pod)) return null
      const set = securityFields(pod, 'runAsUser').filter(({ value }) => value === 0)
      if (set.length === 0) return null
      return {
        reason: 'runAsUser=0',
        detail: `${settersNamed(set)} must not set runAsUser=0`,
        violations: set.map(({ path }) => ({ path, found: '0', allowed: { absent: true, except: ['0'] } })),
      }
    },
  },
]

/**
 * The user a container runs as, as far as the manifest says. `image`: whichever its image names, root unless it names
 * one.
 */
export type RunsAs = 'root' | 'non-root' | 'image'

/**
 * A container's own fields come before the pod's. Source:
 * https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export function runsAs(container: ContainerManifest, pod: PodManifest): RunsAs {
  const contexts = [container.context, pod.context]
  const user = contexts.map((context) => fieldAt(context, 'runAsUser')).find((each) => each !== undefined)
  if (typeof user === 'number') return user === 0 ? 'root' : 'non-root'
  return contexts.map((context) => fieldAt(context, 'runAsNonRoot')).find((each) => each !== undefined) === true
    ? 'non-root'
    : 'image'
}
