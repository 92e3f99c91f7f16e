import * as Type from '../../../manifests/type.ts'
import { LabelSelectorShape } from '../../../manifests/kinds/label-selector.ts'
import { described } from '../../../manifests/shape.ts'
import { LINKERD_GROUP, REFERENCE, resource, text } from './words.shape.ts'
import { DEFAULT_POLICIES } from './default-policy.ts'

/** What a Server's `proxyProtocol` may say. `unknown`: the proxy finds out. */
export const PROXY_PROTOCOLS = ['unknown', 'HTTP/1', 'HTTP/2', 'gRPC', 'opaque', 'TLS'] as const

const common = {
  podSelector: Type.Optional(
    LabelSelectorShape(
      'The pods of this namespace that it is for; `{}` is all of them. Either this or `externalWorkloadSelector`.',
      `${REFERENCE}#server`,
    ),
  ),
  port: Type.Union(
    [Type.Integer(), Type.String()],
    described(
      'The port of the **pod**, never of a Service: a number, or a name that containers declare, which may be several numbers.',
      `${REFERENCE}#server`,
    ),
  ),
  proxyProtocol: Type.Optional(
    text(
      'What the proxy expects here. `unknown` when it is absent: it looks. `opaque` and `TLS` are never read, so that routes do not apply; `gRPC` takes GRPCRoutes only. What the annotation `opaque-ports` calls opaque, proxies of callers send as bytes all the same.',
      { examples: [...PROXY_PROTOCOLS] },
    ),
  ),
}

const external = {
  externalWorkloadSelector: Type.Optional(
    LabelSelectorShape('Workloads outside the cluster that are in the mesh.', `${REFERENCE}#server`),
  ),
}

const access = {
  accessPolicy: Type.Optional(
    text('Who may come in when no authorization fits. `deny` when it is absent.', { examples: [...DEFAULT_POLICIES] }),
  ),
}

const ABOUT =
  'A port of some pods that policy is made for. From the moment it is there nobody comes in who is not authorized.'

const spec = (fields: object) =>
  Type.Object(fields as typeof common, {
    title: 'ServerSpec',
    additionalProperties: false,
    ...described('The pods and the port.', `${REFERENCE}#server`),
  })

/** By version; `externalWorkloadSelector` came with v1beta2, `accessPolicy` with v1beta3. */
export const ServerShapes = {
  v1beta1: resource(`${LINKERD_GROUP}/v1beta1`, 'Server', spec(common), ABOUT),
  v1beta2: resource(`${LINKERD_GROUP}/v1beta2`, 'Server', spec({ ...common, ...external }), ABOUT),
  v1beta3: resource(`${LINKERD_GROUP}/v1beta3`, 'Server', spec({ ...common, ...external, ...access }), ABOUT),
} as const
