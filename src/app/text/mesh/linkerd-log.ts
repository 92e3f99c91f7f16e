import type { MeshStory, ProxyStory, StageStory } from '../../../world/mesh-story.ts'

/** Who asked, as far as a log line names it; ports of clients are made up. */
const CLIENT_PORT = 52118

/**
 * `isCall`: what is asked is a call of gRPC. What the server's proxy writes when it refuses, and what it writes of audited requests; nothing is written of what
 * simply passes. The time stands for itself.
 * Source: linkerd2-proxy, linkerd/app/inbound/src/policy/http.rs and policy/tcp.rs,
 * linkerd/app/core/src/errors/respond.rs; lines in full in https://github.com/linkerd/linkerd2/issues/13013,
 * https://github.com/linkerd/linkerd2/issues/13166 and https://github.com/linkerd/linkerd2/pull/9286
 */
export function linkerdLog({ legs, refusal }: MeshStory, isCall = false): readonly string[] {
  return legs.flatMap((leg) =>
    leg.proxies.flatMap((proxy) => {
      const port = leg.appPort ?? 0
      const server = `${leg.destination.address ?? ''}:${port}`
      if (proxy.reads === 'bytes') return proxy.passage === 'denied' ? bytesDenied(proxy, port) : []
      if (proxy.passage !== 'denied')
        return isAudited(proxy)
          ? [
              line(
                port,
                '',
                `linkerd_app_inbound::policy::http: Request allowed ${labels(proxy)} ${client(proxy)} authz.group= authz.kind=default authz.name=audit`,
              ),
            ]
          : []
      const isUnrouted = refusal?.cause === 'http-404'
      const why = isUnrouted ? 'no route found for request' : 'unauthorized request on route'
      const from = `${proxy.sourceAddress ?? ''}:${CLIENT_PORT}`
      return [
        ...(isUnrouted
          ? []
          : [line(port, '', `linkerd_app_inbound::policy::http: Request denied ${labels(proxy)} ${client(proxy)}`)]),
        line(
          port,
          `:rescue{client.addr=${from}}`,
          `linkerd_app_core::errors::respond: ${isCall ? 'gRPC' : 'HTTP/1.1'} request failed error=client ${from}: server: ${server}: ${why} error.sources=[${why}]`,
        ),
      ]
    }),
  )
}

function bytesDenied(proxy: ProxyStory, port: number): readonly string[] {
  const { kind, name } = serverOf(proxy)
  return [
    line(
      port,
      '',
      `linkerd_app_inbound::policy::tcp: Connection denied ${server(proxy)} tls=${tls(proxy)} client=${proxy.sourceAddress ?? ''}:${CLIENT_PORT}`,
    ),
    `[    12.345678s]  INFO ThreadId(01) inbound: linkerd_app_core::serve: Connection closed error=unauthorized connection on ${kind}/${name} client.addr=${proxy.sourceAddress ?? ''}:${CLIENT_PORT}`,
  ]
}

function line(port: number, span: string, text: string): string {
  return `[    12.345678s]  INFO ThreadId(01) inbound:server{port=${port}}${span}: ${text}`
}

function labels(proxy: ProxyStory): string {
  const route = factsOf(proxy).find((fact) => fact.fact === 'linkerd-route')
  const [group, kind, name] =
    route?.fact === 'linkerd-route'
      ? ['policy.linkerd.io', route.kind.toLowerCase(), route.route]
      : ['', 'default', 'default']
  return `${server(proxy)} route.group=${group} route.kind=${kind} route.name=${name}`
}

function server(proxy: ProxyStory): string {
  const { group, kind, name } = serverOf(proxy)
  return `server.group=${group} server.kind=${kind} server.name=${name}`
}

function serverOf(proxy: ProxyStory): { readonly group: string; readonly kind: string; readonly name: string } {
  for (const fact of factsOf(proxy)) {
    if (fact.fact === 'linkerd-server') return { group: 'policy.linkerd.io', kind: 'server', name: fact.server }
    if (fact.fact === 'linkerd-default-policy') return { group: '', kind: 'default', name: fact.policy }
  }
  return { group: '', kind: 'default', name: '' }
}

function client(proxy: ProxyStory): string {
  return `client.tls=${tls(proxy)} client.ip=${proxy.sourceAddress ?? ''}`
}

/** As Rust prints it. */
function tls({ identity }: ProxyStory): string {
  return identity === null
    ? 'None(NoClientHello)'
    : `Some(Established { client_id: Some(ClientId(${identity.startsWith('spiffe://') ? `Uri("${identity}")` : `Dns(Name("${identity}"))`})), negotiated_protocol: None })`
}

/** The default that admits everybody in order to write it down is what let this one in. */
function isAudited(proxy: ProxyStory): boolean {
  const audits = factsOf(proxy).some(
    (fact) =>
      (fact.fact === 'linkerd-server' && fact.access === 'audit') ||
      (fact.fact === 'linkerd-default-policy' && fact.policy === 'audit'),
  )
  return (
    audits &&
    proxy.stages.some(({ policies }) =>
      policies.some(({ isolates, rules }) => isolates && rules.some(({ decides }) => decides)),
    )
  )
}

function factsOf({ stages }: ProxyStory) {
  return stages.flatMap(({ found }: StageStory) => (found ? [found.fact] : []))
}
