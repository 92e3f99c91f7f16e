import type { FindingFacts } from '../../ground/finding.ts'
import type { FieldPath } from '../../ground/span.ts'
import { flagAt } from '../../manifests/fields.ts'
import { heldCapability, prefixedCapabilities } from '../../sim/walls/capabilities.ts'
import { hostPortsOf } from '../../sim/walls/pod-manifest.ts'
import type { Finding } from './finding.ts'
import type { WorkloadView } from './workload-view.ts'

/**
 * Fields that open a wall between a pod and its node. Only what is written is told: that NET_RAW is kept when nothing
 * is said holds for nearly every pod there is. What runs the cluster itself is left out, and who says that it is meant.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
 */
export function hostAccessFindings(view: WorkloadView): readonly Finding[] {
  const prefixes = prefixFindings(view)
  return isMeant(view)
    ? prefixes
    : [...hostNetworkFindings(view), ...hostPortFindings(view), ...containerFindings(view), ...prefixes]
}

/** A namespace for agents of the node says so by its label. */
function isMeant({ namespace: { name, labels } }: WorkloadView): boolean {
  return name === 'kube-system' || labels['pod-security.kubernetes.io/enforce'] === 'privileged'
}

function isOnHost({ manifest }: WorkloadView): boolean {
  return flagAt(manifest.spec, 'hostNetwork')
}

function about(view: WorkloadView, facts: FindingFacts, severity: Finding['severity'], path: FieldPath): Finding {
  return { facts, severity, object: view.object, path, part: 'value', fixes: [] }
}

function hostNetworkFindings(view: WorkloadView): readonly Finding[] {
  const { manifest, name, kind, pods } = view
  return isOnHost(view)
    ? [
        about(view, { code: 'host-network', workload: name, kind, pods: pods.length }, 'note', [
          ...manifest.specPath,
          'hostNetwork',
        ]),
      ]
    : []
}

/** On the host network every port is one of the node, and that is told already. */
function hostPortFindings(view: WorkloadView): readonly Finding[] {
  const { manifest, name, kind, pods } = view
  if (isOnHost(view)) return []
  return hostPortsOf(manifest)
    .filter(({ list }) => list === 'containers')
    .map(({ hostPort, protocol, hostIP, path }) =>
      about(
        view,
        { code: 'host-port', workload: name, kind, pods: pods.length, port: hostPort, protocol, hostIP },
        'note',
        path,
      ),
    )
}

function containerFindings(view: WorkloadView): readonly Finding[] {
  const { manifest, name, kind, pods } = view
  return manifest.containers.flatMap((container) => {
    if (container.context === undefined) return []
    const of = { workload: name, kind, pods: pods.length, container: container.name }
    const [raw, admin] = [heldCapability(container, 'NET_RAW'), heldCapability(container, 'NET_ADMIN')]
    if (admin.because === 'privileged')
      return [about(view, { code: 'privileged-container', ...of }, 'warning', admin.path)]
    const added = [
      raw.because === 'added' && ('NET_RAW' as const),
      admin.because === 'added' && ('NET_ADMIN' as const),
      (raw.because === 'added-all' || admin.because === 'added-all') && ('ALL' as const),
    ].filter((each) => each !== false)
    if (added.length === 0) return []
    return [
      about(
        view,
        { code: 'network-capability-added', ...of, capabilities: added, isOnHost: isOnHost(view) },
        'warning',
        (added[0] === 'NET_RAW' ? raw : admin).path,
      ),
    ]
  })
}

function prefixFindings(view: WorkloadView): readonly Finding[] {
  const { manifest, name, kind, pods, object } = view
  return manifest.containers
    .filter(({ context }) => context !== undefined)
    .flatMap((container) =>
      prefixedCapabilities(container).map(({ list, written, path }): Finding => {
        const meant = written.slice('CAP_'.length).toUpperCase()
        return {
          facts: {
            code: 'capability-prefix',
            workload: name,
            kind,
            pods: pods.length,
            container: container.name,
            list,
            written,
            meant,
          },
          severity: 'warning',
          object,
          path,
          part: 'value',
          fixes: [
            {
              does: { fix: 'use-capability', capability: meant },
              changes: [{ change: 'replace', path, value: meant }],
            },
          ],
        }
      }),
    )
}
