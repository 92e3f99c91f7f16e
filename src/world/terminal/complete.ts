import { lastWordAt } from '../../ground/last-word.ts'
import { PROTOCOLS, TYPES, VERDICTS } from '../../sim/tools/hubble/filter.ts'
import { TOOLS } from '../../sim/tools/registry.ts'
import { TESTS_FILE } from './run.ts'
import type { World } from '../index.ts'
import { namespacedName } from '../../model/namespaced-name.ts'

/** The last word of a line, and what it could become, in order. */
export interface Completion {
  readonly from: number
  readonly words: readonly string[]
}

/** Behind these words stands a name of something. */
const MOST = 50

/**
 * What could stand at the end of a line: names of tools first, then a tool's own words, names and addresses in the
 * cluster, files.
 */
export function completeCommand(world: World, line: string, at: string): Completion {
  const from = lastWordAt(line)
  const before = line.slice(0, from).trim()
  const typed = line.slice(from)
  const listed = TOOLS.find(({ tool }) => tool.name === before.split(/\s+/)[0])
  const candidates =
    before === ''
      ? TOOLS.map(({ tool }) => tool.name)
      : listed
        ? [...listed.offered, ...namesFor(listed.tool.name, before, world, at)]
        : []
  return {
    from,
    words: [...new Set(candidates)].filter((word) => word.startsWith(typed) && word !== typed).slice(0, MOST),
  }
}

function namesFor(tool: string, before: string, world: World, at: string): readonly string[] {
  const { cluster, documents } = world
  const namespace = cluster.podByName.get(at)?.namespace.name
  switch (tool) {
    case 'curl':
      return cluster.services.flatMap((service) =>
        service.ports
          .slice(0, 2)
          .map(
            ({ port }) =>
              `http://${service.name}${service.namespace.name === namespace ? '' : `.${service.namespace.name}`}:${port}/`,
          ),
      )
    case 'nc':
      return cluster.services.map((service) =>
        service.namespace.name === namespace ? service.name : `${service.name}.${service.namespace.name}`,
      )
    case 'kubectl':
      return /(?:-n|--namespace)$/.test(before) ? [...cluster.namespaces.keys()] : []
    case 'hubble':
      return hubbleValues(before, world)
    case 'kube-hunter':
      return /--remote/.test(before)
        ? cluster.nodes.flatMap(({ addresses }) => addresses.slice(0, 1).map(({ text }) => text))
        : []
    case 'netassert':
      return [...documents.map(({ name }) => name), TESTS_FILE]
    default:
      return []
  }
}

/** What a flag of Hubble may be followed by, by the flag that stands before. */
function hubbleValues(before: string, { cluster }: World): readonly string[] {
  const flag = before.split(/\s+/).at(-1)!
  if (/^--(?:from-|to-)?pod$/.test(flag)) return cluster.pods.map(namespacedName)
  if (/^(?:-n|--(?:from-|to-)?namespace)$/.test(flag)) return [...cluster.namespaces.keys()]
  switch (flag) {
    case '--verdict':
      return VERDICTS
    case '--protocol':
      return PROTOCOLS
    case '--type':
    case '-t':
      return Object.keys(TYPES)
    case '--traffic-direction':
      return ['ingress', 'egress']
    case '--output':
    case '-o':
      return ['compact', 'dict', 'json', 'jsonpb', 'table']
    default:
      return []
  }
}
