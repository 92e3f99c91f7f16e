import { hasPlugin, offerOf, usualOf, type CniName, type CniSetting } from '../../sim/cni/choice.ts'
import { code, list, say, type Sentence } from './sentence.ts'

/** One sentence for whoever chooses a plugin: what it enforces, and by what it knows who is who. */
export const CNI_ABOUT: Readonly<Record<CniName, string>> = {
  reference: 'Each API exactly as its own text says, enforced by nobody in particular.',
  flannel: 'Carries packets and reads no policies, unless its network policy controller runs beside it.',
  calico: 'Routes each pod by its own address, and enforces NetworkPolicy and ClusterNetworkPolicy by addresses.',
  cilium: 'eBPF programs at every pod; knows pods and nodes by identity, so that blocks never match them.',
  'aws-vpc-cni': 'Pods have addresses of the VPC. The policy agent is off by default.',
}

export const NO_PLUGIN_ABOUT = 'A cluster as it is right after its installation: nodes are not ready, and pods wait for a network.'

/** `Cilium, VXLAN`; the reference has no mode worth naming, and none at all is called so. */
export function cniTitle({ name, mode }: Pick<CniSetting, 'name' | 'mode'>): string {
  if (!hasPlugin({ name, mode })) return 'None'
  const offer = offerOf(name)
  return name === 'reference' ? offer.label : `${offer.label}, ${offer.modes.find(({ id }) => id === mode)?.label ?? mode}`
}

/** Everything that is chosen and not a default, in words: `kube-proxy replacement on, DSR`. Empty: all defaults. */
export function cniOptions({ name, options }: CniSetting): string {
  return offerOf(name).options.flatMap((option) => {
    const { id, label, values } = option, value = values.find((each) => each.id === options[id])
    return value && value.id !== usualOf(option, options) ? [`${label.toLowerCase()} ${value.label}`] : []
  }).join(', ')
}

/** Why policies change nothing here: told above the picture for as long as it is so. */
export function unenforcedNotice(policies: readonly string[], count: number, setting: CniSetting): Sentence {
  const named = list(policies.slice(0, 3).map((name) => say`${code(name)}`))
  const more = count > 3 ? ` and ${count - 3} more` : ''
  return say`Accepted by the API, enforced by nobody: ${named}${more}. ${hasPlugin(setting) ? WHY[setting.name] : 'There is no network plugin.'}`
}

const WHY: Readonly<Record<CniName, string>> = {
  reference: '',
  flannel: 'Flannel reads none of them; its network policy controller would.',
  calico: 'Calico does not read this version of the API.',
  cilium: 'Cilium reads NetworkPolicy, and ClusterNetworkPolicy only when that is switched on.',
  'aws-vpc-cni': 'The VPC CNI’s agent reads NetworkPolicy only, and only when it is switched on.',
}

/** The one click that would have them enforced; null: no switch of this plugin does. */
export function remedyFor({ name, options }: CniSetting, kinds: ReadonlySet<string>): { readonly label: string; readonly option: string; readonly value: string } | null {
  if (name === 'flannel' && options.networkPolicy === 'off' && kinds.has('NetworkPolicy')) return { label: 'Turn on the controller', option: 'networkPolicy', value: 'standard' }
  if (name === 'flannel' && kinds.has('ClusterNetworkPolicy')) return { label: 'Turn on ClusterNetworkPolicy', option: 'networkPolicy', value: 'npa-v1alpha2' }
  if (name === 'flannel' && options.networkPolicy !== 'npa-v1alpha1') return { label: 'Turn on Admin policies', option: 'networkPolicy', value: 'npa-v1alpha1' }
  if (name === 'aws-vpc-cni' && options.networkPolicy === 'off' && kinds.has('NetworkPolicy')) return { label: 'Turn on the agent', option: 'networkPolicy', value: 'standard' }
  if (name === 'cilium' && options.clusterNetworkPolicy === 'off' && kinds.has('ClusterNetworkPolicy')) return { label: 'Turn on ClusterNetworkPolicy', option: 'clusterNetworkPolicy', value: 'on' }
  return null
}
