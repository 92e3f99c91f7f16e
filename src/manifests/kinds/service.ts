import * as Type from '../type.ts'
import { TextMap } from '../metadata.ts'
import { described } from '../shape.ts'

const URL = 'https://kubernetes.io/docs/concepts/services-networking/service/'

const ServicePortShape = Type.Object(
  {
    name: Type.Optional(
      Type.String(described('Required when the Service has several ports.', `${URL}#multi-port-services`)),
    ),
    port: Type.Optional(
      Type.Integer(
        described('The port clients dial. Policies never see it: they see the target port.', `${URL}#field-spec-ports`),
      ),
    ),
    targetPort: Type.Optional(
      Type.Union(
        [Type.Integer(), Type.String()],
        described(
          "The pod's port, by number or by the name that the pod gives it. The same as `port` when absent.",
          `${URL}#field-spec-ports`,
        ),
      ),
    ),
    protocol: Type.Optional(Type.String(described('TCP when absent.', URL, { enum: ['TCP', 'UDP', 'SCTP'] }))),
    nodePort: Type.Optional(
      Type.Integer(described('A port on every node, for the types NodePort and LoadBalancer.', `${URL}#type-nodeport`)),
    ),
    appProtocol: Type.Optional(Type.String()),
  },
  { title: 'ServicePort', additionalProperties: false },
)

/** The `spec` of a Service, as far as it says who is reached and how. */
export const ServiceSpecShape = Type.Object(
  {
    selector: Type.Optional(
      TextMap(described('The pods behind the Service, by their labels, in its own namespace.', URL)),
    ),
    ports: Type.Optional(Type.Array(ServicePortShape, described('What clients dial and where it goes.', URL))),
    type: Type.Optional(
      Type.String(
        described(
          'ClusterIP when absent: reachable from inside the cluster only.',
          `${URL}#publishing-services-service-types`,
          { enum: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] },
        ),
      ),
    ),
    clusterIP: Type.Optional(
      Type.String(
        described(
          '`None` makes the Service headless: its name stands for the pods themselves.',
          `${URL}#headless-services`,
        ),
      ),
    ),
    clusterIPs: Type.Optional(Type.Array(Type.String())),
    externalIPs: Type.Optional(Type.Array(Type.String())),
    externalName: Type.Optional(
      Type.String(described('The DNS name that an ExternalName Service stands for.', `${URL}#externalname`)),
    ),
    externalTrafficPolicy: Type.Optional(
      Type.String(
        described(
          "`Cluster`: pods usually see a node's address. `Local`: they see the client's.",
          `${URL}#external-traffic-policy`,
          { enum: ['Cluster', 'Local'] },
        ),
      ),
    ),
    healthCheckNodePort: Type.Optional(Type.Integer()),
    internalTrafficPolicy: Type.Optional(
      Type.String(
        described(
          "`Local`: who dials the Service's own address gets a backend of the same node, or none.",
          'https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy/',
          { enum: ['Cluster', 'Local'] },
        ),
      ),
    ),
    loadBalancerSourceRanges: Type.Optional(
      Type.Array(
        Type.String(),
        described('Whom the load balancer admits, as blocks. Absent: everybody.', `${URL}#loadbalancer`),
      ),
    ),
    publishNotReadyAddresses: Type.Optional(Type.Boolean()),
  },
  { title: 'ServiceSpec', ...described('Whom the Service stands for.', URL) },
)
