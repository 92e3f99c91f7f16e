/** A hunter as `--list` and the statistics name it: names are the real ones, the sentences are ours. */
export interface HunterText {
  readonly name: string
  readonly description: string
  readonly hunts: 'discovery' | 'passive' | 'active'
}

const hunter = (hunts: HunterText['hunts'], name: string, description: string): HunterText => ({
  hunts,
  name,
  description,
})

/** Source: kube-hunter --list --active */
export const HUNTERS: readonly HunterText[] = [
  hunter('discovery', 'API Service Discovery', 'Looks for API servers'),
  hunter('discovery', 'K8s Dashboard Discovery', 'Looks for a dashboard'),
  hunter('discovery', 'Etcd service', 'Looks for etcd'),
  hunter('discovery', 'Host Discovery when running as pod', 'Works out which addresses a pod should try'),
  hunter('discovery', 'Host Discovery', 'Works out which addresses to try'),
  hunter('discovery', 'Kubectl Client Discovery', 'Looks for kubectl on the own machine'),
  hunter('discovery', 'Kubelet Discovery', 'Looks for kubelets and their ports'),
  hunter('discovery', 'Port Scanning', 'Tries the ports of Kubernetes'),
  hunter('discovery', 'Proxy Discovery', 'Looks for an open kubectl proxy'),
  hunter('passive', 'Kubelet Readonly Ports Hunter', 'Asks the read-only port of the kubelet'),
  hunter('passive', 'Kubelet Secure Ports Hunter', 'Asks the secured port of the kubelet'),
  hunter('passive', 'AKS Hunting', 'Looks for the credentials of clusters at Azure'),
  hunter('passive', 'API Server Hunter', 'Asks the API server without a name'),
  hunter('passive', 'API Server Hunter', 'Asks the API server with the token of the pod'),
  hunter('passive', 'Api Version Hunter', 'Asks the API server for its version'),
  hunter('passive', 'Pod Capabilities Hunter', 'Tries what the pod may do'),
  hunter('passive', 'Certificate Email Hunting', 'Reads e-mail addresses out of certificates'),
  hunter('passive', 'Kubectl CVE Hunter', 'Holds the version of kubectl against known flaws'),
  hunter('passive', 'Dashboard Hunting', 'Asks open dashboards for nodes'),
  hunter('passive', 'Etcd Remote Access', 'Asks etcd for its version and its keys'),
  hunter('passive', 'Mount Hunter - /var/log', 'Looks for pods that mount the logs of the node'),
  hunter('passive', 'Proxy Hunting', 'Looks for a dashboard behind the proxy'),
  hunter('passive', 'Access Secrets', 'Reads the secrets of the pod'),
  hunter('active', 'Foothold Via Secure Kubelet Port', 'Runs commands in containers through an open kubelet'),
  hunter('active', 'Malicious Intent Via Secure Kubelet Port', 'Gets onto the machine through a privileged container'),
  hunter('active', 'Kubelet Run Hunter', 'Runs uname in some container'),
  hunter('active', 'Kubelet Container Logs Hunter', 'Reads the logs of some container'),
  hunter('active', 'Kubelet System Logs Hunter', 'Reads the logs of the machine'),
  hunter('active', 'Azure SPN Hunter', 'Reads the credentials at Azure out of a container'),
  hunter('active', 'API server hunter', 'Creates, changes and deletes objects'),
  hunter('active', 'Etcd Remote Access', 'Tries to write into etcd'),
  hunter('active', 'Prove /var/log Mount Hunter', 'Reads a file of the machine through its logs'),
  hunter('active', 'Build Date Hunter', 'Asks the proxy when Kubernetes was built'),
  hunter('active', 'K8s Version Hunter', 'Asks the proxy for the version'),
]

/** What `--list` prints, line by line. `active`: with the hunters that change something. */
export function printHunters(active: boolean): readonly string[] {
  const list = (title: string, hunters: readonly HunterText[]) => [
    '',
    title,
    '-'.repeat(title.length),
    ...hunters.flatMap(({ name, description }) => [`* ${name}`, `  ${description}`, '']),
  ]
  return [
    ...list(
      'Passive Hunters:',
      HUNTERS.filter(({ hunts }) => hunts !== 'active'),
    ),
    ...(active
      ? [
          '',
          ...list(
            'Active Hunters:',
            HUNTERS.filter(({ hunts }) => hunts === 'active'),
          ),
        ]
      : []),
  ]
}
