import type { DeploymentStep } from '../../../world/architecture.ts'
import { code, list, say } from '../sentence.ts'
import {
  addressesOf,
  aKind,
  deploymentOf,
  nodeName,
  nodeTitle,
  objectName,
  ownObject,
  podName,
  podOf,
  type SaidStep,
} from './scene.ts'

/** From a file to a running pod that Services lead to. The first five are also said of policies. */
export const DEPLOYMENT_STEPS: Readonly<Record<DeploymentStep, SaidStep>> = {
  read: (scene) => {
    const own = ownObject(scene)
    return {
      title: 'kubectl reads the file',
      words: say`The file says what there should be, not what to do: ${own ? say`${aKind(own.kind)} called ${objectName(own)}` : say`an object`}. kubectl compares the fields with the description of the kind that the API server gives out.`,
    }
  },
  write: (scene) => ({
    title: `kubectl asks for ${aKind(ownObject(scene)?.kind ?? 'object')}`,
    words: say`One request, in JSON. The first ${code('kubectl apply')} makes the object with POST; later ones send only what changed, with PATCH.`,
  }),
  admit: () => ({
    title: 'Questions at the door',
    words: say`Who are you? May you do this? Then admission: some plug-ins may change the object, its fields are checked against the schema, and others may still refuse it, as Pod Security does.`,
  }),
  store: ({ step }) => ({
    title: 'etcd keeps it',
    words:
      step.transport?.encoding === 'JSON'
        ? say`A CustomResourceDefinition defines this kind, and such objects are kept as JSON. Only the API server talks to etcd.`
        : say`The cluster remembers nothing anywhere else, and only the API server talks to etcd. Built-in kinds are kept as protobuf, which starts with the four bytes ${code('k8s\\0')}.`,
  }),
  created: () => ({
    title: 'kubectl hears 201 Created',
    words: say`That is all kubectl waits for. Nothing has happened yet but that the wish is written down. Everything else follows because others are watching.`,
  }),
  'controller-sees': (scene) => ({
    title: 'The controller manager sees it',
    words: say`It keeps a request open that never ends, a watch, and the API server writes each change into it. One loop looks after each ${ownObject(scene)?.kind ?? 'object'}: it compares what there is with what there should be.`,
  }),
  'make-owner': ({ step }) =>
    step.object?.kind === 'Job'
      ? {
          title: 'A Job is made',
          words: say`When its time has come, the CronJob’s loop makes a Job from the template. Another loop looks after Jobs.`,
        }
      : {
          title: 'A ReplicaSet is made',
          words: say`The Deployment’s loop makes no pods. It makes a ReplicaSet for this version of the template; the next version gets another, and pods move from one to the other. That is a roll-out.`,
        },
  'make-pod': (scene) => {
    const about = deploymentOf(scene)
    const owner =
      about?.workload.kind === 'Deployment'
        ? 'ReplicaSet'
        : about?.workload.kind === 'CronJob'
          ? 'Job'
          : (about?.workload.kind ?? 'controller')
    const others = (about?.pods ?? 1) - 1
    return {
      title: 'A pod, on paper',
      words: say`The ${owner}’s loop makes ${podName(scene)}${others > 0 ? `, and ${others} more like it` : ''}. It has no node, no address, and nobody runs it: ${code('Pending')}.`,
    }
  },
  'nothing-to-run': () => ({
    title: 'Nothing to run',
    words: say`It asks for no pods, so the way ends here. With at least one replica it goes on.`,
  }),
  'scheduler-sees': (scene) => ({
    title: 'The scheduler sees a pod without a node',
    words: say`It watches too. It leaves out the nodes that cannot take ${podName(scene)} and gives points to the others.`,
  }),
  bind: (scene) => ({
    title: `The scheduler picks ${nodeTitle(scene)}`,
    words: say`It writes one thing, the node’s name. It starts nothing and speaks to no node.${podOf(scene.journey)?.nodeAssumed ? ' Nothing in your text says which node it would be; we chose.' : ''}`,
  }),
  'already-placed': (scene) => ({
    title: 'The scheduler has nothing to do',
    words: say`The text names the node already: ${code('nodeName')} is ${nodeName(scene)}. The scheduler leaves such pods alone.`,
  }),
  'kubelet-refuses': (scene) => ({
    title: `The kubelet on ${nodeTitle(scene)} refuses it`,
    words: say`Nobody asked whether ${podName(scene)} fits: ${nodeName(scene)} is full, or another pod has a port of it that this one needs. Its phase is Failed for good; whoever made it makes another, which fails too.`,
  }),
  'no-room': (scene) => ({
    title: 'No node takes it',
    words: say`Every node is full, has given the port away that ${podName(scene)} needs, is not what it asks for, or has a taint that it does not tolerate. It stays Pending, without an address.`,
  }),
  'kubelet-sees': (scene) => ({
    title: `The kubelet on ${nodeTitle(scene)} sees its pod`,
    words: say`Each kubelet watches only the pods of its own node. From here on everything happens on ${nodeName(scene)}.`,
  }),
  prepare: () => ({
    title: 'The kubelet gets ready',
    words: say`It checks that the node can run the pod, mounts volumes and fetches Secrets and ConfigMaps. Until the containers run, kubectl shows ${code('ContainerCreating')}.`,
  }),
  'run-sandbox': () => ({
    title: 'A sandbox, please',
    words: say`The kubelet asks the container runtime for a sandbox: the room that all containers of the pod will share. It is protobuf on the wire; here it is shown as JSON.`,
  }),
  'make-netns': () => ({
    title: 'A network of its own',
    words: say`The runtime makes an empty network namespace: own interfaces, own routes, own ports. There is only the loopback in it, and no way out yet.`,
  }),
  'host-network': (scene) => ({
    title: 'No CNI plugin',
    words: say`${podName(scene)} is on its node’s own network (${code('hostNetwork: true')}): it uses the interfaces and the address of ${nodeName(scene)}. So the runtime makes no namespace and runs no plugin.`,
  }),
  'start-sandbox': () => ({
    title: 'The pause container',
    words: say`runc starts a container that does nothing. It only holds the namespaces, so that they last as long as the pod, whatever its containers do.`,
  }),
  'sandbox-ready': (scene) => ({
    title: 'The kubelet learns the address',
    words: podOf(scene.journey)?.hostNetwork
      ? say`It asks how the sandbox is. There is no address of its own in the answer, so the kubelet takes the node’s.`
      : say`It asks how the sandbox is, and ${addressesOf(scene)} is in the answer.`,
  }),
  'start-containers': () => ({
    title: 'The containers start',
    words: say`Fetch the image, create, start; init containers first. All of them join the sandbox’s network namespace, so they share one address and one set of ports.`,
  }),
  'report-address': (scene) => ({
    title: 'The pod has an address',
    words: say`The kubelet writes it into the pod’s status. Whoever watches pods now knows ${addressesOf(scene)}: controllers, policy agents, you.`,
  }),
  probe: (scene) => ({
    title: 'Are you ready?',
    words: say`The kubelet asks the pod itself, from ${nodeName(scene)}. NetworkPolicy cannot close this way: a pod’s own node always reaches it.`,
  }),
  ready: ({ journey, step }) => {
    const isReady = step.after[0]?.value === 'True'
    const hasProbe = journey.steps.some(({ id }) => id === 'probe')
    if (!isReady)
      return {
        title: 'The pod is not ready',
        words: say`Your text says that it is not. It has an address, and no Service sends it anything.`,
      }
    return {
      title: 'The pod is ready',
      words: hasProbe
        ? say`The probe was answered. Readiness decides one thing: whether Services send it connections.`
        : say`It has no readiness probe, so it counts as ready as soon as its containers run. Readiness decides whether Services send it connections.`,
    }
  },
  endpoints: (scene) => ({
    title: 'The Service finds it',
    words: say`A loop keeps an EndpointSlice for each Service: the addresses behind it, and which are ready. ${addressesOf(scene)} joins the list of ${list((deploymentOf(scene)?.services ?? []).map((name) => [code(name)]))}.`,
  }),
  'services-see': ({ step }) => ({
    title: 'Every node hears of it',
    words: say`${step.to === 'kube-proxy' ? 'kube-proxy' : 'The CNI agent'} watches EndpointSlices on every node, not only on the pod’s.`,
  }),
  'program-services': ({ step }) => ({
    title: 'The Service leads to the pod',
    words:
      step.from === 'kube-proxy'
        ? say`kube-proxy writes a rule: what goes to the Service’s address is sent to a pod’s instead. No device has a Service’s address; it exists only in such rules.`
        : say`The agent puts the address into eBPF maps: what goes to the Service’s address is sent to a pod’s instead. There is no kube-proxy.`,
  }),
}
