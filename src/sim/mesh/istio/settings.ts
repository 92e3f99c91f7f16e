import { fieldAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'

/**
 * How paths of requests are put into a normal form before policies are asked.
 * Source: https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ProxyPathNormalization
 */
export type Normalization = 'NONE' | 'BASE' | 'MERGE_SLASHES' | 'DECODE_AND_MERGE_SLASHES'

/**
 * An external authorizer that policies with the action CUSTOM name. `speaks` null: istiod cannot use it as it is.
 * `shows`: the headers that it is shown over HTTP; empty: none are listed.
 */
export interface Provider {
  readonly name: string
  readonly service: string
  readonly speaks: 'http' | 'grpc' | null
  readonly shows: readonly string[]
}

/** What Istio's installation settles, with its own defaults for whatever is left out. */
export interface IstioSettings {
  readonly rootNamespace: string
  readonly trustDomain: string
  readonly trustDomainAliases: readonly string[]
  readonly normalization: Normalization
  /** So many proxies before a gateway are believed about who asked first. */
  readonly trustedProxies: number
  readonly outbound: 'ALLOW_ANY' | 'REGISTRY_ONLY'
  readonly providers: readonly Provider[]
  /** Whether policies with a selector hold at gateways of the Gateway API too. */
  readonly selectorsOnGateways: boolean
  /** Whether policies with a selector hold at waypoints too. */
  readonly layeredWaypoints: boolean
  /** Whether istiod writes a policy that allows the waypoint for whatever is behind one. */
  readonly autoAllowWaypoint: boolean
  /** Whether one workload may ask several external authorizers. */
  readonly severalProviders: boolean
  /** Whether pods are injected in namespaces that say nothing. */
  readonly injectsByDefault: boolean
}

const NORMALIZATIONS: readonly Normalization[] = ['NONE', 'BASE', 'MERGE_SLASHES', 'DECODE_AND_MERGE_SLASHES']

/**
 * `meshConfig` is Istio's MeshConfig, `istiodEnv` istiod's environment variables, `enableNamespacesByDefault` the value
 * of its chart. Whatever reads otherwise than expected is as if it were absent.
 * Source: https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/, pilot/pkg/features
 */
export function readSettings(options: Readonly<Record<string, unknown>> = {}): IstioSettings {
  const config = fieldAt(options, 'meshConfig')
  const env = fieldAt(options, 'istiodEnv')
  const flag = (name: string, otherwise: boolean) => {
    const value = fieldAt(env, name)
    return value === undefined ? otherwise : /^true\b/.test(String(value))
  }
  const normalization = textAt(config, 'pathNormalization', 'normalization')
  return {
    rootNamespace: textAt(config, 'rootNamespace') || 'istio-system',
    trustDomain: textAt(config, 'trustDomain') || 'cluster.local',
    trustDomainAliases: listAt(config, 'trustDomainAliases').filter((each) => typeof each === 'string'),
    normalization: NORMALIZATIONS.find((each) => each === normalization) ?? 'BASE',
    trustedProxies: numberAt(config, 'defaultConfig', 'gatewayTopology', 'numTrustedProxies') ?? 0,
    outbound: textAt(config, 'outboundTrafficPolicy', 'mode') === 'REGISTRY_ONLY' ? 'REGISTRY_ONLY' : 'ALLOW_ANY',
    providers: listAt(config, 'extensionProviders').map(readProvider),
    selectorsOnGateways: flag('ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY', true),
    layeredWaypoints: flag('ENABLE_LAYERED_WAYPOINT_AUTHORIZATION_POLICIES', false),
    autoAllowWaypoint: flag('PILOT_AUTO_ALLOW_WAYPOINT_POLICY', false),
    severalProviders: flag('PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS', false),
    injectsByDefault: fieldAt(options, 'enableNamespacesByDefault') === true,
  }
}

function readProvider(entry: unknown): Provider {
  const http = fieldAt(entry, 'envoyExtAuthzHttp')
  const grpc = fieldAt(entry, 'envoyExtAuthzGrpc')
  const port = Number(fieldAt(http ?? grpc, 'port') ?? 0)
  return {
    name: textAt(entry, 'name') ?? '',
    service: textAt(http ?? grpc, 'service') ?? '',
    speaks: !(port >= 1 && port <= 65535) ? null : http !== undefined ? 'http' : 'grpc',
    shows: ['includeRequestHeadersInCheck', 'includeHeadersInCheck']
      .flatMap((field) => listAt(http, field))
      .map(String),
  }
}
