import { code, list, say } from '../../sentence.ts'
import type { DEPLOYMENT_STEPS } from '../deployment-steps.ts'
import { deploymentOf, objectName, ownObject, podOf } from '../scene.ts'
import { adressen, node, pod } from './scene.ts'

export const deploymentSteps: typeof DEPLOYMENT_STEPS = {
  read: (scene) => {
    const own = ownObject(scene)
    return {
      title: 'kubectl liest die Datei',
      words: say`In der Datei steht, was da sein soll, nicht was zu tun ist: ${own ? say`${own.kind} ${objectName(own)}` : say`ein Objekt`}. kubectl vergleicht die Felder mit der Beschreibung dieser Art, die der API-Server herausgibt.`,
    }
  },
  write: (scene) => ({
    title: `kubectl schickt ${ownObject(scene)?.kind ?? 'das Objekt'}`,
    words: say`Eine Anfrage, in JSON. Das erste ${code('kubectl apply')} legt das Objekt mit POST an; spätere schicken mit PATCH nur, was sich geändert hat.`,
  }),
  admit: () => ({
    title: 'Fragen an der Tür',
    words: say`Wer bist du? Darfst du das? Dann Admission: Manche Plug-ins dürfen das Objekt ändern, seine Felder werden mit dem Schema verglichen, und andere können es noch abweisen, wie Pod Security es tut.`,
  }),
  store: ({ step }) => ({
    title: 'etcd hebt es auf',
    words:
      step.transport?.encoding === 'JSON'
        ? say`Diese Art legt eine CustomResourceDefinition fest, und solche Objekte werden als JSON aufgehoben. Nur der API-Server spricht mit etcd.`
        : say`Nirgends sonst merkt sich der Cluster etwas, und nur der API-Server spricht mit etcd. Eingebaute Arten werden als protobuf aufgehoben, das mit den vier Bytes ${code('k8s\\0')} beginnt.`,
  }),
  created: () => ({
    title: 'kubectl hört 201 Created',
    words: say`Mehr wartet kubectl nicht ab. Noch ist nichts geschehen, als dass der Wunsch aufgeschrieben ist. Alles andere folgt, weil andere zusehen.`,
  }),
  'controller-sees': (scene) => ({
    title: 'Der Controller Manager sieht es',
    words: say`Er hält eine Anfrage offen, die nie endet, ein Watch, und der API-Server schreibt jede Änderung hinein. Um jedes ${ownObject(scene)?.kind ?? 'Objekt'} kümmert sich eine Schleife: Sie vergleicht, was da ist, mit dem, was da sein soll.`,
  }),
  'make-owner': ({ step }) =>
    step.object?.kind === 'Job'
      ? {
          title: 'Ein Job entsteht',
          words: say`Wenn es so weit ist, macht die Schleife des CronJob aus der Vorlage einen Job. Um Jobs kümmert sich eine andere Schleife.`,
        }
      : {
          title: 'Ein ReplicaSet entsteht',
          words: say`Die Schleife des Deployments macht keine Pods. Sie macht ein ReplicaSet für diese Version der Vorlage; die nächste Version bekommt ein anderes, und Pods ziehen vom einen zum anderen. Das ist ein Rollout.`,
        },
  'make-pod': (scene) => {
    const about = deploymentOf(scene)
    const owner =
      about?.workload.kind === 'Deployment'
        ? 'ReplicaSet'
        : about?.workload.kind === 'CronJob'
          ? 'Job'
          : (about?.workload.kind ?? 'Controller')
    const others = (about?.pods ?? 1) - 1
    return {
      title: 'Ein Pod, auf dem Papier',
      words: say`Die Schleife für ${owner} macht ${pod(scene, 'den Pod')}${others > 0 ? `, und ${others === 1 ? 'noch einen' : `noch ${others}`} wie ihn` : ''}. Er hat keinen Node, keine Adresse, und niemand lässt ihn laufen: ${code('Pending')}.`,
    }
  },
  'nothing-to-run': () => ({
    title: 'Nichts zu starten',
    words: say`Es verlangt keine Pods, also endet der Weg hier. Mit mindestens einer Replik geht er weiter.`,
  }),
  'scheduler-sees': (scene) => ({
    title: 'Der Scheduler sieht einen Pod ohne Node',
    words: say`Auch er sieht zu. Er lässt die Nodes aus, die ${pod(scene, 'den Pod')} nicht nehmen können, und gibt den anderen Punkte.`,
  }),
  bind: (scene) => ({
    title: `Der Scheduler wählt ${scene.journey.node ?? 'einen Node'}`,
    words: say`Er schreibt eine einzige Sache, den Namen des Nodes. Er startet nichts und spricht mit keinem Node.${podOf(scene.journey)?.nodeAssumed ? ' Nichts in deinem Text sagt, welcher Node es wäre; wir haben gewählt.' : ''}`,
  }),
  'already-placed': (scene) => ({
    title: 'Der Scheduler hat nichts zu tun',
    words: say`Der Text nennt den Node schon: ${code('nodeName')} ist ${node(scene, 'sein Node')}. Solche Pods lässt der Scheduler in Ruhe.`,
  }),
  'kubelet-refuses': (scene) => ({
    title: `Das Kubelet auf ${scene.journey.node ?? 'dem Node'} weist ihn zurück`,
    words: say`Niemand hat gefragt, ob ${pod(scene, 'der Pod')} passt: ${node(scene)} ist voll, oder ein anderer Pod hat einen Port davon, den dieser braucht. Seine Phase ist endgültig Failed; wer ihn gemacht hat, macht einen neuen, dem es genauso geht.`,
  }),
  'no-room': (scene) => ({
    title: 'Kein Node nimmt ihn',
    words: say`Jeder Node ist voll, hat den Port schon vergeben, den ${pod(scene)} braucht, ist nicht, wie er ihn verlangt, oder hat einen Taint, den er nicht duldet. Er bleibt Pending, ohne Adresse.`,
  }),
  'kubelet-sees': (scene) => ({
    title: `Das Kubelet auf ${scene.journey.node ?? 'dem Node'} sieht seinen Pod`,
    words: say`Jedes Kubelet sieht nur den Pods seines eigenen Nodes zu. Von hier an geschieht alles auf ${node(scene)}.`,
  }),
  prepare: () => ({
    title: 'Das Kubelet bereitet vor',
    words: say`Es prüft, ob der Pod auf dem Node laufen kann, hängt Volumes ein und holt Secrets und ConfigMaps. Bis die Container laufen, zeigt kubectl ${code('ContainerCreating')}.`,
  }),
  'run-sandbox': () => ({
    title: 'Eine Sandbox, bitte',
    words: say`Das Kubelet verlangt von der Container-Runtime eine Sandbox: den Raum, den sich alle Container des Pods teilen werden. Auf der Leitung ist es protobuf; hier steht es als JSON.`,
  }),
  'make-netns': () => ({
    title: 'Ein eigenes Netz',
    words: say`Die Runtime macht einen leeren Netzwerk-Namespace: eigene Schnittstellen, eigene Routen, eigene Ports. Darin ist nur das Loopback, und noch kein Weg hinaus.`,
  }),
  'host-network': (scene) => ({
    title: 'Kein CNI-Plugin',
    words: say`${pod(scene, 'Der Pod')} ist im Netz seines Nodes (${code('hostNetwork: true')}): Er benutzt Schnittstellen und Adresse von ${node(scene)}. Also macht die Runtime keinen Namespace und startet kein Plugin.`,
  }),
  'start-sandbox': () => ({
    title: 'Der Pause-Container',
    words: say`runc startet einen Container, der nichts tut. Er hält nur die Namespaces, damit sie so lange bestehen wie der Pod, was auch immer seine Container tun.`,
  }),
  'sandbox-ready': (scene) => ({
    title: 'Das Kubelet erfährt die Adresse',
    words: podOf(scene.journey)?.hostNetwork
      ? say`Es fragt, wie es um die Sandbox steht. In der Antwort ist keine eigene Adresse, also nimmt das Kubelet die des Nodes.`
      : say`Es fragt, wie es um die Sandbox steht, und in der Antwort steht ${adressen(scene)}.`,
  }),
  'start-containers': () => ({
    title: 'Die Container starten',
    words: say`Image holen, anlegen, starten; Init-Container zuerst. Alle treten dem Netzwerk-Namespace der Sandbox bei, also teilen sie sich eine Adresse und einen Satz Ports.`,
  }),
  'report-address': (scene) => ({
    title: 'Der Pod hat eine Adresse',
    words: say`Das Kubelet schreibt sie in den Status des Pods. Wer Pods zusieht, kennt jetzt ${adressen(scene)}: Controller, Policy-Agenten, du.`,
  }),
  probe: (scene) => ({
    title: 'Bist du bereit?',
    words: say`Das Kubelet fragt den Pod selbst, von ${node(scene)} aus. Diesen Weg kann NetworkPolicy nicht schließen: Der eigene Node eines Pods erreicht ihn immer.`,
  }),
  ready: ({ journey, step }) => {
    const isReady = step.after[0]?.value === 'True'
    const hasProbe = journey.steps.some(({ id }) => id === 'probe')
    if (!isReady)
      return {
        title: 'Der Pod ist nicht bereit',
        words: say`Das sagt dein Text. Er hat eine Adresse, und kein Service schickt ihm etwas.`,
      }
    return {
      title: 'Der Pod ist bereit',
      words: hasProbe
        ? say`Die Probe wurde beantwortet. Bereit zu sein entscheidet eines: ob Services ihm Verbindungen schicken.`
        : say`Er hat keine Readiness-Probe, also gilt er als bereit, sobald seine Container laufen. Bereit zu sein entscheidet, ob Services ihm Verbindungen schicken.`,
    }
  },
  endpoints: (scene) => ({
    title: 'Der Service findet ihn',
    words: say`Eine Schleife führt für jeden Service einen EndpointSlice: die Adressen dahinter, und welche bereit sind. ${adressen(scene)} kommt auf die Liste von ${list(
      (deploymentOf(scene)?.services ?? []).map((name) => [code(name)]),
      'und',
    )}.`,
  }),
  'services-see': ({ step }) => ({
    title: 'Jeder Node erfährt davon',
    words: say`${step.to === 'kube-proxy' ? 'kube-proxy' : 'Der CNI-Agent'} sieht EndpointSlices auf jedem Node zu, nicht nur auf dem des Pods.`,
  }),
  'program-services': ({ step }) => ({
    title: 'Der Service führt zum Pod',
    words:
      step.from === 'kube-proxy'
        ? say`kube-proxy schreibt eine Regel: Was an die Adresse des Service geht, wird stattdessen an die eines Pods geschickt. Kein Gerät hat die Adresse eines Service; es gibt sie nur in solchen Regeln.`
        : say`Der Agent schreibt die Adresse in eBPF-Maps: Was an die Adresse des Service geht, wird stattdessen an die eines Pods geschickt. Ein kube-proxy gibt es nicht.`,
  }),
}
