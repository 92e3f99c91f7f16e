import { fieldAt, listAt, objectAt, textAt } from '../../manifests/fields.ts'
import {
  containerFields,
  containersNamed,
  plural,
  quoted,
  securityFields,
  settersNamed,
  sortedSet,
  written,
  type Allowed,
  type Control,
  type Fault,
  type SecurityField,
} from './control.ts'
import type { PodManifest } from './pod-manifest.ts'

const PROFILE_TYPES: readonly string[] = ['RuntimeDefault', 'Localhost']
const PROFILES: Allowed = { absent: true, values: PROFILE_TYPES }
const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/'
const SELINUX_TYPES: readonly string[] = ['container_t', 'container_init_t', 'container_kvm_t']

/** Sysctls that only touch the pod, each with the first minor version whose standards call it safe. */
const SAFE_SYSCTLS: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
}

/** Whether the standards of that version let a pod set it. */
export function isSafeSysctl(name: string, minor: number): boolean {
  return Object.hasOwn(SAFE_SYSCTLS, name) && SAFE_SYSCTLS[name]! <= minor
}

/**
 * Controls of the profiles that the kernel holds a process to. Standards before v1.19 judged seccomp by annotations
 * that no server reads any more: that is left out.
 */
export const PROFILE_CONTROLS: readonly Control[] = [
  { id: 'appArmorProfile', name: 'AppArmor', level: 'baseline', since: 0, check: appArmor },
  { id: 'seLinuxOptions', name: 'SELinux', level: 'baseline', since: 0, check: seLinux },
  // In a user namespace of its own a pod cannot do harm with it.
  {
    id: 'procMount',
    name: '/proc Mount Type',
    level: 'baseline',
    since: 0,
    check: (pod, minor) => (minor >= 35 && isInUserNamespace(pod) ? null : procMount(pod)),
  },
  {
    id: 'procMount_restricted',
    name: '/proc Mount Type',
    level: 'restricted',
    since: 35,
    replaces: 'procMount',
    check: procMount,
  },
  {
    id: 'seccompProfile_baseline',
    name: 'Seccomp',
    level: 'baseline',
    since: 19,
    check(pod) {
      const set = otherProfiles(securityFields(pod, 'seccompProfile'))
      return set.length === 0 ? null : seccompFault(set, PROFILES)
    },
  },
  {
    id: 'seccompProfile_restricted',
    name: 'Seccomp',
    level: 'restricted',
    since: 19,
    replaces: 'seccompProfile_baseline',
    check(pod, minor) {
      if (minor >= 25 && pod.os === 'windows') return null
      const allowed: Allowed = { absent: false, values: PROFILE_TYPES }
      const fields = securityFields(pod, 'seccompProfile')
      const set = otherProfiles(fields)
      if (set.length > 0) return seccompFault(set, allowed)
      if (fields.some(({ container }) => container === null)) return null
      const without = pod.containers.filter((container) => !fields.some((field) => field.container === container))
      if (without.length === 0) return null
      return {
        reason: 'seccompProfile',
        detail: `pod or ${containersNamed(without)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
        violations: without.map(({ path }) => ({
          path: [...path, 'securityContext', 'seccompProfile', 'type'],
          found: null,
          allowed,
        })),
      }
    },
  },
  {
    id: 'sysctls',
    name: 'Sysctls',
    level: 'baseline',
    since: 0,
    check({ context, specPath }, minor) {
      const allowed: Allowed = {
        absent: true,
        values: Object.keys(SAFE_SYSCTLS).filter((name) => isSafeSysctl(name, minor)),
      }
      const unsafe = listAt(context, 'sysctls').flatMap((sysctl, index) => {
        const name = textAt(sysctl, 'name') ?? ''
        return isSafeSysctl(name, minor)
          ? []
          : [{ path: [...specPath, 'securityContext', 'sysctls', index, 'name'], found: name, allowed }]
      })
      return unsafe.length === 0
        ? null
        : { reason: 'forbidden sysctls', detail: unsafe.map(({ found }) => found).join(', '), violations: unsafe }
    },
  },
]

/** Fields and, for as long as they live, the annotations that came before them. */
function appArmor(pod: PodManifest): Fault | null {
  const set = otherProfiles(securityFields(pod, 'appArmorProfile'))
  const annotated = Object.entries(pod.annotations)
    .filter(
      ([key, value]) =>
        key.startsWith(APPARMOR_ANNOTATION) &&
        value !== '' &&
        value !== 'runtime/default' &&
        !value.startsWith('localhost/'),
    )
    .sort()
  if (set.length + annotated.length === 0) return null
  const values = [...sortedSet(set.map(({ type }) => type)), ...annotated.map(([key, value]) => `${key}="${value}"`)]
  const setters = [
    ...(set.length > 0 ? [settersNamed(set)] : []),
    ...(annotated.length > 0 ? [plural('annotation', annotated.length)] : []),
  ]
  return {
    reason: plural('forbidden AppArmor profile', values.length),
    detail: `${setters.join(' and ')} must not set AppArmor profile type to ${quoted(values)}`,
    violations: [
      ...set.map(({ path, type }) => ({ path: [...path, 'type'], found: type, allowed: PROFILES })),
      ...annotated.map(([key, value]) => ({
        path: [...pod.annotationsPath, key],
        found: value,
        allowed: { absent: true, values: ['runtime/default', 'localhost/*'] },
      })),
    ],
  }
}

function seLinux(pod: PodManifest, minor: number): Fault | null {
  const types = minor >= 31 ? [...SELINUX_TYPES, 'container_engine_t'] : SELINUX_TYPES
  const bad = securityFields(pod, 'seLinuxOptions').flatMap((field) =>
    ['type', 'user', 'role'].flatMap((key) => {
      const value = textAt(field.value, key)
      return !value || (key === 'type' && types.includes(value)) ? [] : [{ ...field, key, found: value }]
    }),
  )
  if (bad.length === 0) return null
  const wrongTypes = sortedSet(bad.flatMap(({ key, found }) => (key === 'type' ? [found] : [])))
  const details = [
    ...(wrongTypes.length > 0 ? [`${plural('type', wrongTypes.length)} ${quoted(wrongTypes)}`] : []),
    ...['user', 'role'].flatMap((each) => (bad.some(({ key }) => key === each) ? [`${each} may not be set`] : [])),
  ]
  return {
    reason: 'seLinuxOptions',
    detail: `${settersNamed(bad)} set forbidden securityContext.seLinuxOptions: ${details.join('; ')}`,
    violations: bad.map(({ path, key, found }) => ({
      path: [...path, key],
      found,
      allowed: { absent: true, values: key === 'type' ? types : [] },
    })),
  }
}

function procMount(pod: PodManifest): Fault | null {
  const set = containerFields(pod, 'procMount').filter(({ value }) => value !== 'Default')
  if (set.length === 0) return null
  return {
    reason: 'procMount',
    detail: `${containersNamed(set.map(({ container }) => container!))} must not set securityContext.procMount to ${quoted(sortedSet(set.map(({ value }) => written(value))))}`,
    violations: set.map(({ path, value }) => ({
      path,
      found: written(value),
      allowed: { absent: true, values: ['Default'] },
    })),
  }
}

/**
 * `hostUsers: false`. Source:
 * https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/#integration-with-pod-security-admission-checks
 */
export function isInUserNamespace({ spec }: PodManifest): boolean {
  return fieldAt(spec, 'hostUsers') === false
}

interface Profile extends SecurityField {
  readonly type: string
}

/** Profiles of a type that turns them off. */
function otherProfiles(fields: readonly SecurityField[]): readonly Profile[] {
  return fields.flatMap((field) => {
    const type = objectAt(field.value) ? (textAt(field.value, 'type') ?? '') : written(field.value)
    return PROFILE_TYPES.includes(type) ? [] : [{ ...field, type }]
  })
}

function seccompFault(set: readonly Profile[], allowed: Allowed): Fault {
  return {
    reason: 'seccompProfile',
    detail: `${settersNamed(set)} must not set securityContext.seccompProfile.type to ${quoted(sortedSet(set.map(({ type }) => type)))}`,
    violations: set.map(({ path, type }) => ({ path: [...path, 'type'], found: type, allowed })),
  }
}
