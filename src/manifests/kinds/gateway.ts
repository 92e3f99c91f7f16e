import * as Type from '../type.ts'
import { described } from '../shape.ts'
import { LabelSelectorShape } from './label-selector.ts'

const URL = 'https://gateway-api.sigs.k8s.io/api-types'

/**
 * The fields that say where requests go. Other fields, such as filters and TLS, are let through unread, because they
 * change no way into the cluster.
 */
export const GatewaySpecShape = Type.Object(
  {
    gatewayClassName: Type.Optional(Type.String(described('Which controller serves it.', `${URL}/gateway/`))),
    listeners: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.Optional(Type.String()),
            hostname: Type.Optional(
              Type.String(described('Routes are narrowed to this host. All hosts when absent.', `${URL}/gateway/`)),
            ),
            port: Type.Optional(Type.Integer()),
            protocol: Type.Optional(
              Type.String(described('HTTPRoutes attach to `HTTP` and `HTTPS`.', `${URL}/gateway/`)),
            ),
            allowedRoutes: Type.Optional(
              Type.Object({
                namespaces: Type.Optional(
                  Type.Object({
                    from: Type.Optional(
                      Type.String(
                        described(
                          "`Same` when absent: only routes of the Gateway's own namespace.",
                          'https://gateway-api.sigs.k8s.io/concepts/security-model/',
                          { enum: ['All', 'Selector', 'Same', 'None'] },
                        ),
                      ),
                    ),
                    selector: Type.Optional(
                      LabelSelectorShape(
                        'Namespaces whose routes may attach, for `from: Selector`.',
                        'https://gateway-api.sigs.k8s.io/concepts/security-model/',
                      ),
                    ),
                  }),
                ),
                kinds: Type.Optional(
                  Type.Array(Type.Object({ group: Type.Optional(Type.String()), kind: Type.Optional(Type.String()) })),
                ),
              }),
            ),
          },
          { title: 'Listener' },
        ),
      ),
    ),
  },
  { title: 'GatewaySpec', ...described('Where requests from outside arrive.', `${URL}/gateway/`) },
)

const ReferenceShape = {
  group: Type.Optional(Type.String()),
  kind: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
  namespace: Type.Optional(
    Type.String(
      described("The route's own when absent. Another needs a ReferenceGrant there.", `${URL}/referencegrant/`),
    ),
  ),
}

const HttpPathShape = Type.Object(
  {
    type: Type.Optional(
      Type.String(
        described('`PathPrefix` when absent.', `${URL}/httproute/`, {
          enum: ['Exact', 'PathPrefix', 'RegularExpression'],
        }),
      ),
    ),
    value: Type.Optional(Type.String()),
  },
  { title: 'HTTPPathMatch' },
)

/**
 * The `spec` of an HTTPRoute, as far as it says who is led where.
 * Source: https://gateway-api.sigs.k8s.io/api-types/httproute/
 */
export const HttpRouteSpecShape = Type.Object(
  {
    parentRefs: Type.Optional(
      Type.Array(
        Type.Object(
          { ...ReferenceShape, sectionName: Type.Optional(Type.String()), port: Type.Optional(Type.Integer()) },
          { title: 'ParentReference' },
        ),
        described('The Gateways that take this route.', `${URL}/httproute/`),
      ),
    ),
    hostnames: Type.Optional(Type.Array(Type.String())),
    rules: Type.Optional(
      Type.Array(
        Type.Object(
          {
            matches: Type.Optional(
              Type.Array(
                Type.Object(
                  {
                    path: Type.Optional(HttpPathShape),
                    headers: Type.Optional(Type.Array(Type.Unknown())),
                    queryParams: Type.Optional(Type.Array(Type.Unknown())),
                    method: Type.Optional(Type.String()),
                  },
                  { title: 'HTTPRouteMatch' },
                ),
              ),
            ),
            backendRefs: Type.Optional(
              Type.Array(
                Type.Object(
                  {
                    ...ReferenceShape,
                    port: Type.Optional(
                      Type.Integer(described('A port of the Service, not of its pods.', `${URL}/httproute/`)),
                    ),
                    weight: Type.Optional(Type.Integer()),
                  },
                  { title: 'HTTPBackendRef' },
                ),
              ),
            ),
          },
          { title: 'HTTPRouteRule' },
        ),
      ),
    ),
  },
  {
    title: 'HTTPRouteSpec',
    ...described('Which requests a Gateway forwards, and to which Service.', `${URL}/httproute/`),
  },
)

/** Routes of the other kinds: gateways do not serve them here, meshes read what they are attached to. */
export const OtherRouteSpecShape = Type.Object({
  parentRefs: Type.Optional(
    Type.Array(
      Type.Object(
        { ...ReferenceShape, sectionName: Type.Optional(Type.String()), port: Type.Optional(Type.Integer()) },
        { title: 'ParentReference' },
      ),
      described('What takes this route.', `${URL}/httproute/`),
    ),
  ),
  hostnames: Type.Optional(Type.Array(Type.String())),
  rules: Type.Optional(
    Type.Array(
      Type.Object({
        matches: Type.Optional(Type.Array(Type.Unknown())),
        backendRefs: Type.Optional(
          Type.Array(
            Type.Object({
              ...ReferenceShape,
              port: Type.Optional(Type.Integer()),
              weight: Type.Optional(Type.Integer()),
            }),
          ),
        ),
      }),
    ),
  ),
})

/**
 * The `spec` of a ReferenceGrant.
 * Source: https://gateway-api.sigs.k8s.io/api-types/referencegrant/
 */
export const ReferenceGrantSpecShape = Type.Object(
  {
    from: Type.Optional(
      Type.Array(
        Type.Object(
          {
            group: Type.Optional(Type.String()),
            kind: Type.Optional(Type.String()),
            namespace: Type.Optional(Type.String()),
          },
          { title: 'ReferenceGrantFrom' },
        ),
      ),
    ),
    to: Type.Optional(
      Type.Array(
        Type.Object(
          {
            group: Type.Optional(Type.String()),
            kind: Type.Optional(Type.String()),
            name: Type.Optional(Type.String()),
          },
          { title: 'ReferenceGrantTo' },
        ),
      ),
    ),
  },
  {
    title: 'ReferenceGrantSpec',
    ...described('Which objects of other namespaces may name which objects of this one.', `${URL}/referencegrant/`),
  },
)
