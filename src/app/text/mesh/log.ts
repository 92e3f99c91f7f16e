import type { Question } from '../../../world/answer.ts'
import type { MeshStory } from '../../../world/mesh-story.ts'
import { linkerdLog } from './linkerd-log.ts'

/** What is said on the connection, of which a log tells. */
type SaidInLog = Pick<Question, 'http' | 'app'>

/** What the proxies write of it, whichever mesh they are of. */
export function proxyLog(story: MeshStory, said: SaidInLog): readonly string[] {
  const istio = accessLog(story, said)
  return istio !== null ? [istio] : isLinkerds(story) ? linkerdLog(story, said.app === 'grpc') : []
}

function isLinkerds({ legs }: MeshStory): boolean {
  return legs.some(({ proxies }) =>
    proxies.some(({ stages }) => stages.some(({ found }) => found?.fact.fact.startsWith('linkerd-'))),
  )
}

/**
 * What the proxy that ends it writes into its access log, in Istio's default format, without times; empty where no
 * proxy of Istio's answers.
 * Source: https://istio.io/latest/docs/tasks/observability/logs/access-log/; envoy, source/common/http/utility.cc
 * (sendLocalReply)
 */
function accessLog({ legs, refusal }: MeshStory, { http, app }: SaidInLog): string | null {
  const last = legs.at(-1)
  if (!refusal?.log || !last) return null
  const { flags, details } = refusal.log
  if (!http)
    return refusal.status === 400
      ? `[…] "- - HTTP/1.1" 400 ${flags} ${details} - "-" 0 ${refusal.body?.length ?? 0} … "-"`
      : `[…] "- - -" 0 ${flags} ${details} - "-" 0 0 … "${last.destination.address ?? '-'}:${last.appPort ?? '-'}"`
  const { method, path = '/', host = '-' } = http
  // The refusal of a call is an answer of 200, with a status of gRPC in its headers and no body.
  const [request, status, bytes] =
    app === 'grpc'
      ? [`${method ?? 'POST'} ${path} HTTP/2`, 200, 0]
      : [`${method ?? 'GET'} ${path} HTTP/1.1`, refusal.status ?? 0, refusal.body?.length ?? 0]
  return `[…] "${request}" ${status} ${flags} ${details} - "-" 0 ${bytes} … "${host}"`
}
