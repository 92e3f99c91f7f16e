/** One row of kube-hunter's report. */
export interface Finding {
  readonly kind: FindingKind
  /** `ip:port`, or `Local to Pod (name)`. */
  readonly location: string
  /** What was seen; empty: nothing is shown. */
  readonly evidence: string
  /** Replaces what the kind says: the same finding has several names. */
  readonly name?: string
}

/** A program that serves, as the report lists it. */
export interface FoundService {
  readonly name: ServiceName
  /** `ip:port`, with a path where it is behind a proxy. */
  readonly location: string
  readonly host: string
}

export type Severity = 'high' | 'medium' | 'low'

interface Kind {
  /** As aquasecurity's database names it; null: it has no number. */
  readonly id: string | null
  readonly name: string
  readonly category: string
  readonly severity: Severity
  readonly description: string
  readonly hunter: string
}

const EXPOSED = 'Initial Access // Exposed sensitive interfaces'
const GENERAL = 'Initial Access // General Sensitive Information'
const KUBELET = 'Discovery // Access Kubelet API'
const API = 'Discovery // Access the K8S API Server'
const EXEC = 'Execution // Exec into container'
const PRIVILEGED = 'Privilege Escalation // Privileged container'
const ACCOUNT = 'Credential Access // Access container service account'
const DESTRUCTION = 'Impact // Data Destruction'
const BINDING = 'Privilege Escalation // Cluser-admin binding'
const SECURE = 'Kubelet Secure Ports Hunter'
const READONLY = 'Kubelet Readonly Ports Hunter'
const API_HUNTER = 'API Server Hunter'
const ACTIVE = 'API server hunter'
const CVE = 'K8s CVE Hunter'
const ETCD = 'Etcd Remote Access'

const kind = (
  id: string | null,
  name: string,
  category: string,
  severity: Severity,
  hunter: string,
  description: string,
): Kind => ({ id, name, category, severity, hunter, description })

/**
 * What can be found, by our own key. Numbers, names and categories are the real ones, with their slips of the pen, because people look
 * for them; the descriptions are ours. Source: https://github.com/aquasecurity/kube-hunter (Apache-2.0), src/modules/hunting; https://avd.aquasec.com/kube-hunter/
 */
export const FINDINGS = {
  'version-api': kind(
    'KHV002',
    'K8s Version Disclosure',
    EXPOSED,
    'high',
    'Api Version Hunter',
    'The path /version tells which Kubernetes runs.',
  ),
  'version-kubelet': kind(
    'KHV002',
    'K8s Version Disclosure',
    EXPOSED,
    'high',
    READONLY,
    'The metrics of the kubelet tell which Kubernetes runs.',
  ),
  'version-proxy': kind(
    'KHV002',
    'K8s Version Disclosure',
    'Defense Evasion // Connect from Proxy server',
    'low',
    'K8s Version Hunter',
    'The path /version tells which Kubernetes runs on kube-proxy.',
  ),
  'azure-metadata': kind(
    'KHV003',
    'Azure Metadata Exposure',
    'Discovery // Instance Metadata API',
    'high',
    'Host Discovery when running as pod',
    'The metadata service of Azure answers pods and tells of the machines.',
  ),
  'azure-spn': kind(
    'KHV004',
    'Azure SPN Exposure',
    'Credential Access // Mount service principal',
    'high',
    'AKS Hunting',
    'A pod mounts the file with the credentials of the cluster at Azure.',
  ),
  'api-anonymous': kind(
    'KHV005',
    'Unauthenticated access to API',
    EXPOSED,
    'high',
    API_HUNTER,
    'The API server answers people who do not say who they are; how much depends on roles.',
  ),
  'api-token': kind(
    'KHV005',
    'Access to API using service account token',
    API,
    'medium',
    API_HUNTER,
    'The API server answers the token of a service account; how much depends on roles.',
  ),
  'api-http': kind(
    'KHV006',
    'Insecure (HTTP) access to API',
    EXPOSED,
    'high',
    API_HUNTER,
    'The API server answers without TLS, and asks nobody who they are.',
  ),
  'api-list': kind(
    'KHV007',
    'Listing',
    API,
    'medium',
    API_HUNTER,
    'Somebody can list these objects and learn how the cluster is made.',
  ),
  'certificate-email': kind(
    'KHV021',
    'Certificate Includes Email Address',
    GENERAL,
    'low',
    'Certificate Email Hunting',
    'The certificate that is served has an e-mail address in it.',
  ),
  'cve-2018-1002105': kind(
    'KHV022',
    'Critical Privilege Escalation CVE',
    'CVE // Privilege Escalation (CVE)',
    'high',
    CVE,
    'CVE-2018-1002105: whoever may make certain requests can make any.',
  ),
  'cve-2019-1002100': kind(
    'KHV023',
    'Denial of Service to Kubernetes API Server',
    'CVE // Denial Of Service (CVE)',
    'medium',
    CVE,
    'CVE-2019-1002100: a crafted patch uses up the API server.',
  ),
  'cve-2019-9512': kind(
    'KHV024',
    'Possible Ping Flood Attack',
    'CVE // Denial Of Service (CVE)',
    'medium',
    CVE,
    'CVE-2019-9512: pings of HTTP/2 use up the API server.',
  ),
  'cve-2019-9514': kind(
    'KHV025',
    'Possible Reset Flood Attack',
    'CVE // Denial Of Service (CVE)',
    'medium',
    CVE,
    'CVE-2019-9514: resets of HTTP/2 use up the API server.',
  ),
  'cve-2019-11247': kind(
    'KHV026',
    'Arbitrary Access To Cluster Scoped Resources',
    'CVE // Privilege Escalation (CVE)',
    'high',
    CVE,
    'CVE-2019-11247: rights in a namespace reach objects of the whole cluster.',
  ),
  dashboard: kind(
    'KHV029',
    'Dashboard Exposed',
    'Discovery // Access Kubernetes Dashboard',
    'medium',
    'Dashboard Hunting',
    'The dashboard answers without a login.',
  ),
  'etcd-read': kind(
    'KHV032',
    'Etcd Remote Read Access Event',
    'Credential Access // List K8S secrets',
    'high',
    ETCD,
    'Whoever reaches etcd reads what the cluster knows, Secrets too.',
  ),
  'etcd-version': kind('KHV033', 'Etcd Remote version disclosure', GENERAL, 'low', ETCD, 'etcd tells its version.'),
  'etcd-http': kind(
    'KHV034',
    'Etcd is accessible using insecure connection (HTTP)',
    EXPOSED,
    'high',
    ETCD,
    'etcd speaks HTTP, without TLS or certificates.',
  ),
  'kubelet-anonymous': kind(
    'KHV036',
    'Anonymous Authentication',
    EXPOSED,
    'high',
    SECURE,
    'The kubelet lets people in who do not say who they are.',
  ),
  'kubelet-logs': kind(
    'KHV037',
    'Exposed Container Logs',
    KUBELET,
    'medium',
    SECURE,
    'Logs of containers can be read at /containerLogs.',
  ),
  'kubelet-running': kind(
    'KHV038',
    'Exposed Running Pods',
    KUBELET,
    'medium',
    SECURE,
    'The pods that run can be listed at /runningpods.',
  ),
  'kubelet-exec': kind(
    'KHV039',
    'Exposed Exec On Container',
    EXEC,
    'high',
    SECURE,
    'Commands can be run in containers at /exec.',
  ),
  'kubelet-run': kind(
    'KHV040',
    'Exposed Run Inside Container',
    EXEC,
    'high',
    SECURE,
    'Commands can be run in containers at /run.',
  ),
  'kubelet-attach': kind(
    'KHV042',
    'Exposed Attaching To Container',
    EXEC,
    'high',
    SECURE,
    'Somebody can attach to containers at /attach.',
  ),
  'kubelet-health': kind(
    'KHV043',
    'Cluster Health Disclosure',
    GENERAL,
    'low',
    SECURE,
    'The path /healthz tells how the node is.',
  ),
  'kubelet-health-readonly': kind(
    'KHV043',
    'Cluster Health Disclosure',
    GENERAL,
    'low',
    READONLY,
    'The path /healthz tells how the node is.',
  ),
  'kubelet-privileged': kind(
    'KHV044',
    'Privileged Container',
    PRIVILEGED,
    'high',
    READONLY,
    'A privileged container runs on the node: who is in it is root on the machine.',
  ),
  'kubelet-cmdline': kind(
    'KHV046',
    'Exposed Kubelet Cmdline',
    KUBELET,
    'medium',
    SECURE,
    'The flags of the kubelet can be read among its profiles.',
  ),
  'log-mount': kind(
    'KHV047',
    'Pod With Mount To /var/log',
    'Privilege Escalation // hostPath mount',
    'high',
    'Mount Hunter - /var/log',
    'A pod that writes to /var/log of the node can have the kubelet read any file of it.',
  ),
  'proxy-exposed': kind(
    'KHV049',
    'Proxy Exposed',
    'Defense Evasion // Connect from Proxy server',
    'low',
    'Proxy Hunting',
    'A kubectl proxy lends its rights to everybody who reaches it.',
  ),
  token: kind(
    'KHV050',
    "Read access to pod's service account token",
    ACCOUNT,
    'low',
    'Access Secrets',
    'The token of the service account lies in the pod, and talks to the API server.',
  ),
  'kubelet-privileged-proven': kind(
    'KHV051',
    'Exposed Existing Privileged Container(s) Via Secure Kubelet Port',
    PRIVILEGED,
    'high',
    'Foothold Via Secure Kubelet Port',
    'Commands were run in a privileged container through the kubelet.',
  ),
  pods: kind(
    'KHV052',
    'Exposed Pods',
    KUBELET,
    'medium',
    SECURE,
    'The pods of the node can be read at /pods, with their specifications.',
  ),
  'pods-readonly': kind(
    'KHV052',
    'Exposed Pods',
    KUBELET,
    'medium',
    READONLY,
    'The pods of the node can be read at /pods, with their specifications.',
  ),
  'aws-metadata': kind(
    'KHV053',
    'AWS Metadata Exposure',
    'Discovery // Instance Metadata API',
    'high',
    'Host Discovery when running as pod',
    'The metadata service of AWS answers pods and tells of the machines.',
  ),
  'net-raw': kind(
    null,
    'CAP_NET_RAW Enabled',
    'Lateral Movement // ARP poisoning and IP spoofing',
    'medium',
    'Pod Capabilities Hunter',
    'The pod may forge packets, and pretend to be others on its node.',
  ),
  secrets: kind(null, "Access to pod's secrets", ACCOUNT, 'low', 'Access Secrets', 'Secrets lie in the pod as files.'),
  'created-namespace': kind(
    null,
    'Created a namespace',
    'Defense Evasion // General Defense Evasion',
    'high',
    ACTIVE,
    'A namespace was created.',
  ),
  'deleted-namespace': kind(
    null,
    'Delete a namespace',
    DESTRUCTION,
    'high',
    ACTIVE,
    'The namespace was deleted again.',
  ),
  'created-cluster-role': kind(null, 'Created a cluster role', BINDING, 'high', ACTIVE, 'A ClusterRole was created.'),
  'deleted-cluster-role': kind(
    null,
    'Deleted a cluster role',
    DESTRUCTION,
    'high',
    ACTIVE,
    'The ClusterRole was deleted again.',
  ),
  'created-privileged-pod': kind(
    null,
    'Created A PRIVILEGED Pod',
    PRIVILEGED,
    'high',
    ACTIVE,
    'A privileged pod was created.',
  ),
  'created-pod': kind(null, 'Created A Pod', 'Execution // New container', 'high', ACTIVE, 'A pod was created.'),
  'patched-pod': kind(null, 'Patched A Pod', 'Execution // Sidecar injection', 'high', ACTIVE, 'The pod was changed.'),
  'deleted-pod': kind(null, 'Deleted A Pod', DESTRUCTION, 'high', ACTIVE, 'The pod was deleted again.'),
  'created-role': kind(
    null,
    'Created a role',
    'Defense Evasion // General Defense Evasion',
    'high',
    ACTIVE,
    'A Role was created.',
  ),
  'patched-role': kind(null, 'Patched a role', BINDING, 'high', ACTIVE, 'The Role was changed.'),
  'deleted-role': kind(null, 'Deleted a role', DESTRUCTION, 'high', ACTIVE, 'The Role was deleted again.'),
} as const satisfies Readonly<Record<string, Kind>>

export type FindingKind = keyof typeof FINDINGS

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

export type ServiceName = keyof typeof SERVICES

export function nameOf({ kind, name }: Finding): string {
  return name ?? FINDINGS[kind].name
}
