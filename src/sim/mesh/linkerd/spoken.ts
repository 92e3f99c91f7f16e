import type { Said } from '../../../policy/request.ts'

/** What the client speaks, as its proxy and the server's find out; `unknown`: the question does not say. */
export type Spoken = 'requests' | 'tls' | 'bytes' | 'unknown'

/** What is spoken on a connection of which this is known. */
export function spokenOn({ app, http, sni }: Said = {}): Spoken {
  if (app === 'http' || app === 'grpc' || (app === undefined && http !== undefined)) return 'requests'
  if (app === 'tls' || (app === undefined && sni !== undefined)) return 'tls'
  return app === 'tcp' ? 'bytes' : 'unknown'
}
