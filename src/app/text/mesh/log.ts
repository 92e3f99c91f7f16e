import type { MeshStory } from '../../../world/mesh-story.ts'

/**
 * What the proxy that ends it writes into its access log, in Istio's default format, without times; empty where no proxy of Istio's answers.
 * Source: https://istio.io/latest/docs/tasks/observability/logs/access-log/
 */
export function accessLog({ legs, refusal }: MeshStory, request: { readonly method?: string; readonly path?: string; readonly host?: string } | undefined): string | null {
  const last = legs.at(-1)
  if (!refusal?.log || !last) return null
  const { flags, details } = refusal.log
  if (!request) return `[…] "- - -" 0 ${flags} ${details} - "-" 0 0 … "${last.destination.address ?? '-'}:${last.appPort ?? '-'}"`
  return `[…] "${request.method ?? 'GET'} ${request.path ?? '/'} HTTP/1.1" ${refusal.status ?? 0} ${flags} ${details} - "-" 0 ${refusal.body?.length ?? 0} … "${request.host ?? '-'}"`
}
