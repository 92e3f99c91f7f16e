import { failure, success, type Result } from '../ground/result.ts'
import { CNI_OFFERS, NO_PLUGIN, settingOf, type CniSetting } from '../sim/cni/choice.ts'

/**
 * Reads `{ name: flannel, mode: vxlan, networkPolicy: standard }`, where what is neither name nor mode is an option. A
 * failure says what is not known.
 */
export function readCni(value: unknown): Result<CniSetting, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return failure('write: cni: { name: plugin, mode: mode, option: value }')
  const { name, mode, ...options } = value as Readonly<Record<string, unknown>>
  return known(name, mode, options)
}

/** Reads `flannel`, `flannel host-gw` or `flannel vxlan networkPolicy=standard`. */
export function readCniWords(text: string): Result<CniSetting, string> {
  const [name, ...words] = text.trim().split(/\s+/)
  const modes = words.filter((word) => !word.includes('='))
  if (modes.length > 1) return failure(`a plugin has one mode, not ${modes.join(' and ')}`)
  return known(
    name,
    modes[0],
    Object.fromEntries(
      words.filter((word) => word.includes('=')).map((word) => word.split('=', 2) as [string, string]),
    ),
  )
}

function known(name: unknown, mode: unknown, options: Readonly<Record<string, unknown>>): Result<CniSetting, string> {
  const offer = CNI_OFFERS.find((each) => each.name === name)
  if (!offer)
    return failure(`no plugin is called "${String(name)}"; there are ${CNI_OFFERS.map((each) => each.name).join(', ')}`)
  if (offer.name === NO_PLUGIN.name && mode === NO_PLUGIN.mode) return success(settingOf(NO_PLUGIN))
  if (mode !== undefined && !offer.modes.some(({ id }) => id === mode))
    return failure(
      `${offer.name} has no mode "${String(mode)}"; there are ${offer.modes.map(({ id }) => id).join(', ')}`,
    )
  const setting = settingOf({ name: offer.name, ...(typeof mode === 'string' && { mode }), options })
  for (const [id, value] of Object.entries(options)) {
    if (setting.options[id] === undefined)
      return failure(
        `${offer.name} has no option "${id}"; there are ${offer.options.map((option) => option.id).join(', ')}`,
      )
    if (setting.options[id] !== (value === true ? 'on' : value === false ? 'off' : value))
      return failure(
        `"${id}" cannot be "${String(value)}"; there are ${offer.options
          .find((option) => option.id === id)!
          .values.map((each) => each.id)
          .join(', ')}`,
      )
  }
  return success(setting)
}
