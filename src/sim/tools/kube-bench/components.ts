import { failure, success, type Result } from '../../../ground/result.ts'
import { fieldAt, flagAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import { parseYaml } from '../../../manifests/yaml.ts'

/**
 * What a file of checks can name of a component, as `$apiserverbin` or `$kubeletconf`. In the order in which they are
 * put in.
 */
export const FILE_KINDS = ['conf', 'svc', 'kubeconfig', 'cafile', 'datadir'] as const
/** One of the files that a component may have. */
export type FileKind = (typeof FILE_KINDS)[number]

/** The key under which `config.yaml` lists candidates of a kind. */
const LISTED_AS: Readonly<Record<FileKind, string>> = {
  conf: 'confs',
  svc: 'svc',
  kubeconfig: 'kubeconfig',
  cafile: 'cafile',
  datadir: 'datadirs',
}

/** One program that a target is about, and where its files may lie. The first candidate that is there counts. */
export interface Component {
  readonly name: string
  /** A target runs without it. */
  readonly optional: boolean
  readonly bins: readonly string[]
  readonly files: Readonly<
    Record<FileKind, { readonly candidates: readonly string[]; readonly otherwise: string | null }>
  >
}

/** What kube-bench's `config.yaml` says. */
export interface Configuration {
  readonly targets: ReadonlyMap<string, readonly Component[]>
  /** Kubernetes version → benchmark, and names of benchmarks that stand for others. */
  readonly versions: ReadonlyMap<string, string>
}

/** Reads a `config.yaml`; what it leaves out is as `over` has it. */
export function readConfiguration(text: string, over: Configuration): Result<Configuration, string> {
  const { values, faults } = parseYaml(text)
  const fault = faults.find(({ code }) => code !== 'duplicate-key')
  if (fault) return failure(fault.code === 'yaml-syntax' ? fault.reason : fault.code)
  const targets = new Map(over.targets)
  const versions = new Map(over.versions)
  for (const target of TARGETS)
    if (objectAt(values[0], target)) targets.set(target, readTarget(objectAt(values[0], target)))
  for (const [version, benchmark] of Object.entries(objectAt(values[0], 'version_mapping') ?? {}))
    if (typeof benchmark === 'string') versions.set(version, benchmark)
  return success({ targets, versions })
}

/** Whether a text is meant as kube-bench's `config.yaml`. */
export function looksLikeConfiguration(text: string): boolean {
  return /^version_mapping:/m.test(text) && /^(master|node):/m.test(text)
}

/** In the order in which their sections are numbered. */
export const TARGETS = ['master', 'etcd', 'controlplane', 'node', 'policies', 'managedservices'] as const

function readTarget(target: unknown): readonly Component[] {
  return listAt(target, 'components')
    .filter((name) => typeof name === 'string')
    .map((name): Component => {
      const at = fieldAt(target, name)
      const files = Object.fromEntries(
        FILE_KINDS.map((kind) => [
          kind,
          { candidates: texts(at, LISTED_AS[kind]), otherwise: textAt(at, `default${kind}`) },
        ]),
      ) as unknown as Component['files']
      return { name, optional: flagAt(at, 'optional'), bins: texts(at, 'bins'), files }
    })
}

function texts(value: unknown, key: string): readonly string[] {
  return listAt(value, key).filter((each) => typeof each === 'string')
}

/**
 * What holds when nobody brings a `config.yaml`: the programs and places of plain Kubernetes, and which benchmark is of
 * which version.
 * Source: https://github.com/aquasecurity/kube-bench/blob/main/cfg/config.yaml
 */
export const PLAIN_CONFIGURATION: Configuration = {
  targets: new Map<string, readonly Component[]>([
    [
      'master',
      [
        component('apiserver', {
          bins: ['kube-apiserver', 'hyperkube apiserver', 'hyperkube kube-apiserver', 'apiserver'],
          conf: staticPod('kube-apiserver'),
        }),
        component('scheduler', {
          bins: ['kube-scheduler', 'hyperkube scheduler', 'hyperkube kube-scheduler', 'scheduler'],
          conf: staticPod('kube-scheduler'),
          kubeconfig: [
            '/etc/kubernetes/scheduler.conf',
            '/var/lib/kube-scheduler/kubeconfig',
            '/var/lib/kube-scheduler/config.yaml',
          ],
        }),
        component('controllermanager', {
          bins: [
            'kube-controller-manager',
            'kube-controller',
            'hyperkube controller-manager',
            'hyperkube kube-controller-manager',
            'controller-manager',
          ],
          conf: staticPod('kube-controller-manager'),
          kubeconfig: ['/etc/kubernetes/controller-manager.conf', '/var/lib/kube-controller-manager/kubeconfig'],
        }),
        {
          ...component('etcd', {
            bins: ['etcd'],
            conf: [...staticPod('etcd'), '/etc/etcd/etcd.conf'],
            datadir: ['/var/lib/etcd/default.etcd', '/var/lib/etcd/data.etcd'],
          }),
          optional: true,
        },
        {
          ...component('flanneld', { bins: ['flanneld'], conf: [], otherwise: { conf: '/etc/sysconfig/flanneld' } }),
          optional: true,
        },
        component('kubernetes', { bins: [], conf: [], otherwise: { conf: '/etc/kubernetes/config' } }),
        { ...component('kubelet', { bins: ['hyperkube kubelet', 'kubelet'] }), optional: true },
      ],
    ],
    [
      'etcd',
      [
        component('etcd', {
          bins: ['etcd'],
          conf: [...staticPod('etcd'), '/etc/etcd/etcd.conf'],
          datadir: ['/var/lib/etcd/default.etcd', '/var/lib/etcd/data.etcd'],
        }),
      ],
    ],
    [
      'controlplane',
      [
        component('apiserver', {
          bins: ['kube-apiserver', 'hyperkube apiserver', 'hyperkube kube-apiserver', 'apiserver'],
        }),
      ],
    ],
    [
      'node',
      [
        component('kubelet', {
          bins: ['hyperkube kubelet', 'kubelet'],
          svc: kubeletServices(),
          cafile: ['/etc/kubernetes/pki/ca.crt', '/etc/kubernetes/certs/ca.crt', '/etc/kubernetes/cert/ca.pem'],
          kubeconfig: [
            '/etc/kubernetes/kubelet.conf',
            '/etc/kubernetes/kubelet-kubeconfig.conf',
            '/var/lib/kubelet/kubeconfig',
            '/etc/kubernetes/kubelet-kubeconfig',
            '/etc/kubernetes/kubelet/kubeconfig',
          ],
          conf: [
            '/etc/kubernetes/kubelet-config.yaml',
            '/var/lib/kubelet/config.yaml',
            '/var/lib/kubelet/config.yml',
            '/etc/kubernetes/kubelet/kubelet-config.json',
            '/etc/kubernetes/kubelet/config.json',
            '/etc/kubernetes/kubelet/config',
            '/etc/default/kubelet',
            '/var/lib/kubelet/kubeconfig',
            ...kubeletServices(),
            '/etc/kubernetes/kubelet.yaml',
          ],
          otherwise: { conf: '/var/lib/kubelet/config.yaml' },
        }),
        {
          ...component('proxy', {
            bins: ['kube-proxy', 'hyperkube proxy', 'hyperkube kube-proxy', 'proxy'],
            svc: ['/lib/systemd/system/kube-proxy.service'],
            kubeconfig: [
              '/etc/kubernetes/kubelet-kubeconfig',
              '/etc/kubernetes/kubelet-kubeconfig.conf',
              '/etc/kubernetes/kubelet/config',
              '/var/lib/kubelet/kubeconfig',
            ],
            conf: [
              '/etc/kubernetes/proxy',
              '/etc/kubernetes/addons/kube-proxy-daemonset.yaml',
              '/etc/kubernetes/addons/kube-proxy-daemonset.yml',
            ],
            otherwise: {
              conf: '/etc/kubernetes/addons/kube-proxy-daemonset.yaml',
              kubeconfig: '/etc/kubernetes/proxy.conf',
              svc: null,
            },
          }),
          optional: true,
        },
        component('kubernetes', { bins: [], conf: [], otherwise: { conf: '/etc/kubernetes/config' } }),
      ],
    ],
    ['policies', []],
    ['managedservices', []],
  ]),
  versions: new Map([
    ['1.15', 'cis-1.5'],
    ...['1.16', '1.17', '1.18'].map((version) => [version, 'cis-1.6'] as const),
    ...['1.19', '1.20', '1.21'].map((version) => [version, 'cis-1.20'] as const),
    ['1.22', 'cis-1.23'],
    ['1.23', 'cis-1.23'],
    ['1.24', 'cis-1.24'],
    ['1.25', 'cis-1.7'],
    ['1.26', 'cis-1.8'],
    ['1.27', 'cis-1.9'],
    ['1.28', 'cis-1.10'],
    ...['1.29', '1.30', '1.31'].map((version) => [version, 'cis-1.11'] as const),
    ...['1.32', '1.33', '1.34'].map((version) => [version, 'cis-1.12'] as const),
    ['ocp-3.10', 'rh-0.7'],
    ['ocp-3.11', 'rh-0.7'],
  ]),
}

function staticPod(name: string): readonly string[] {
  return ['yaml', 'yml', 'manifest'].map((ending) => `/etc/kubernetes/manifests/${name}.${ending}`)
}

function kubeletServices(): readonly string[] {
  return [
    '/etc/systemd/system/kubelet.service.d/10-kubeadm.conf',
    '/etc/systemd/system/kubelet.service',
    '/lib/systemd/system/kubelet.service',
  ]
}

/** The first candidate is the default where no other is given. */
function component(
  name: string,
  {
    bins,
    otherwise = {},
    ...lists
  }: { readonly bins: readonly string[]; readonly otherwise?: Partial<Record<FileKind, string | null>> } & Partial<
    Record<FileKind, readonly string[]>
  >,
): Component {
  const files = Object.fromEntries(
    FILE_KINDS.map((kind) => [
      kind,
      { candidates: lists[kind] ?? [], otherwise: kind in otherwise ? otherwise[kind]! : (lists[kind]?.[0] ?? null) },
    ]),
  ) as unknown as Component['files']
  return { name, bins, files, optional: false }
}
