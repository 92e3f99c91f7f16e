/** A program that serves, as the report lists it. */
export interface FoundService {
  readonly name: ServiceName
  /** `ip:port`, with a path where it is behind a proxy. */
  readonly location: string
  readonly host: string
}

/** What a service is, in our words. */
export const SERVICES = {
  'Kubelet API': 'The agent of the node, which starts and tends its pods.',
  'Kubelet API (readonly)': 'The port on which the kubelet tells everybody about its pods.',
  Etcd: 'The store in which the API server keeps everything.',
  'API Server': 'The front door of the cluster, through which everything is asked and changed.',
  'Metrics Server': 'Something that answers like an API server and is not the one that the pod knows.',
  'Unrecognized K8s API': 'Something that answers like an API server and does not say more.',
  'Kubernetes Proxy':
    'A kubectl proxy, which passes requests on to the API server with the rights of whoever started it.',
  'Kubernetes Dashboard': 'The web page from which a cluster can be ruled.',
} as const

type ServiceName = keyof typeof SERVICES
