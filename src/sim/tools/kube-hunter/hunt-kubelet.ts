import { fieldAt, listAt, textAt } from '../../../manifests/fields.ts'
import { containersOf, type ApiObjects, type ApiPod } from '../../machines/api-objects.ts'
import { minorOf } from '../../machines/listeners.ts'
import { ANONYMOUS, mayRequest } from '../../machines/rbac.ts'
import type { FindingKind } from './finding.ts'
import type { Catch, Hunter } from './hunter.ts'
import { mountedToken } from './token.ts'

/** Before this minor the kubelet sent whoever wanted a stream to another address, and so told that it would. */
const NO_MORE_REDIRECTS = 20
/** Before this minor its metrics had the version under the name that is looked for. */
const METRICS_RENAMED = 19

/** The port that asks nobody who they are. */
export const huntReadonly: Hunter = ({ host, port, scene }) => {
  const location = `${host}:${port.port}`
  const { pods, version } = port.on
  const found = (kind: FindingKind, evidence = ''): Catch => ({ finding: { kind, location, evidence } })
  const privileged = privilegedContainers(pods)
  return [
    { service: { name: 'Kubelet API (readonly)', location, host } },
    ...(minorOf(version) < METRICS_RENAMED ? [found('version-kubelet', version)] : []),
    ...(privileged.length > 0
      ? [
          found(
            'kubelet-privileged',
            `${privileged.map(({ pod, container }) => `pod: ${pod}, container: ${container}`).join(', ')}, count: ${privileged.length}`,
          ),
        ]
      : []),
    found('kubelet-health-readonly', 'status: ok'),
    ...(pods.length > 0
      ? [found('pods-readonly', `count: ${pods.length}`), ...mounts(pods, scene.metadata === 'azure', found)]
      : []),
  ]
}

/**
 * The port with TLS. Without a name it answers 200, 403 or 401; only then is the token shown, and not for every
 * question.
 */
export const huntKubelet: Hunter = ({ host, port, scene, options }) => {
  if (port.kind !== 'kubelet') return []
  const location = `${host}:${port.port}`
  const { pods, version } = port.on
  const found = (kind: FindingKind, evidence = ''): Catch => ({ finding: { kind, location, evidence } })
  const may = (asker: typeof ANONYMOUS, verb: string) =>
    port.authorization === 'AlwaysAllow' ||
    mayRequest(scene.api.rbac, asker, { verb, group: '', resource: 'nodes/proxy', namespace: null })
  const isOpen = port.anonymous && may(ANONYMOUS, 'get')
  const reads = isOpen || (scene.bearer !== null && may(scene.bearer, 'get'))
  const runs = (isOpen && may(ANONYMOUS, 'create')) || (scene.bearer !== null && !isOpen && may(scene.bearer, 'create'))
  const tried = scene.pod
    ? { isThere: pods.some(({ namespace, name }) => namespace === 'default' && name === 'kube-hunter') }
    : triedPod(pods) && { isThere: true }
  const isOld = minorOf(version) < NO_MORE_REDIRECTS
  const mounted = reads && pods.length > 0 ? mounts(pods, scene.metadata === 'azure', found) : []
  // What people without a name may do is tried out by an active hunt, in every container.
  const isProven = options.active && port.anonymous && reads && runs
  // An active hunter that waits for a mount of the logs and for /run breaks off whoever finds the second of them.
  const isBroken =
    options.active && runs && mounted.some((each) => 'finding' in each && each.finding.kind === 'log-mount')
  return [
    { service: { name: 'Kubelet API', location, host } },
    ...(port.anonymous ? [found('kubelet-anonymous', isProven ? breached(pods, scene.api) : '')] : []),
    ...(reads && pods.length > 0 ? [found('pods', `count: ${pods.length}`), ...mounted] : []),
    // This one question is asked without the token.
    ...(isOpen ? [found('kubelet-health', 'status: ok')] : []),
    ...(tried && reads
      ? [
          found('kubelet-running', `${pods.length} running pods`),
          ...(port.profiling ? [found('kubelet-cmdline', `cmdline: ${port.on.kubelet.join('\0')}`)] : []),
          ...(tried.isThere ? [found('kubelet-logs'), ...(isOld ? [found('kubelet-exec')] : [])] : []),
          ...(runs
            ? [found('kubelet-run', options.active && pods[0] ? `uname -a: Linux ${pods[0].name} ${KERNEL}` : '')]
            : []),
          ...(tried.isThere && isOld && !isBroken ? [found('kubelet-attach')] : []),
        ]
      : []),
    ...(isProven &&
    pods.some((pod) => mountedToken(pod, scene.api) !== null && containersOf(pod).some(({ value }) => isMighty(value)))
      ? [found('kubelet-privileged-proven', NOT_ABUSED)]
      : []),
  ]
}

/** The pod that questions about single containers are tried on: one of default that runs, else one of kube-system. */
function triedPod(pods: readonly ApiPod[]): ApiPod | undefined {
  const running = pods.filter(({ phase }) => phase === 'Running')
  return (
    running.find(({ namespace }) => namespace === 'default') ??
    running.find(({ namespace }) => namespace === 'kube-system')
  )
}

function privilegedContainers(
  pods: readonly ApiPod[],
): readonly { readonly pod: string; readonly container: string }[] {
  return pods.flatMap((pod) =>
    containersOf(pod)
      .filter(({ value }) => fieldAt(value, 'securityContext', 'privileged') === true)
      .map(({ name }) => ({ pod: pod.name, container: name })),
  )
}

/**
 * Each container whose token could be read, with it and the environment, as far as the pod's specification tells it.
 */
function breached(pods: readonly ApiPod[], api: ApiObjects): string {
  const told = pods.flatMap((pod) => {
    const token = mountedToken(pod, api)
    return token === null
      ? []
      : containersOf(pod).map(
          ({ name, value }) =>
            `\n\nPod namespace: ${pod.namespace}\n\nPod ID: ${pod.name}\n\nContainer name: ${name}\n\nService account token: ${token}\nEnvironment variables: ${environmentOf(pod, value)}`,
        )
  })
  return told.length === 0 ? '' : `The following containers have been successfully breached.${told.join('')}`
}

function environmentOf({ name }: ApiPod, container: unknown): string {
  return [
    `HOSTNAME=${name}`,
    ...listAt(container, 'env').flatMap((each) => {
      const value = textAt(each, 'value')
      return value === null ? [] : [`${textAt(each, 'name') ?? ''}=${value}`]
    }),
  ].join('\n')
}

/** Of these containers an active hunt tries to reach the machine. */
function isMighty(container: unknown): boolean {
  const context = fieldAt(container, 'securityContext')
  return fieldAt(context, 'privileged') === true || listAt(context, 'capabilities', 'add').includes('SYS_ADMIN')
}

/** The try to mount the machine's disk insists on a certificate that it can verify, which a kubelet's own never is. */
const NOT_ABUSED =
  'The following exposed existing privileged containers were not successfully abused by starting/modifying a process in the host.Keep in mind that attackers might use other methods to attempt to abuse them.'
/** What `uname` says of a kernel; nobody's machine is asked. */
const KERNEL = '6.8.0 #1 SMP x86_64 GNU/Linux'

/** What pods mount of the node that they should not. */
function mounts(
  pods: readonly ApiPod[],
  isAzure: boolean,
  found: (kind: FindingKind, evidence: string) => Catch,
): readonly Catch[] {
  const spn = isAzure ? pods.find((pod) => hostPaths(pod).some(({ path }) => leadsToAzureCredentials(path))) : undefined
  const logs: string[] = []
  for (const pod of pods) {
    const paths = hostPaths(pod)
    // A volume of the node without a type ends the real hunter, whatever comes behind it.
    if (listAt(pod.spec, 'volumes').length === 0 || paths.some(({ type }) => type === null)) break
    if (paths.some(({ path, type }) => path.startsWith('/var/log') && type!.includes('Directory'))) logs.push(pod.name)
  }
  return [
    ...(spn ? [found('azure-spn', `container: ${containersOf(spn)[0]?.name ?? ''}`)] : []),
    ...(logs.length > 0 ? [found('log-mount', `pods: ${logs.join(', ')}`)] : []),
  ]
}

function hostPaths({ spec }: ApiPod): readonly { readonly path: string; readonly type: string | null }[] {
  return listAt(spec, 'volumes').flatMap((volume) => {
    const path = textAt(volume, 'hostPath', 'path')
    return path === null ? [] : [{ path, type: textAt(volume, 'hostPath', 'type') }]
  })
}

/** The credentials of a cluster at Azure lie in this file; a mount of any folder above it shows them. */
function leadsToAzureCredentials(path: string): boolean {
  return '/etc/kubernetes/azure.json'.startsWith(path)
}
