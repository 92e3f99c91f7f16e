import { isObject, type JsonObject } from '../../../ground/json-object.ts'
import type { CniExec, CniResult, Conflist, PluginConfig } from './exchange.ts'

/**
 * What a plugin of a list gets on standard input: its own part, with the list's name (whatever its own is) and version,
 * what the plugins before it answered, and of the capabilities those that it announces.
 * Source: https://github.com/containernetworking/cni/blob/main/libcni/api.go (buildOneConfig, injectRuntimeConfig).
 */
export function stdinOf(
  { cniVersion, name }: Conflist,
  plugin: PluginConfig,
  prevResult: CniResult | null,
  capabilities: Readonly<Record<string, unknown>>,
): JsonObject {
  const announced = Object.entries(isObject(plugin.capabilities) ? plugin.capabilities : {}).filter(
    ([key, on]) => on === true && capabilities[key] !== undefined,
  )
  const { name: _own, ...part } = plugin
  return {
    cniVersion,
    name,
    ...part,
    ...(announced.length > 0 && {
      runtimeConfig: Object.fromEntries(announced.map(([key]) => [key, capabilities[key]])),
    }),
    ...(prevResult && { prevResult }),
  }
}

/** A plugin after the first that changes nothing in the answer: portmap, or one that is switched off. */
export function passingExec(
  conflist: Conflist,
  type: string,
  prevResult: CniResult,
  capabilities: Readonly<Record<string, unknown>>,
  source: string,
): CniExec {
  return {
    call: 'exec',
    plugin: type,
    stdin: stdinOf(
      conflist,
      conflist.plugins.find((plugin) => plugin.type === type)!,
      prevResult,
      capabilities,
    ),
    inside: [],
    stdout: prevResult,
    source,
  }
}

/** Where the `portmap` plugin is described. */
export const PORTMAP_SOURCE = 'https://www.cni.dev/plugins/current/meta/portmap/'
