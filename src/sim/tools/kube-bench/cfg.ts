import etcd from './cfg/etcd.yaml?raw'
import master from './cfg/master.yaml?raw'
import node from './cfg/node.yaml?raw'
import policies from './cfg/policies.yaml?raw'
import {
  readConfiguration,
  looksLikeConfiguration,
  PLAIN_CONFIGURATION,
  TARGETS,
  type Configuration,
} from './components.ts'
import { looksLikeControls } from './read-controls.ts'
import type { ToolFile } from '../tool.ts'

/** Our own benchmark, which is there without anybody bringing files. */
export const OWN_BENCHMARK = 'network-1.0'

/** What stands in the folder `cfg`: by benchmark and target the text of its checks, and the configuration. */
export interface Cfg {
  readonly benchmarks: ReadonlyMap<string, ReadonlyMap<string, ToolFile>>
  readonly configuration: Configuration
  /** Why a `config.yaml` was not taken; null: it was, or there is none. */
  readonly fault: string | null
}

/** Our own files, and those that somebody brought: files of checks are known by what is in them, wherever they lie. */
export function cfgOf(files: readonly ToolFile[]): Cfg {
  const benchmarks = new Map<string, Map<string, ToolFile>>([
    [
      OWN_BENCHMARK,
      new Map(
        Object.entries({ master, etcd, node, policies }).map(([target, text]) => [
          target,
          { path: `cfg/${OWN_BENCHMARK}/${target}.yaml`, text },
        ]),
      ),
    ],
  ])
  let configuration = PLAIN_CONFIGURATION
  let fault: string | null = null
  for (const file of files) {
    if (looksLikeControls(file.text)) {
      const benchmark = topLevel(file.text, 'version') || folderOf(file.path)
      const target = topLevel(file.text, 'type')
      if (!TARGETS.some((each) => each === target)) continue
      if (!benchmarks.has(benchmark)) benchmarks.set(benchmark, new Map())
      benchmarks.get(benchmark)!.set(target, file)
    } else if (looksLikeConfiguration(file.text)) {
      const read = readConfiguration(file.text, configuration)
      if (read.ok) configuration = read.value
      else fault = `${file.path}: ${read.problem}`
    }
  }
  return { benchmarks, configuration, fault }
}

/** A line `key: value` at the very left, which is all that is needed to file a text away. */
function topLevel(text: string, key: string): string {
  return new RegExp(`^${key}:[ \\t]*["']?([^"'#\\n]*?)["']?[ \\t]*(?:#.*)?\\r?$`, 'm').exec(text)?.[1] ?? ''
}

function folderOf(path: string): string {
  return path.split('/').at(-2) ?? ''
}
