import { PLUGINS } from '#plugins'
import { need } from '../../ground/part.ts'
import type { CniName } from './choice.ts'
import type { CniPlugin } from './plugin.ts'
import { REFERENCE } from './reference/plugin.ts'

/** Throws `NotFetched` where the plugin is not there yet. */
export function pluginOf(name: CniName): CniPlugin {
  return name === 'reference' ? REFERENCE : need(PLUGINS[name], name)
}
