import type { DiagnosticFacts } from '../../ground/diagnostic.ts'
import { assertNever } from '../../ground/result.ts'
import type { EntryView } from '../../worker/snapshot.ts'
import type { DiagnosticText } from './diagnostic.ts'
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

/** Why an Ingress or a route leads nowhere. */
export function entryBackendText({ why, service, port }: Extract<DiagnosticFacts, { code: 'entry-backend' }>): DiagnosticText {
  switch (why) {
    case 'no-service': return { message: say`There is no Service ${code(service)}`, advice: say`Requests for it end at the controller, with an error.` }
    case 'no-port': return port === null
      ? { message: say`No port of Service ${code(service)} is named`, advice: say`A route has to name one by its number.` }
      : { message: say`Service ${code(service)} has no port ${code(String(port))}`, advice: say`Here stands the Service’s port, not that of its pods.` }
    case 'no-endpoints': return { message: say`Service ${code(service)} has nobody behind port ${code(String(port))}`, advice: say`No ready pod has its labels and this port; requests end at the controller, with an error.` }
    case 'not-granted': return { message: say`Service ${code(service)} is in another namespace, and no ReferenceGrant there allows it`, advice: say`Requests for it end at the Gateway, with an error.` }
    default: return assertNever(why)
  }
}

/** Why a route is not served by a Gateway. */
export function routeParentText({ why, gateway }: Extract<DiagnosticFacts, { code: 'route-parent' }>): DiagnosticText {
  switch (why) {
    case 'unknown': return { message: say`Gateway ${code(gateway)} is not in the text`, advice: say`It is taken that it serves this route.` }
    case 'listener': return { message: say`Gateway ${code(gateway)} has no listener for this route`, advice: say`It needs one for HTTP or HTTPS, with the section and the port that the route names.` }
    case 'namespace': return { message: say`Gateway ${code(gateway)} takes no routes from this namespace`, advice: say`Its listener says which ones in ${code('allowedRoutes')}; when it says nothing, only its own.` }
    case 'host': return { message: say`Gateway ${code(gateway)} listens for other hosts`, advice: say`None of the route’s hostnames fits one of its listeners.` }
    default: return assertNever(why)
  }
}

function some(all: readonly string[]): Sentence {
  const rest = all.length - SHOWN
  return list([...all.slice(0, SHOWN).map((each) => [code(each)]), ...(rest > 0 ? [say`${rest} more`] : [])])
}
