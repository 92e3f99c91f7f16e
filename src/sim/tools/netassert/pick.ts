import { failure, success, type Result } from '../../../ground/result.ts'
import type { Cluster, Pod } from '../../../model/cluster.ts'
import { workloadRef } from '../../../model/workloads.ts'
import type { LogField, LogLevel } from './log.ts'
import type { K8sResource } from './test.ts'

/** What was looked up, and what the look-up logs. */
export interface Picked {
  readonly pod: Result<Pod, string>
  readonly log: readonly { readonly level: LogLevel; readonly message: string; readonly fields: readonly LogField[] }[]
}

/**
 * A running pod of a resource. The tool takes any of several at random; here it is the first, so that the same file
 * gives the same result twice.
 * Source: https://github.com/controlplaneio/netassert/tree/main/internal/kubeops
 */
export function pickPod({ kind, name, namespace }: K8sResource, cluster: Cluster): Picked {
  switch (kind) {
    case 'pod':
      return pickNamed(name, namespace, cluster)
    case 'deployment': {
      const pods = podsOf('Deployment', name, namespace, cluster)
      if (!pods) return nothing(`deployments.apps "${name}" not found`)
      if (pods.length === 0)
        return nothing(
          `could not find the replicaSet with replica count >=1 owned by the deployment ${name} in namespace ${namespace}`,
        )
      const pod = pods.find(isRunning)
      return pod
        ? found(pod, 'Found Pod', [
            ['Parent-deployment', name],
            ['Pod', pod.name],
            ['Namespace', namespace],
            ['IP', addressOf(pod)],
          ])
        : nothing(
            `unable to find any Pod associated with deployment ${name} in namespace ${namespace}: unable to find a Pod`,
          )
    }
    case 'statefulset': {
      const pods = podsOf('StatefulSet', name, namespace, cluster)
      if (!pods)
        return nothing(
          `unable to find statefulset ${name} in namespace ${namespace}: statefulsets.apps "${name}" not found`,
        )
      if (pods.length === 0)
        return nothing(
          `zero replicas were found in the statefulset ${name} in namespace ${namespace}`,
          'Stateful set has zero replicas',
          [
            ['Statefulset', name],
            ['Namespace', namespace],
          ],
        )
      const pod = pods.find(isRunning)
      return pod
        ? found(pod, 'Found running Pod owned by StatefulSet', [
            ['StatefulSetName', name],
            ['Namespace', namespace],
            ['Pod', pod.name],
            ['PodIP', addressOf(pod)],
          ])
        : nothing(`unable to find Pod owned by Statefulset ${name} in namespace ${namespace}: unable to find a Pod`)
    }
    case 'daemonset': {
      const pods = podsOf('DaemonSet', name, namespace, cluster)
      if (!pods) return nothing(`daemonsets.apps "${name}" not found`)
      if (!pods.some(({ ready, finished }) => ready && !finished))
        return nothing(`zero Pods are available in the daemonset ${name}`, 'Found zero available Pods', [
          ['DaemonSet', name],
          ['Namespace', namespace],
        ])
      const pod = pods.find(isRunning)
      return pod
        ? { pod: success(pod), log: [] }
        : nothing(`unable to find any Pod owned by daemonset ${name} in namespace ${namespace}`)
    }
  }
}

function pickNamed(name: string, namespace: string, cluster: Cluster): Picked {
  const pod = cluster.podByName.get(`${namespace}/${name}`)
  if (!pod)
    return nothing(
      `unable to find Pod ${name} in namespace ${namespace}: pods "${name}" not found`,
      'unable to find Pod',
      [
        ['namespace', namespace],
        ['error', `pods "${name}" not found`],
      ],
    )
  if (pod.phase !== 'Running')
    return nothing(`pod ${name} in namespace ${namespace} is not in running state: ${pod.phase}`)
  return pod.addresses.length > 0
    ? { pod: success(pod), log: [] }
    : nothing(`pod ${name} in namespace ${namespace} does not have an IP address`)
}

/** Null: there is no such workload. */
function podsOf(
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet',
  name: string,
  namespace: string,
  cluster: Cluster,
): readonly Pod[] | null {
  return cluster.workloadByRef.get(workloadRef(kind, namespace, name))?.pods ?? null
}

function isRunning({ phase, addresses }: Pod): boolean {
  return phase === 'Running' && addresses.length > 0
}

/** `status.podIP`. */
function addressOf({ addresses }: Pod): string {
  return addresses[0]?.text ?? ''
}

function found(pod: Pod, message: string, fields: readonly LogField[]): Picked {
  return { pod: success(pod), log: [{ level: 'INFO', message, fields }] }
}

function nothing(reason: string, message?: string, fields: readonly LogField[] = []): Picked {
  return { pod: failure(reason), log: message === undefined ? [] : [{ level: 'ERROR', message, fields }] }
}
