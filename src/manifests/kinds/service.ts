import * as Type from '../type.ts'
import { checkPortName, checkPortNumber } from '../../ground/names.ts'
import { isPortProtocol } from '../../ground/ports.ts'
import { fieldError, quote, type FieldError } from '../field-error.ts'
import { fieldAt, listAt, numberAt, textAt } from '../fields.ts'
import { TextMap } from '../metadata.ts'
import { described } from '../shape.ts'

const URL = 'https://kubernetes.io/docs/concepts/services-networking/service/'

const ServicePortShape = Type.Object({
  name: Type.Optional(Type.String(described('Required when the Service has several ports.', `${URL}#multi-port-services`))),
  port: Type.Optional(Type.Integer(described('The port clients dial. Policies never see it: they see the target port.', `${URL}#field-spec-ports`))),
  targetPort: Type.Optional(Type.Union([Type.Integer(), Type.String()], described("The pod's port, by number or by the name that the pod gives it. The same as `port` when absent.", `${URL}#field-spec-ports`))),
  protocol: Type.Optional(Type.String(described('TCP when absent.', URL, { enum: ['TCP', 'UDP', 'SCTP'] }))),
  nodePort: Type.Optional(Type.Integer(described('A port on every node, for the types NodePort and LoadBalancer.', `${URL}#type-nodeport`))),
  appProtocol: Type.Optional(Type.String()),
}, { title: 'ServicePort', additionalProperties: false })

export const ServiceSpecShape = Type.Object({
  selector: Type.Optional(TextMap(described('The pods behind the Service, by their labels, in its own namespace.', URL))),
  ports: Type.Optional(Type.Array(ServicePortShape, described('What clients dial and where it goes.', URL))),
  type: Type.Optional(Type.String(described('ClusterIP when absent: reachable from inside the cluster only.', `${URL}#publishing-services-service-types`, { enum: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] }))),
  clusterIP: Type.Optional(Type.String(described('`None` makes the Service headless: its name stands for the pods themselves.', `${URL}#headless-services`))),
  clusterIPs: Type.Optional(Type.Array(Type.String())),
  externalIPs: Type.Optional(Type.Array(Type.String())),
  externalName: Type.Optional(Type.String(described('The DNS name that an ExternalName Service stands for.', `${URL}#externalname`))),
  externalTrafficPolicy: Type.Optional(Type.String(described("`Cluster`: pods usually see a node's address. `Local`: they see the client's.", `${URL}#external-traffic-policy`, { enum: ['Cluster', 'Local'] }))),
  internalTrafficPolicy: Type.Optional(Type.String(described("`Local`: who dials the Service's own address gets a backend of the same node, or none.", 'https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy/', { enum: ['Cluster', 'Local'] }))),
  loadBalancerSourceRanges: Type.Optional(Type.Array(Type.String(), described('Whom the load balancer admits, as blocks. Absent: everybody.', `${URL}#loadbalancer`))),
  publishNotReadyAddresses: Type.Optional(Type.Boolean()),
}, { title: 'ServiceSpec', ...described('Whom the Service stands for.', URL) })

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']

/** Source: kubernetes/pkg/apis/core/validation, ValidateService; the parts of it that concern ports. */
export function validateService(value: unknown): readonly FieldError[] {
  const spec = fieldAt(value, 'spec'), ports = listAt(spec, 'ports'), type = textAt(spec, 'type') ?? 'ClusterIP'
  const portless = type === 'ExternalName' || textAt(spec, 'clusterIP') === 'None'
  return [
    ...(ports.length === 0 && !portless ? [fieldError(['spec', 'ports'], 'Required value', null, '')] : []),
    ...ports.flatMap((port, index) => validatePort(port, index, ports.length > 1)),
    ...(TYPES.includes(type) ? [] : [fieldError(['spec', 'type'], 'Unsupported value', quote(type), `supported values: ${TYPES.map(quote).join(', ')}`)]),
    ...(type === 'ExternalName' && !textAt(spec, 'externalName') ? [fieldError(['spec', 'externalName'], 'Invalid value', quote(''), 'a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, \'-\' or \'.\', and must start and end with an alphanumeric character (e.g. \'example.com\', regex used for validation is \'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\')')] : []),
  ]
}

function validatePort(entry: unknown, index: number, isOneOfSeveral: boolean): readonly FieldError[] {
  const path = ['spec', 'ports', index]
  const port = numberAt(entry, 'port') ?? 0, protocol = fieldAt(entry, 'protocol'), target = fieldAt(entry, 'targetPort')
  return [
    ...(isOneOfSeveral && !textAt(entry, 'name') ? [fieldError([...path, 'name'], 'Required value', null, '')] : []),
    ...checkPortNumber(port).map((reason) => fieldError([...path, 'port'], 'Invalid value', quote(port), reason)),
    ...(protocol === undefined || isPortProtocol(String(protocol)) ? [] : [fieldError([...path, 'protocol'], 'Unsupported value', quote(protocol), 'supported values: "SCTP", "TCP", "UDP"')]),
    ...(typeof target === 'number' && target !== 0 ? checkPortNumber(target) : typeof target === 'string' ? checkPortName(target) : []).map((reason) => fieldError([...path, 'targetPort'], 'Invalid value', quote(target), reason)),
  ]
}
