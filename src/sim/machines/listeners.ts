import { fieldAt } from '../../manifests/fields.ts'
import { parseYaml } from '../../manifests/yaml.ts'
import { KUBELET_CONFIG } from './kubeadm.ts'
import { flagOf, processOf, programOf, type Machine } from './machine.ts'

/** What answers on a port of a machine, to somebody from elsewhere. */
export type Listener = { readonly port: number; readonly tls: boolean } & (
  | {
      readonly kind: 'kubelet'
      readonly anonymous: boolean
      readonly authorization: 'AlwaysAllow' | 'Webhook'
      readonly profiling: boolean
    }
  /** The kubelet's port that asks nobody who they are. */
  | { readonly kind: 'kubelet-readonly' }
  | { readonly kind: 'etcd'; readonly clientCertificates: boolean; readonly v2: boolean }
  /** `insecure`: everybody may do everything. */
  | { readonly kind: 'api'; readonly anonymous: boolean; readonly insecure: boolean; readonly alwaysAllow: boolean }
  | { readonly kind: 'kubectl-proxy' }
)

/**
 * The ports of a machine that its processes' flags and files open beyond the machine itself.
 * Source: the components' own reference, https://kubernetes.io/docs/reference/command-line-tools-reference/
 */
export function listenersOf(machine: Machine): readonly Listener[] {
  return [...kubelet(machine), ...etcd(machine), ...api(machine), ...kubectlProxy(machine)]
}

function kubelet(machine: Machine): readonly Listener[] {
  const process = processOf(machine, 'kubelet')
  if (!process) return []
  const file = machine.files.get(flagOf(process, 'config') ?? KUBELET_CONFIG)
  const config = file ? parseYaml(file.content).values[0] : undefined
  // A flag wins over the file. Without either, the file's defaults are closed and those of flags are open; a kubelet
  // with a file has the former.
  const setting = (flag: string, path: readonly string[], absent: string) =>
    flagOf(process, flag) ?? plain(fieldAt(config, ...path)) ?? absent
  const hasFile = config !== undefined
  const readOnlyPort = Number(setting('read-only-port', ['readOnlyPort'], hasFile ? '0' : '10255'))
  return [
    {
      kind: 'kubelet',
      port: portOf(setting('port', ['port'], '10250'), 10250),
      tls: true,
      anonymous:
        setting(
          'anonymous-auth',
          ['authentication', 'anonymous', 'enabled'],
          hasFile ? 'false' : 'true',
        ).toLowerCase() === 'true',
      authorization:
        setting('authorization-mode', ['authorization', 'mode'], hasFile ? 'Webhook' : 'AlwaysAllow') === 'AlwaysAllow'
          ? 'AlwaysAllow'
          : 'Webhook',
      profiling: setting('profiling', ['enableProfilingHandler'], 'true').toLowerCase() !== 'false',
    },
    ...(readOnlyPort > 0 ? [{ kind: 'kubelet-readonly' as const, port: readOnlyPort, tls: false }] : []),
  ]
}

function etcd(machine: Machine): readonly Listener[] {
  const process = processOf(machine, 'etcd')
  if (!process) return []
  const setting = (flag: string) =>
    flagOf(process, flag) ?? process.environment[`ETCD_${flag.toUpperCase().replaceAll('-', '_')}`] ?? null
  const urls = (setting('listen-client-urls') ?? 'http://localhost:2379')
    .split(',')
    .map((url) => /^(https?):\/\/(.+):(\d+)$/.exec(url.trim()))
    .filter((url) => url !== null && !isLoopback(url[2]!))
  return urls.slice(0, 1).map((url) => ({
    kind: 'etcd' as const,
    port: portOf(url![3]!, 2379),
    tls: url![1] === 'https',
    clientCertificates: url![1] === 'https' && setting('client-cert-auth') === 'true',
    v2: setting('enable-v2') === 'true',
  }))
}

function api(machine: Machine): readonly Listener[] {
  const process = processOf(machine, 'kube-apiserver')
  if (!process) return []
  const anonymous = (flagOf(process, 'anonymous-auth') ?? 'true').toLowerCase() !== 'false'
  const alwaysAllow = (flagOf(process, 'authorization-mode') ?? 'AlwaysAllow').split(',').includes('AlwaysAllow')
  const secure = portOf(flagOf(process, 'secure-port') ?? '6443', 6443)
  const insecure = Number(flagOf(process, 'insecure-port') ?? '0')
  const address = flagOf(process, 'insecure-bind-address') ?? '127.0.0.1'
  return [
    { kind: 'api', port: secure, tls: true, anonymous, insecure: false, alwaysAllow },
    // A port without authentication was there until Kubernetes 1.20.
    ...(insecure > 0 && !isLoopback(address) && minorOf(machine.version) < 20
      ? [{ kind: 'api' as const, port: insecure, tls: false, anonymous: true, insecure: true, alwaysAllow: true }]
      : []),
  ]
}

/** `kubectl proxy --address=0.0.0.0`, which somebody left running. */
function kubectlProxy({ processes }: Machine): readonly Listener[] {
  return processes
    .filter((process) => programOf(process) === 'kubectl' && process.command.includes('proxy'))
    .flatMap((process) => {
      const address = flagOf(process, 'address') ?? '127.0.0.1'
      return isLoopback(address)
        ? []
        : [{ kind: 'kubectl-proxy' as const, port: portOf(flagOf(process, 'port') ?? '8001', 8001), tls: false }]
    })
}

function plain(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? String(value) : null
}

function portOf(text: string, otherwise: number): number {
  const port = Number(text)
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : otherwise
}

function isLoopback(address: string): boolean {
  return address === 'localhost' || address.startsWith('127.') || address === '::1' || address === '[::1]'
}

/** 34 of `v1.34.2`; 0: it cannot be read. */
export function minorOf(version: string): number {
  return Number(/^v?\d+\.(\d+)/.exec(version)?.[1] ?? 0)
}
