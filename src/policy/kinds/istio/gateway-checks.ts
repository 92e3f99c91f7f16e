import type { FieldPath } from '../../../ground/span.ts'
import { quote } from '../../../manifests/field-error.ts'
import { fieldAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { checkServerTls } from './server-tls.ts'
import { saidOf, type Say } from './webhook.ts'
import { exposedHostProblems, ipProblem, isLabel, portNumberProblem, spokenAs, unixProblem } from './webhook-values.ts'

/**
 * What istiod's webhook says of a Gateway of Istio's that the schema lets pass.
 * Source: istio/istio pkg/config/validation/validation.go, ValidateGateway
 */
export function gatewayProblems({ value, name }: KubernetesObject): readonly ObjectProblem[] {
  return saidOf((say) => {
    if (!isLabel(name)) say(`invalid gateway name: ${quote(name)}`, ['metadata', 'name'])
    const servers = listAt(value, 'spec', 'servers')
    if (servers.length === 0) say('gateway must have at least one server', ['spec'])
    servers.forEach((server, index) => checkServer(server, ['spec', 'servers', index], say))
    const named = new Set<string>()
    servers.forEach((server, index) => {
      const port = textAt(server, 'port', 'name')
      if (port === null) return
      if (named.has(port))
        say(`port names in servers must be unique: duplicate name ${port}`, ['spec', 'servers', index, 'port', 'name'])
      named.add(port)
    })
  })
}

function checkServer(server: unknown, path: FieldPath, say: Say): void {
  const hosts = listAt(server, 'hosts').map(String)
  if (hosts.length === 0) say('server config must contain at least one host', [...path, 'hosts'])
  hosts.forEach((host, index) => {
    for (const problem of exposedHostProblems(host, 'gateway')) say(problem, [...path, 'hosts', index])
  })
  const bind = textAt(server, 'bind') ?? ''
  const isSocket = bind.startsWith('unix://')
  const number = numberAt(server, 'port', 'number') ?? 0
  const protocol = textAt(server, 'port', 'protocol') ?? ''
  const spoken = spokenAs(protocol)
  const wrong = [
    spoken === null
      ? `invalid protocol ${quote(protocol)}, supported protocols are HTTP, HTTP2, GRPC, GRPC-WEB, MONGO, REDIS, MYSQL, TCP`
      : null,
    number > 0 || !isSocket ? portNumberProblem(number) : null,
    (numberAt(server, 'port', 'targetPort') ?? 0) > 0 ? 'targetPort has no impact on Gateways' : null,
    textAt(server, 'port', 'name') ? null : `port name must be set: number:${number} protocol:${quote(protocol)}`,
  ].filter((each) => each !== null)
  for (const each of wrong) say(each, [...path, 'port'])
  const bound = isSocket ? unixProblem(bind.slice('unix://'.length)) : bind === '' ? null : ipProblem(bind)
  if (bound) say(bound, [...path, 'bind'])
  const tls = fieldAt(server, 'tls')
  checkServerTls(tls ?? {}, [...path, 'tls'], tls === undefined ? () => undefined : say)
  if (wrong.length > 0) return
  if (spoken === 'tls') {
    if (tls === undefined) say('server must have TLS settings for HTTPS/TLS protocols', path)
  } else if (tls !== undefined) {
    const isOpened = !['PASSTHROUGH', 'AUTO_PASSTHROUGH'].includes(textAt(tls, 'mode') ?? 'PASSTHROUGH')
    const hasKeys = ['caCertificates', 'privateKey', 'serverCertificate'].some((field) => textAt(tls, field))
    if (spoken !== 'http') say('server cannot have TLS settings for non HTTPS/TLS ports', [...path, 'tls'])
    else if (isOpened || hasKeys) say('server cannot have TLS settings for plain text HTTP ports', [...path, 'tls'])
  }
}
