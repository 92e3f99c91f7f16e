import { fieldAt, flagAt, listAt, textAt } from '../../manifests/fields.ts'
import {
  containerFields,
  containersNamed,
  plural,
  quoted,
  securityFields,
  settersNamed,
  sortedSet,
  type Allowed,
  type Control,
  type Violation,
} from './control.ts'
import { hostPortsOf, type PodManifest } from './pod-manifest.ts'

const FALSE: Allowed = { absent: true, values: ['false'] }
const ABSENT: Allowed = { absent: true, values: [] }

/** Controls of baseline that keep a pod off its node. */
export const HOST_CONTROLS: readonly Control[] = [
  {
    id: 'hostNamespaces',
    name: 'Host Namespaces',
    level: 'baseline',
    since: 0,
    check({ spec, specPath }) {
      const shared = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => flagAt(spec, field))
      if (shared.length === 0) return null
      return {
        reason: 'host namespaces',
        detail: shared.map((field) => `${field}=true`).join(', '),
        violations: shared.map((field) => ({ path: [...specPath, field], found: 'true', allowed: FALSE })),
      }
    },
  },
  {
    id: 'hostPathVolumes',
    name: 'HostPath Volumes',
    level: 'baseline',
    since: 0,
    check({ spec, specPath }) {
      const found = listAt(spec, 'volumes').flatMap((volume, index) =>
        fieldAt(volume, 'hostPath') === undefined
          ? []
          : [{ name: textAt(volume, 'name') ?? '', path: [...specPath, 'volumes', index, 'hostPath'], volume }],
      )
      if (found.length === 0) return null
      return {
        reason: 'hostPath volumes',
        detail: `${plural('volume', found.length)} ${quoted(found.map(({ name }) => name))}`,
        violations: found.map(({ path, volume }) => ({
          path,
          found: textAt(volume, 'hostPath', 'path') ?? '{}',
          allowed: ABSENT,
        })),
      }
    },
  },
  {
    id: 'hostPorts',
    name: 'Host Ports',
    level: 'baseline',
    since: 0,
    check(pod) {
      const ports = hostPortsOf(pod)
      if (ports.length === 0) return null
      const names = [...new Set(ports.map(({ container }) => container))]
      const numbers = sortedSet(ports.map(({ hostPort }) => String(hostPort)))
      return {
        reason: 'hostPort',
        detail: `${plural('container', names.length)} ${quoted(names)} ${plural('uses', names.length, 'use')} ${plural('hostPort', numbers.length)} ${numbers.join(', ')}`,
        violations: ports.map(({ path, hostPort }) => ({
          path,
          found: String(hostPort),
          allowed: { absent: true, values: ['0'] },
        })),
      }
    },
  },
  {
    id: 'hostProbesAndHostLifecycle',
    name: 'Host Probes / Lifecycle Hooks',
    level: 'baseline',
    since: 34,
    check(pod) {
      const hosts = pod.containers.flatMap((container) =>
        HANDLERS.filter(([first]) => fieldAt(container.value, first!) !== undefined).flatMap((handler) => {
          const host = textAt(container.value, ...handler)
          return host ? [{ container, host, path: [...container.path, ...handler] }] : []
        }),
      )
      if (hosts.length === 0) return null
      const names = sortedSet(hosts.map(({ container }) => container.name))
      const wanted = sortedSet(hosts.map(({ host }) => host))
      return {
        reason: 'probe or lifecycle host',
        detail: `${plural('container', names.length)} ${quoted(names)} ${plural('uses', names.length, 'use')} ${plural('probe or lifecycle host', wanted.length)} ${quoted(wanted)}`,
        violations: hosts.map(({ path, host }) => ({ path, found: host, allowed: ABSENT })),
      }
    },
  },
  {
    id: 'privileged',
    name: 'Privileged Containers',
    level: 'baseline',
    since: 0,
    check(pod) {
      const set = containerFields(pod, 'privileged').filter(({ value }) => value === true)
      if (set.length === 0) return null
      return {
        reason: 'privileged',
        detail: `${containersNamed(set.map(({ container }) => container!))} must not set securityContext.privileged=true`,
        violations: set.map(trueFound),
      }
    },
  },
  {
    id: 'windowsHostProcess',
    name: 'HostProcess',
    level: 'baseline',
    since: 0,
    check(pod) {
      const set = securityFields(pod, 'windowsOptions', 'hostProcess').filter(({ value }) => value === true)
      if (set.length === 0) return null
      return {
        reason: 'hostProcess',
        detail: `${settersNamed(set)} must not set securityContext.windowsOptions.hostProcess=true`,
        violations: set.map(trueFound),
      }
    },
  },
]

/** Whom the kubelet calls in the pod's name. */
const HANDLERS: readonly (readonly string[])[] = [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => [probe]),
  ...['postStart', 'preStop'].map((hook) => ['lifecycle', hook]),
].flatMap((handler) => ['httpGet', 'tcpSocket'].map((action) => [...handler, action, 'host']))

function trueFound({ path }: { readonly path: PodManifest['specPath'] }): Violation {
  return { path, found: 'true', allowed: FALSE }
}
