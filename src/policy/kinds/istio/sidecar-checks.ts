import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, flagAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { checkDestination } from './destinations.ts'
import { checkServerTls } from './server-tls.ts'
import { checkPool } from './traffic-checks.ts'
import { saidOf, type Say } from './webhook.ts'
import {
  domainProblem,
  exposedHostProblems,
  ipProblem,
  numberProblem,
  portNameProblem,
  portNumberProblem,
  protocolProblem,
  spokenAs,
  splitHostPort,
  unixProblem,
} from './webhook-values.ts'

/**
 * What istiod's webhook says of a Sidecar that the schema lets pass.
 * Source: istio/istio pkg/config/validation/validation.go, ValidateSidecar
 */
export function sidecarProblems({ value }: KubernetesObject): readonly ObjectProblem[] {
  const spec = fieldAt(value, 'spec')
  const ingress = listAt(spec, 'ingress')
  const egress = listAt(spec, 'egress')
  return saidOf((say) => {
    const says = (field: string) => fieldAt(spec, field) !== undefined
    if (ingress.length + egress.length === 0 && !says('outboundTrafficPolicy') && !says('inboundConnectionPool'))
      return say('sidecar: empty configuration provided', ['spec'])
    const taken = new Set<number>()
    ingress.forEach((listener, index) => checkIngress(listener, ['spec', 'ingress', index], taken, say))
    checkPool(fieldAt(spec, 'inboundConnectionPool'), ['spec', 'inboundConnectionPool'], say)
    const ports = new Set<number | string>()
    egress.forEach((listener, index) =>
      checkEgress(listener, index === egress.length - 1, ports, ['spec', 'egress', index], say),
    )
    checkOutbound(fieldAt(spec, 'outboundTrafficPolicy'), say)
  })
}

function checkIngress(listener: unknown, path: FieldPath, taken: Set<number>, say: Say): void {
  const number = numberAt(listener, 'port', 'number') ?? 0
  checkPort(listener, path, say)
  const range = portNumberProblem(number)
  if (range) say(range, [...path, 'port'])
  checkBind(textAt(listener, 'bind') ?? '', path, say)
  if (taken.has(number)) say('sidecar: ports on IP bound listeners must be unique', [...path, 'port'])
  taken.add(number)
  const endpoint = textAt(listener, 'defaultEndpoint') ?? ''
  if (endpoint !== '') checkEndpoint(endpoint, [...path, 'defaultEndpoint'], say)
  const tls = fieldAt(listener, 'tls')
  if (tls !== undefined) checkTls(tls, textAt(listener, 'port', 'protocol') ?? '', [...path, 'tls'], say)
  checkPool(fieldAt(listener, 'connectionPool'), [...path, 'connectionPool'], say)
}

function checkPort(listener: unknown, path: FieldPath, say: Say): void {
  const name = textAt(listener, 'port', 'name') ?? ''
  if ((numberAt(listener, 'port', 'targetPort') ?? 0) > 0)
    say('targetPort has no impact on Sidecars', [...path, 'port', 'targetPort'])
  const wrong = [
    name === '' ? null : portNameProblem(name),
    protocolProblem(textAt(listener, 'port', 'protocol') ?? ''),
  ].filter((each) => each !== null)
  for (const each of wrong) say(each, [...path, 'port'])
}

function checkBind(bind: string, path: FieldPath, say: Say): void {
  const problem = bind === '' ? null : ipProblem(bind)
  if (problem) say(problem, [...path, 'bind'])
}

const OWN_HOSTS = ['', '127.0.0.1', '0.0.0.0', '::1', '::']

function checkEndpoint(endpoint: string, path: FieldPath, say: Say): void {
  if (endpoint.startsWith('unix://')) {
    const problem = unixProblem(endpoint.slice('unix://'.length))
    if (problem) say(problem, path)
    return
  }
  const { host, port, error } = splitHostPort(endpoint)
  if (error !== undefined) say(error, path)
  if (!OWN_HOSTS.includes(host))
    say(
      'sidecar: defaultEndpoint must be of form 127.0.0.1:<port>,0.0.0.0:<port>,[::1]:port,[::]:port,unix://filepath or unset',
      path,
    )
  const wrong = numberProblem(port)
  const range = wrong ? `sidecar: defaultEndpoint port (${port}) is not a number: ${wrong}` : portNumberProblem(+port)
  if (range) say(range, path)
}

function checkTls(tls: unknown, protocol: string, path: FieldPath, say: Say): void {
  const mode = textAt(tls, 'mode') ?? 'PASSTHROUGH'
  if (listAt(tls, 'subjectAltNames').length > 0) say('sidecar: subjectAltNames is not supported in ingress tls', path)
  if (flagAt(tls, 'httpsRedirect')) say('sidecar: httpsRedirect is not supported', path)
  if (textAt(tls, 'credentialName')) say('sidecar: credentialName is not currently supported', path)
  if (listAt(tls, 'credentialNames').length > 0) say('sidecar: credentialNames is not currently supported', path)
  if (listAt(tls, 'tlsCertificates').length > 0) say('sidecar: tls_certificates is not currently supported', path)
  if (mode === 'ISTIO_MUTUAL' || mode === 'AUTO_PASSTHROUGH')
    say(`configuration is invalid: cannot set mode to ${mode} in sidecar ingress tls`, [...path, 'mode'])
  if (spokenAs(protocol) !== 'tls') say('server cannot have TLS settings for non HTTPS/TLS ports', path)
  checkServerTls(tls, path, say)
}

/** Without a port it stands for all that no other is for, and comes last. `ports`: those and sockets of others. */
function checkEgress(listener: unknown, isLast: boolean, ports: Set<number | string>, path: FieldPath, say: Say): void {
  if (fieldAt(listener, 'port') === undefined) {
    if (!isLast) say('sidecar: the egress listener with empty port should be the last listener in the list', path)
  } else checkEgressPort(listener, ports, path, say)
  const hosts = listAt(listener, 'hosts').map(String)
  if (hosts.length === 0) say('sidecar: egress listener must contain at least one host', [...path, 'hosts'])
  hosts.forEach((host, index) => {
    for (const problem of exposedHostProblems(host, 'sidecar')) say(problem, [...path, 'hosts', index])
  })
}

function checkEgressPort(listener: unknown, ports: Set<number | string>, path: FieldPath, say: Say): void {
  const number = numberAt(listener, 'port', 'number') ?? 0
  const bind = textAt(listener, 'bind') ?? ''
  checkPort(listener, path, say)
  if (number !== 0) {
    const range = portNumberProblem(number)
    if (range) say(range, [...path, 'port'])
    checkBind(bind, path, say)
    if (ports.has(number)) say('sidecar: ports on IP bound listeners must be unique', [...path, 'port'])
    ports.add(number)
    return
  }
  const socket = bind.startsWith('unix://')
    ? unixProblem(bind.slice('unix://'.length))
    : 'sidecar: ports with 0 value must have a unix domain socket bind address'
  if (socket) say(socket, [...path, bind === '' ? 'port' : 'bind'])
  if (textAt(listener, 'captureMode') === 'IPTABLES')
    say('sidecar: captureMode must be DEFAULT/NONE for unix domain socket listeners', [...path, 'captureMode'])
  if (ports.has(bind)) say('sidecar: unix domain socket values for listeners must be unique', [...path, 'bind'])
  ports.add(bind)
}

function checkOutbound(policy: unknown, say: Say): void {
  const proxy = fieldAt(policy, 'egressProxy')
  const path = ['spec', 'outboundTrafficPolicy', 'egressProxy']
  if (proxy === undefined) return
  if (textAt(policy, 'mode') !== 'ALLOW_ANY')
    return say('sidecar: egress_proxy must be set only with ALLOW_ANY outbound_traffic_policy mode', path)
  const problem = domainProblem(textAt(proxy, 'host') ?? '')
  if (problem) say(problem, [...path, 'host'])
  if (fieldAt(proxy, 'port') === undefined) return say('sidecar: egress_proxy port must be non-nil', path)
  checkDestination(proxy, path, say)
}
