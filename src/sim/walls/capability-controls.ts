import { listAt } from '../../manifests/fields.ts'
import { containersNamed, quoted, sortedSet, type Allowed, type Control, type Violation } from './control.ts'
import type { ContainerManifest, PodManifest } from './pod-manifest.ts'

/** What baseline lets a container add: what runtimes give by default, without NET_RAW. */
const BASELINE_CAPABILITIES: readonly string[] = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]
const RESTRICTED_CAPABILITIES: readonly string[] = ['NET_BIND_SERVICE']

/**
 * Controls of what containers may do that others may not. Names are compared as they are written: `all` is not `ALL`.
 */
export const CAPABILITY_CONTROLS: readonly Control[] = [
  {
    id: 'capabilities_baseline',
    name: 'Capabilities',
    level: 'baseline',
    since: 0,
    check(pod) {
      const added = addedBut(BASELINE_CAPABILITIES, pod)
      return added.length === 0
        ? null
        : {
            reason: 'non-default capabilities',
            detail: mustNotInclude(added),
            violations: added.map(({ violation }) => violation),
          }
    },
  },
  {
    id: 'capabilities_restricted',
    name: 'Capabilities',
    level: 'restricted',
    since: 22,
    replaces: 'capabilities_baseline',
    check(pod, minor) {
      if (minor >= 25 && pod.os === 'windows') return null
      const keeping = pod.containers.filter(({ context }) => !listAt(context, 'capabilities', 'drop').includes('ALL'))
      const added = addedBut(RESTRICTED_CAPABILITIES, pod)
      const details = [
        ...(keeping.length > 0
          ? [`${containersNamed(keeping)} must set securityContext.capabilities.drop=["ALL"]`]
          : []),
        ...(added.length > 0 ? [mustNotInclude(added)] : []),
      ]
      return details.length === 0
        ? null
        : {
            reason: 'unrestricted capabilities',
            detail: details.join('; '),
            violations: [...keeping.map(keptAll), ...added.map(({ violation }) => violation)],
          }
    },
  },
]

interface Added {
  readonly container: ContainerManifest
  readonly capability: string
  readonly violation: Violation
}

function addedBut(allowed: readonly string[], { containers }: PodManifest): readonly Added[] {
  const values: Allowed = { absent: true, values: allowed }
  return containers.flatMap((container) =>
    listAt(container.context, 'capabilities', 'add').flatMap((capability, index): readonly Added[] =>
      typeof capability !== 'string' || allowed.includes(capability)
        ? []
        : [
            {
              container,
              capability,
              violation: {
                path: [...container.path, 'securityContext', 'capabilities', 'add', index],
                found: capability,
                allowed: values,
              },
            },
          ],
    ),
  )
}

function mustNotInclude(added: readonly Added[]): string {
  return `${containersNamed(added.map(({ container }) => container))} must not include ${quoted(sortedSet(added.map(({ capability }) => capability)))} in securityContext.capabilities.add`
}

function keptAll({ path, context }: ContainerManifest): Violation {
  const drop = listAt(context, 'capabilities', 'drop')
  return {
    path: [...path, 'securityContext', 'capabilities', 'drop'],
    found: drop.length === 0 ? null : JSON.stringify(drop),
    allowed: { absent: false, values: ['["ALL"]'] },
  }
}
