/**
 * What grpcurl prints where a proxy answers a call with a status of HTTP: the proxy turns it into one of gRPC. `body`:
 * what it says besides. Envoy and Linkerd's proxy turn them differently.
 * Source: envoy, source/common/grpc/common.cc (httpToGrpcStatus), linkerd2-proxy, linkerd/app/core/src/errors/respond.rs
 */
export function grpcOutput(status: number, body: string | null, isEnvoy: boolean): readonly string[] {
  const code = (isEnvoy ? ENVOY[status] : LINKERD[status]) ?? 'Unknown'
  return ['ERROR:', `  Code: ${code}`, `  Message: ${body ?? ''}`.trimEnd()]
}

const LINKERD: Readonly<Record<number, string>> = {
  302: 'NotFound',
  403: 'PermissionDenied',
  404: 'NotFound',
  429: 'ResourceExhausted',
  500: 'Internal',
  502: 'Unavailable',
  503: 'Unavailable',
}
const ENVOY: Readonly<Record<number, string>> = {
  400: 'Internal',
  401: 'Unauthenticated',
  403: 'PermissionDenied',
  404: 'Unimplemented',
  429: 'Unavailable',
  502: 'Unavailable',
  503: 'Unavailable',
}
