import type { Cluster, Pod } from '../../model/cluster.ts'
import type { CniSetting } from '../cni/choice.ts'
import { cniAdd, journeyPod, type CniExchange } from './cni-add.ts'
import { connectionsOf } from './connection.ts'
import type { CniCall, CniExec } from './exchange/exchange.ts'
import { PLUGIN_FOLDER } from './exchange/exchange.ts'
import { json, stepMaker, type Journey, type Payload, type StepFacts } from './journey.ts'

const SPEC = 'https://www.cni.dev/docs/spec/'

/** One CNI ADD for a pod, call by call, then what is kept of it, how it is undone, and what its failure looks like. */
export function cniJourney(cluster: Cluster, pod: Pod, setting: CniSetting): Journey {
  const make = stepMaker(connectionsOf(setting))
  const exchange = cniAdd(cluster, pod, setting)
  const followed = journeyPod(cluster, pod)
  const facts = exchange ? [...addSteps(exchange), ...aftermath(exchange)] : [notCalled(pod)]
  return {
    node: followed.node,
    steps: facts.map(make),
    about: {
      journey: 'cni-add',
      cni: setting.name,
      pod: followed,
      plugins: exchange?.execs.map(({ plugin }) => plugin) ?? [],
      hostInterface: exchange?.hostInterface ?? null,
    },
  }
}

/** The pod is on its node's own network, or has no address. */
export function notCalled({ hostNetwork }: Pod): StepFacts {
  return {
    id: hostNetwork ? 'host-network' : 'no-room',
    from: hostNetwork ? 'cri-runtime' : 'scheduler',
    node: hostNetwork ? 'one' : null,
    source: 'https://github.com/kubernetes/cri-api/blob/master/pkg/apis/runtime/v1/api.proto',
    isBelieved: hostNetwork,
  }
}

/** From the file that names the plugins to the last one's answer. */
function addSteps(exchange: CniExchange): readonly StepFacts[] {
  const { conflist, execs } = exchange
  const { path, source, ...list } = conflist
  return [
    {
      id: 'cni-config',
      from: 'cri-runtime',
      node: 'one',
      source,
      message: { verb: 'read', target: path },
      payloads: [{ is: 'config', name: path, text: json(list) }],
    },
    ...execs.flatMap((exec, index) => execSteps(exec, exchange, index === 0)),
  ]
}

/** A plugin that the runtime executes. `isFirst`: the variables, which all share, are shown with it. */
function execSteps(exec: CniExec, { environment }: CniExchange, isFirst: boolean): readonly StepFacts[] {
  const { plugin, stdin, stdout, inside, source } = exec
  const message = { verb: 'ADD', target: `${PLUGIN_FOLDER}/${plugin}` }
  return [
    {
      id: 'cni-exec',
      from: 'cri-runtime',
      to: 'cni-plugin',
      node: 'one',
      actor: plugin,
      message,
      source: `${SPEC}#section-2-execution-protocol`,
      payloads: [
        ...(isFirst ? [environmentPayload(environment)] : []),
        { is: 'stdin', name: plugin, text: json(stdin) },
      ],
    },
    ...inside.flatMap((call) => callSteps(call, plugin)),
    {
      id: 'cni-answer',
      from: 'cni-plugin',
      to: 'cri-runtime',
      node: 'one',
      actor: plugin,
      message: { verb: 'exit 0', target: plugin },
      source,
      payloads: [{ is: 'stdout', name: plugin, text: json(stdout) }],
    },
  ]
}

function environmentPayload(environment: CniExchange['environment']): Payload {
  return { is: 'environment', name: null, text: environment.map(([name, value]) => `${name}=${value}`).join('\n') }
}

/** What a plugin does. `by`: the plugin. */
export function callSteps(call: CniCall, by: string): readonly StepFacts[] {
  const common = { from: 'cni-plugin' as const, node: 'one' as const, actor: by, source: call.source }
  switch (call.call) {
    case 'exec':
      return [
        {
          ...common,
          id: 'cni-delegate',
          actor: call.plugin,
          message: { verb: 'ADD', target: `${PLUGIN_FOLDER}/${call.plugin}` },
          payloads: [{ is: 'stdin', name: call.plugin, text: json(call.stdin) }],
        },
        ...call.inside.flatMap((inner) => callSteps(inner, call.plugin)),
        {
          ...common,
          id: 'cni-delegate-answer',
          actor: call.plugin,
          message: { verb: 'exit 0', target: call.plugin },
          payloads: [{ is: 'stdout', name: call.plugin, text: json(call.stdout) }],
        },
      ]
    case 'file':
      return [
        {
          ...common,
          id: call.id,
          to: call.of,
          message: { verb: call.access, target: call.path },
          payloads: call.text === '' ? [] : [{ is: 'file', name: call.path, text: call.text }],
        },
      ]
    case 'request':
      return [
        {
          ...common,
          id: call.id,
          to: call.to,
          message: { verb: call.verb, target: call.target },
          after: call.after ?? [],
          payloads: [
            ...(call.request ? [{ is: 'request' as const, name: null, text: json(call.request) }] : []),
            ...(call.reply ? [{ is: 'reply' as const, name: null, text: json(call.reply) }] : []),
          ],
        },
      ]
    case 'kernel':
      return [
        {
          ...common,
          id: 'plumb',
          to: 'kernel',
          payloads: [{ is: 'commands', name: null, text: call.commands.join('\n') }],
        },
      ]
  }
}

/** What comes after the answer, and what would come instead. */
function aftermath({ conflist, madeUp, result, del, error, failure, pod }: CniExchange): readonly StepFacts[] {
  const object = { kind: 'Pod', namespace: pod.namespace, name: pod.name }
  const cache = `/var/lib/cni/results/${conflist.name}-${madeUp.sandbox}-eth0`
  return [
    {
      id: 'cni-cache',
      from: 'cri-runtime',
      node: 'one',
      source: 'https://github.com/containernetworking/cni/blob/main/libcni/api.go',
      message: { verb: 'write', target: cache },
      payloads: [{ is: 'file', name: cache, text: json(result) }],
    },
    {
      id: 'cni-status',
      from: 'cri-runtime',
      to: 'kubelet',
      node: 'one',
      source: 'https://github.com/containerd/go-cni/blob/main/result.go',
      message: { verb: 'PodSandboxStatus', target: 'runtime.v1.RuntimeService' },
      after: [{ of: object, field: 'status.podIP', value: pod.addresses[0] ?? null }],
      payloads: [
        {
          is: 'reply',
          name: null,
          text: json({
            status: {
              id: madeUp.sandbox,
              state: 'SANDBOX_READY',
              network: {
                ip: pod.addresses[0],
                ...(pod.addresses.length > 1 && { additional_ips: pod.addresses.slice(1).map((ip) => ({ ip })) }),
              },
            },
          }),
        },
      ],
    },
    {
      id: 'cni-del',
      from: 'cri-runtime',
      to: 'cni-plugin',
      node: 'one',
      source: `${SPEC}#del-remove-container-from-network-or-un-apply-modifications`,
      message: { verb: 'DEL', target: del.join(', ') },
      payloads: [
        {
          is: 'commands',
          name: null,
          text: del.map((plugin) => `CNI_COMMAND=DEL ${PLUGIN_FOLDER}/${plugin}`).join('\n'),
        },
      ],
    },
    {
      id: 'cni-failure',
      from: 'cni-plugin',
      to: 'cri-runtime',
      node: 'one',
      actor: failure.plugin,
      source: failure.source,
      message: { verb: 'exit 1', target: failure.plugin },
      after: [{ of: object, field: 'status.containerStatuses[].state.waiting.reason', value: 'ContainerCreating' }],
      payloads: [
        { is: 'stdout', name: failure.plugin, text: json(error.stdout) },
        {
          is: 'event',
          name: null,
          text: json({
            type: 'Warning',
            reason: 'FailedCreatePodSandBox',
            involvedObject: object,
            message: error.event,
          }),
        },
      ],
    },
  ]
}
