import { awsBehaviours } from './aws-vpc-cni/behaviours.ts'
import type { Behaviours } from './behaviours.ts'
import { calicoBehaviours } from './calico/behaviours.ts'
import type { CniName, CniSetting } from './choice.ts'
import { ciliumBehaviours } from './cilium/behaviours.ts'
import { flannelBehaviours } from './flannel/behaviours.ts'
import { REFERENCE_BEHAVIOURS } from './reference/behaviours.ts'

const TABLES: Readonly<Record<CniName, (setting: CniSetting) => Behaviours>> = {
  reference: () => REFERENCE_BEHAVIOURS,
  flannel: flannelBehaviours,
  calico: calicoBehaviours,
  cilium: ciliumBehaviours,
  'aws-vpc-cni': awsBehaviours,
}

/**
 * What sets a network plugin apart from others, as data for people. Apart from `registry.ts`: no verdict is made of it.
 */
export function behavioursOf(setting: CniSetting): Behaviours {
  return TABLES[setting.name](setting)
}
