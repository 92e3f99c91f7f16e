import type { Cluster, Pod, Service, Workload } from '../../model/cluster.ts'
import type { CniSetting } from '../cni/choice.ts'
import { textAt } from '../../manifests/fields.ts'
import { journeyPod, podText } from './cni-add.ts'
import { connectionsOf } from './connection.ts'
import { creationSteps } from './deployment/creation.ts'
import { refOf } from './deployment/object-ref.ts'
import { readinessSteps } from './deployment/readiness.ts'
import { sandboxSteps } from './deployment/sandbox.ts'
import { schedulingSteps } from './deployment/scheduling.ts'
import { stepMaker, type Journey } from './journey.ts'
import { workloadObject } from './owners.ts'

/**
 * From `kubectl apply` of a workload until its first pod has an address and Services lead to it. Whatever the user's
 * own text decides is followed: a pod that names its node passes the scheduler by, one on its node's network passes the
 * plugin by.
 */
export function deploymentJourney(cluster: Cluster, workload: Workload, setting: CniSetting): Journey {
  const pod = workload.pods.find(({ finished }) => !finished) ?? null
  const followed = pod && journeyPod(cluster, pod)
  const services = pod ? cluster.services.filter((service) => leadsTo(service, pod)) : []
  const isHomeless = pod !== null && pod.node === null && pod.addresses.length === 0
  const named = isHomeless ? textAt(podText(pod).spec, 'nodeName') : null
  const node = followed?.node ?? named
  const facts = [
    ...creationSteps(workload, pod),
    ...(pod ? schedulingSteps(pod, node, isHomeless) : []),
    ...(pod && !isHomeless
      ? [...sandboxSteps(cluster, pod, node, setting), ...readinessSteps(pod, node, setting, services)]
      : []),
  ]
  return {
    node,
    steps: facts.map(stepMaker(connectionsOf(setting))),
    about: {
      journey: 'deployment',
      cni: setting.name,
      workload: refOf(workloadObject(workload)),
      pods: workload.pods.length,
      pod: followed,
      services: services.map(({ name }) => name),
    },
  }
}

function leadsTo({ backends }: Service, pod: Pod): boolean {
  return backends.some(({ endpoint }) => endpoint === pod.endpoint)
}
