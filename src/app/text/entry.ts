import type { EntryView } from '../../worker/snapshot.ts'
import { ENTRIES } from './catalogue/en/entries.ts'
import { code, join, list, say, type Sentence } from './sentence.ts'

/** Hosts and paths that are listed before the rest is counted. */
const SHOWN = 3

/** `Ingress shop/front` */
export function entryName({ kind, namespace, name }: EntryView): Sentence {
  return say`${kind} ${code(`${namespace}/${name}`)}`
}

/** `host shop.example, path /` */
export function entryRequests({ hosts, paths, isNarrowed }: EntryView): Sentence {
  return join(
    [
      hosts.length === 0 ? ENTRIES.anyHost : ENTRIES.hosts(hosts.length, some(hosts)),
      paths.length === 0 ? ENTRIES.anyPath : ENTRIES.paths(paths.length, some(paths)),
      ...(isNarrowed ? [ENTRIES.narrowed] : []),
    ],
    ', ',
  )
}

/** Through which class or Gateways; empty: nobody is named. */
export function entryThrough({ kind, through }: EntryView): Sentence {
  return through.length === 0 ? [] : ENTRIES.through(kind === 'Ingress', through.length, some(through))
}

/**
 * The questions about both parts of the way through Cilium's own Envoy: from the client to it, by the port of the pod
 * behind, and on to the Service. Empty: another controller serves it, or nobody is behind it.
 */
export function entryQuestions({ kind, through, service, port, podPort }: EntryView): readonly string[] {
  if (podPort === null || (kind === 'Ingress' && through.length > 0 && !through.includes('cilium'))) return []
  return [`internet -> ingress:${podPort}`, `ingress -> ${service}:${port}`]
}

function some(all: readonly string[]): Sentence {
  const rest = all.length - SHOWN
  return list(
    [...all.slice(0, SHOWN).map((each) => [code(each)]), ...(rest > 0 ? [ENTRIES.more(rest)] : [])],
    ENTRIES.and,
  )
}
