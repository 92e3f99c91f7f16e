import type { MeshStory } from '../../../world/mesh-story.ts'
import { linkerdLog } from './linkerd-log.ts'

/** What the proxies write of it, whichever mesh they are of. */
export function proxyLog(story: MeshStory, request: Parameters<typeof accessLog>[1]): readonly string[] {
  const istio = accessLog(story, request)
  return istio !== null ? [istio] : isLinkerds(story) ? linkerdLog(story) : []
}

function isLinkerds({ legs }: MeshStory): boolean {
  return legs.some(({ proxies }) =>
    proxies.some(({ stages }) => stages.some(({ found }) => found?.fact.fact.startsWith('linkerd-'))),
  )
}

/**
 * What the proxy that ends it writes into its access log, in Istio's default format, without times; empty where no
 * proxy of Istio's answers.
 * Source: https://istio.io/latest/docs/tasks/observability/logs/access-log/
 */
export function accessLog(
  { legs, refusal }: MeshStory,
  request: { readonly method?: string; readonly path?: string; readonly host?: string } | undefined,
): string | null {
  const last = legs.at(-1)
  if (!refusal?.log || !last) return null
  const { flags, details } = refusal.log
  if (!request)
    return `[…] "- - -" 0 ${flags} ${details} - "-" 0 0 … "${last.destination.address ?? '-'}:${last.appPort ?? '-'}"`
  return `[…] "${request.method ?? 'GET'} ${request.path ?? '/'} HTTP/1.1" ${refusal.status ?? 0} ${flags} ${details} - "-" 0 ${refusal.body?.length ?? 0} … "${request.host ?? '-'}"`
}
