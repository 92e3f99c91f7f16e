import { awsKeeper } from './aws-vpc-cni/keeper.ts'
import { calicoKeeper } from './calico/keeper.ts'
import type { CniName } from './choice.ts'
import { ciliumKeeper } from './cilium/keeper.ts'
import { flannelKeeper } from './flannel/keeper.ts'
import type { AddressKeeper } from './keeper.ts'
import { referenceKeeper } from './reference/keeper.ts'

/** Who keeps the books about addresses, one line each. Apart from the plugins, because verdicts need none of it. */
const KEEPERS: Readonly<Record<CniName, AddressKeeper>> = {
  reference: referenceKeeper,
  flannel: flannelKeeper,
  calico: calicoKeeper,
  cilium: ciliumKeeper,
  'aws-vpc-cni': awsKeeper,
}

/** Who keeps the addresses with this plugin. */
export function keeperOf(name: CniName): AddressKeeper {
  return KEEPERS[name]
}
