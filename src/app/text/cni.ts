import { hasPlugin, offerOf, usualOf, type CniSetting } from '../../sim/cni/choice.ts'
import { CNI } from './catalogue/en/cni.ts'
import { code, list, say, type Sentence } from './sentence.ts'

/** `Cilium, VXLAN`; the reference has no mode worth naming, and none at all is called so. */
export function cniTitle({ name, mode }: Pick<CniSetting, 'name' | 'mode'>): string {
  if (!hasPlugin({ name, mode })) return CNI.none
  const offer = offerOf(name)
  return name === 'reference'
    ? CNI.label(offer.label)
    : `${offer.label}, ${CNI.label(offer.modes.find(({ id }) => id === mode)?.label ?? mode)}`
}

/** Everything that is chosen and not a default, in words: `kube-proxy replacement on, DSR`. Empty: all defaults. */
export function cniOptions({ name, options }: CniSetting): string {
  return offerOf(name)
    .options.flatMap((option) => {
      const { id, label, values } = option
      const value = values.find((each) => each.id === options[id])
      return value && value.id !== usualOf(option, options)
        ? [CNI.option(CNI.label(label), CNI.label(value.label))]
        : []
    })
    .join(', ')
}

/** Why policies change nothing here: told above the picture for as long as it is so. */
export function unenforcedNotice(policies: readonly string[], count: number, setting: CniSetting): Sentence {
  const named = list(
    policies.slice(0, 3).map((name) => say`${code(name)}`),
    CNI.and,
  )
  return CNI.notEnforced(named, Math.max(0, count - 3), hasPlugin(setting) ? CNI.why[setting.name] : CNI.noPlugin)
}

/** The one click that would have policies of these kinds enforced; null: no switch of this plugin does. */
export function remedyFor(
  { name, options }: CniSetting,
  policies: readonly { readonly group: string; readonly kind: string }[],
): { readonly label: string; readonly option: string; readonly value: string } | null {
  const isAmong = (group: string, kind?: string) =>
    policies.some((each) => each.group === group && each.kind === (kind ?? each.kind))
  const hasNetworkPolicies = isAmong('networking.k8s.io', 'NetworkPolicy')
  const hasClusterPolicies = isAmong('policy.networking.k8s.io', 'ClusterNetworkPolicy')
  if (name === 'flannel' && options.networkPolicy === 'off' && hasNetworkPolicies)
    return { label: CNI.turnOn.controller, option: 'networkPolicy', value: 'standard' }
  if (name === 'flannel' && hasClusterPolicies)
    return { label: CNI.turnOn.cluster, option: 'networkPolicy', value: 'npa-v1alpha2' }
  if (name === 'flannel' && options.networkPolicy !== 'npa-v1alpha1' && isAmong('policy.networking.k8s.io'))
    return { label: CNI.turnOn.admin, option: 'networkPolicy', value: 'npa-v1alpha1' }
  if (
    name === 'aws-vpc-cni' &&
    options.networkPolicy === 'off' &&
    (hasNetworkPolicies || isAmong('networking.k8s.aws'))
  )
    return { label: CNI.turnOn.agent, option: 'networkPolicy', value: 'standard' }
  if (name === 'cilium' && options.clusterNetworkPolicy === 'off' && hasClusterPolicies)
    return { label: CNI.turnOn.cluster, option: 'clusterNetworkPolicy', value: 'on' }
  return null
}
