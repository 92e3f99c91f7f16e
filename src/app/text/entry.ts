import type { EntryView } from '../../worker/snapshot.ts'
import { code, join, list, say, type Sentence } from './sentence.ts'

/** Hosts and paths that are listed before the rest is counted. */
const SHOWN = 3

/** Who makes the connection that policies see; stands wherever entries are listed. */
export const ENTRY_NOTE: Sentence = say`The controller’s own pods make the connection to the Service’s pods. Policies see them as the source, never the client outside, so ask with one of them as the source.`

/** `Ingress shop/front` */
export function entryName({ kind, namespace, name }: EntryView): Sentence {
  return say`${kind} ${code(`${namespace}/${name}`)}`
}

/** `host shop.example, path /` */
export function entryRequests({ hosts, paths, isNarrowed }: EntryView): Sentence {
  return join([
    hosts.length === 0 ? say`any host` : say`${hosts.length === 1 ? 'host' : 'hosts'} ${some(hosts)}`,
    paths.length === 0 ? say`any path` : say`${paths.length === 1 ? 'path' : 'paths'} ${some(paths)}`,
    ...(isNarrowed ? [say`with certain headers, parameters or methods only`] : []),
  ], ', ')
}

/** Through which class or Gateways; empty: nobody is named. */
export function entryThrough({ kind, through }: EntryView): Sentence {
  return through.length === 0 ? [] : say`${kind === 'Ingress' ? 'class' : through.length === 1 ? 'Gateway' : 'Gateways'} ${some(through)}`
}

function some(all: readonly string[]): Sentence {
  const rest = all.length - SHOWN
  return list([...all.slice(0, SHOWN).map((each) => [code(each)]), ...(rest > 0 ? [say`${rest} more`] : [])])
}
