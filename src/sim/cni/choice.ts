/** The network plugins that are simulated. `reference`: none in particular, each API exactly as its own text says. */
export type CniName = 'reference' | 'flannel' | 'calico' | 'cilium' | 'aws-vpc-cni'

/**
 * Which network plugin the cluster runs, as a caller says it. What is left out takes the plugin's default; a mode or an
 * option that the plugin does not have is ignored, so that a choice made for one version never breaks another.
 */
export interface CniChoice {
  readonly name: CniName
  readonly mode?: string
  readonly options?: Readonly<Record<string, unknown>>
  /** Only in a setting that is put in again: see there. */
  readonly isModeAssumed?: boolean
}

/**
 * A choice with everything filled in. Options by their id; a switch is `'on'` or `'off'`. `isModeAssumed`: nobody chose
 * the mode, nor saw it; never so on a screen, in a link or in a lesson, where one always stands.
 */
export interface CniSetting {
  readonly name: CniName
  readonly mode: string
  readonly isModeAssumed: boolean
  readonly options: Readonly<Record<string, string>>
}

/** One of the values that a mode or an option can have. `id` is what is written down, in links and files. */
export interface CniValue {
  readonly id: string
  readonly label: string
}

/**
 * Something that can be set. The first value is the default, or `instead` where an option before it has one of these
 * values. `help` says in one sentence what it changes.
 */
export interface CniOption {
  readonly id: string
  readonly label: string
  readonly help: string
  readonly values: readonly CniValue[]
  readonly instead?: { readonly option: string; readonly among: readonly string[]; readonly value: string }
}

/** What can be chosen of one plugin. The first mode is the default. */
export interface CniOffer {
  readonly name: CniName
  readonly label: string
  readonly modes: readonly CniValue[]
  readonly options: readonly CniOption[]
}

const SWITCH: readonly [CniValue, CniValue] = [
  { id: 'off', label: 'off' },
  { id: 'on', label: 'on' },
]

/** Every plugin with its modes and options. Source: the projects' own configuration references; defaults are theirs. */
export const CNI_OFFERS: readonly CniOffer[] = [
  { name: 'reference', label: 'Reference', modes: [{ id: 'as-written', label: 'as written' }], options: [] },
  {
    name: 'flannel',
    label: 'Flannel',
    modes: [
      { id: 'vxlan', label: 'VXLAN' },
      { id: 'host-gw', label: 'host-gw' },
      { id: 'wireguard', label: 'WireGuard' },
    ],
    options: [
      {
        id: 'networkPolicy',
        label: 'Network policy controller',
        help: 'The chart’s netpol.enabled: runs kube-network-policies beside flanneld. Without it nobody enforces policies.',
        values: [
          { id: 'off', label: 'off' },
          { id: 'standard', label: 'on' },
          { id: 'npa-v1alpha1', label: 'on, with Admin policies' },
          { id: 'npa-v1alpha2', label: 'on, with ClusterNetworkPolicy' },
        ],
      },
    ],
  },
  {
    name: 'calico',
    label: 'Calico',
    modes: [
      { id: 'ipip', label: 'IPIP' },
      { id: 'ipip-cross-subnet', label: 'IPIP across subnets' },
      { id: 'vxlan', label: 'VXLAN' },
      { id: 'vxlan-cross-subnet', label: 'VXLAN across subnets' },
      { id: 'bgp', label: 'BGP, no encapsulation' },
    ],
    options: [
      {
        id: 'dataplane',
        label: 'Dataplane',
        help: 'What Felix programs: iptables rules, or eBPF programs that also replace kube-proxy.',
        values: [
          { id: 'iptables', label: 'iptables' },
          { id: 'ebpf', label: 'eBPF' },
        ],
      },
      {
        id: 'applicationLayer',
        label: 'HTTP rules',
        help: 'Whether application layer policy is installed; without it http clauses are ignored, and their rules allow every request.',
        values: [
          { id: 'on', label: 'checked' },
          { id: 'off', label: 'ignored' },
        ],
      },
    ],
  },
  {
    name: 'cilium',
    label: 'Cilium',
    modes: [
      { id: 'vxlan', label: 'VXLAN' },
      { id: 'geneve', label: 'Geneve' },
      { id: 'native', label: 'native routing' },
    ],
    options: [
      {
        id: 'version',
        label: 'Version',
        help: 'Which release runs: what it reads, what it refuses, and its defaults.',
        values: ['1.20', '1.19', '1.18', '1.17', '1.16'].map((id) => ({ id, label: id })),
      },
      {
        id: 'kubeProxyReplacement',
        label: 'kube-proxy replacement',
        help: 'Helm’s kubeProxyReplacement: Services are translated in eBPF instead of by kube-proxy.',
        values: SWITCH,
      },
      {
        id: 'loadBalancer',
        label: 'Load balancer mode',
        help: 'With kube-proxy replacement: whether the node that takes a connection in puts its address in the client’s place (SNAT), or hands the client’s on (DSR; not over VXLAN).',
        values: [
          { id: 'snat', label: 'SNAT' },
          { id: 'dsr', label: 'DSR' },
        ],
      },
      {
        id: 'enforcementMode',
        label: 'Policy enforcement',
        help: 'enable-policy. default: a pod is closed in a direction as soon as a policy speaks of it; always: from the start; never: nothing is enforced.',
        values: [
          { id: 'default', label: 'default' },
          { id: 'always', label: 'always' },
          { id: 'never', label: 'never' },
        ],
      },
      {
        id: 'hostFirewall',
        label: 'Host firewall',
        help: 'Whether policies with a nodeSelector hold for nodes, and for pods on their network.',
        values: SWITCH,
      },
      {
        id: 'policyCIDRMatchMode',
        label: 'CIDRs match',
        help: 'policy-cidr-match-mode: whom blocks of addresses match besides places outside.',
        values: [
          { id: 'none', label: 'only outside' },
          { id: 'nodes', label: 'nodes too' },
          { id: 'pods', label: 'pods too' },
          { id: 'nodes+pods', label: 'nodes and pods too' },
        ],
      },
      {
        id: 'policyAuditMode',
        label: 'Audit mode',
        help: 'policy-audit-mode: what policy would drop is logged and passes; proxies still refuse.',
        values: SWITCH,
      },
      {
        id: 'meshAuth',
        label: 'Mutual authentication',
        help: 'mesh-auth-enabled: whether rules that ask for authentication get it. Off since 1.19: they are then as if they did not ask. On without SPIRE nobody can prove anything.',
        values: [
          { id: 'off', label: 'off' },
          { id: 'spiffe', label: 'SPIFFE' },
          { id: 'unproven', label: 'on, without SPIRE' },
        ],
        instead: { option: 'version', among: ['1.18', '1.17', '1.16'], value: 'unproven' },
      },
      {
        id: 'nodeSelectorLabels',
        label: 'Nodes by labels',
        help: 'enable-node-selector-labels: whether fromNodes and toNodes may be used.',
        values: SWITCH,
      },
      {
        id: 'denyResponse',
        label: 'Answer to a denial',
        help: 'policy-deny-response, since 1.19: whether a pod whose egress over IPv4 is denied gets an ICMP error at once, or waits in vain.',
        values: [
          { id: 'none', label: 'none' },
          { id: 'icmp', label: 'ICMP' },
        ],
      },
      {
        id: 'clusterNetworkPolicy',
        label: 'ClusterNetworkPolicy',
        help: 'Whether the agent reads policy.networking.k8s.io/v1alpha2; off by default.',
        values: SWITCH,
      },
    ],
  },
  {
    name: 'aws-vpc-cni',
    label: 'Amazon VPC CNI',
    modes: [
      { id: 'secondary-ip', label: 'secondary IPs' },
      { id: 'prefix-delegation', label: 'prefix delegation' },
      { id: 'custom-networking', label: 'custom networking' },
    ],
    options: [
      {
        id: 'networkPolicy',
        label: 'Network policy agent',
        help: 'Off by default. standard: a new pod is open until its rules arrive; strict: closed until some policy allows.',
        values: [
          { id: 'off', label: 'off' },
          { id: 'standard', label: 'standard' },
          { id: 'strict', label: 'strict' },
        ],
      },
      {
        id: 'externalSnat',
        label: 'External SNAT',
        help: 'AWS_VPC_K8S_CNI_EXTERNALSNAT: pods reach addresses outside the VPC with their own address, through a NAT gateway.',
        values: SWITCH,
      },
      {
        id: 'podSecurityGroups',
        label: 'Security groups for pods',
        help: 'Pods on branch network interfaces with security groups of their own.',
        values: [
          { id: 'off', label: 'off' },
          { id: 'strict', label: 'strict' },
          { id: 'standard', label: 'standard' },
        ],
      },
    ],
  },
]

/**
 * Nothing is installed: no pod has a network. A mode of the reference that is no offer among plugins: there is nothing
 * to simulate, to compare or to walk through.
 */
export const NO_PLUGIN: CniSetting = { name: 'reference', mode: 'none', isModeAssumed: false, options: {} }

/** Whether there is a network plugin at all. */
export function hasPlugin({ name, mode }: Pick<CniSetting, 'name' | 'mode'>): boolean {
  return name !== NO_PLUGIN.name || mode !== NO_PLUGIN.mode
}

/** What can be chosen of a plugin: its modes and switches. */
export function offerOf(name: CniName): CniOffer {
  return CNI_OFFERS.find((offer) => offer.name === name) ?? CNI_OFFERS[0]!
}

/** Whether two settings mean the same cluster network. */
export function isSameSetting(a: CniSetting, b: CniSetting): boolean {
  return settingKey(a) === settingKey(b)
}

/** Equal for settings that are the same in everything, in whatever order their options stand. */
export function settingKey({ name, mode, isModeAssumed, options }: CniSetting): string {
  return JSON.stringify([name, mode, isModeAssumed, Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))])
}

/** Switches may be given as true and false, several values as a list. */
function spelled(wanted: unknown): unknown {
  return wanted === true
    ? 'on'
    : wanted === false
      ? 'off'
      : Array.isArray(wanted)
        ? [...wanted].sort().join('+')
        : wanted
}

/**
 * The choice with the plugin's defaults for whatever it leaves out, or says in a way that the plugin does not know.
 * What it then says is meant. A setting stays as it is.
 */
export function settingOf({ name, mode, options, isModeAssumed }: CniChoice): CniSetting {
  if (name === NO_PLUGIN.name && mode === NO_PLUGIN.mode) return NO_PLUGIN
  const offer = offerOf(name)
  const known = (values: readonly CniValue[], wanted: unknown) => values.find(({ id }) => id === spelled(wanted))?.id
  const chosen: Record<string, string> = {}
  for (const option of offer.options)
    chosen[option.id] = known(option.values, options?.[option.id]) ?? usualOf(option, chosen)
  const usual = offer.modes[0]!.id
  const own = known(offer.modes, mode) ?? usual
  return { name: offer.name, mode: own, isModeAssumed: isModeAssumed === true && own === usual, options: chosen }
}

/**
 * The same for who says in words which plugin runs, and shows nobody what became of it: without a mode that the plugin
 * knows, nobody chose one. A setting stays as it is.
 */
export function givenSetting(choice: CniChoice): CniSetting {
  return settingOf({
    ...choice,
    isModeAssumed: choice.isModeAssumed ?? !offerOf(choice.name).modes.some(({ id }) => id === choice.mode),
  })
}

/** What an option is when nobody says, by what is chosen before it. */
export function usualOf({ values, instead }: CniOption, chosen: Readonly<Record<string, string>>): string {
  return instead && instead.among.includes(chosen[instead.option] ?? '') ? instead.value : values[0]!.id
}
