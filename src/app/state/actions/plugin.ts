import {
  CNI_OFFERS,
  hasPlugin,
  isSameSetting,
  NO_PLUGIN,
  offerOf,
  settingOf,
  type CniSetting,
} from '../../../sim/cni/choice.ts'
import { PALETTE } from '../../text/catalogue/en/palette.ts'
import { CNI } from '../../text/catalogue/en/cni.ts'
import { cniTitle } from '../../text/cni.ts'
import type { AppState } from '../context.ts'
import { POLICY_APIS } from '../work.ts'
import { action, type Action } from './action.ts'

/** Every plugin in each of its modes, the switches of the present one, and the versions of the policy API. */
export function pluginActions(app: AppState): readonly Action[] {
  const { session } = app
  const now = session.cni
  const set = (setting: CniSetting) => () => session.setCni(setting)
  const modes = CNI_OFFERS.flatMap(({ name, modes: all }) =>
    all.map((mode) => {
      // Another mode of the same plugin keeps its switches.
      const setting =
        name === now.name && hasPlugin(now) ? settingOf({ ...now, mode: mode.id }) : settingOf({ name, mode: mode.id })
      return action({
        id: `plugin.${name}.${mode.id}`,
        group: 'plugin',
        label: cniTitle(setting),
        detail: name === now.name && mode.id === now.mode ? PALETTE.now : '',
        also: `CNI ${CNI.title}`,
        run: set(setting),
      })
    }),
  )
  const options = !hasPlugin(now)
    ? []
    : offerOf(now.name).options.flatMap((option) =>
        option.values.map((value) =>
          action({
            id: `option.${now.name}.${option.id}.${value.id}`,
            group: 'plugin-options',
            label: `${CNI.label(option.label)}: ${CNI.label(value.label)}`,
            detail: now.options[option.id] === value.id ? PALETTE.now : CNI.label(offerOf(now.name).label),
            also: option.help,
            run: set({ ...now, options: { ...now.options, [option.id]: value.id } }),
          }),
        ),
      )
  return [
    ...modes,
    action({
      id: 'plugin.none',
      group: 'plugin',
      label: PALETTE.noPlugin,
      detail: isSameSetting(now, NO_PLUGIN) ? PALETTE.now : '',
      also: `CNI ${CNI.title}`,
      run: set(NO_PLUGIN),
    }),
    ...options,
    ...POLICY_APIS.map((api) =>
      action({
        id: `api.${api}`,
        group: 'api',
        label: PALETTE.api(api),
        detail: session.policyApi === api ? PALETTE.now : '',
        also: 'policy.networking.k8s.io',
        run: () => session.setPolicyApi(api),
      }),
    ),
  ]
}
