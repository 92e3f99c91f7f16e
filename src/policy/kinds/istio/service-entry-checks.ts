import type { FieldPath } from '../../../ground/span.ts'
import { parseAddress } from '../../../ground/ip.ts'
import { quote } from '../../../manifests/field-error.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { checkTags } from './destinations.ts'
import { checkExports } from './exports.ts'
import { saidOf, type Say } from './webhook.ts'
import {
  domainProblem,
  portNameProblem,
  protocolProblem,
  spokenAs,
  subnetProblem,
  unixProblem,
  wildcardProblem,
} from './webhook-values.ts'

/**
 * What istiod's webhook says of a ServiceEntry that the schema and its rules let pass. Of `DYNAMIC_DNS` it says nothing
 * of its own here.
 * Source: istio/istio pkg/config/validation/validation.go, ValidateServiceEntry
 */
export function entryProblems({ value, namespace }: KubernetesObject): readonly ObjectProblem[] {
  const spec = fieldAt(value, 'spec')
  const hosts = listAt(spec, 'hosts').map(String)
  const ports = listAt(spec, 'ports')
  const resolution = textAt(spec, 'resolution') ?? 'NONE'
  return saidOf((say) => {
    hosts.forEach((host, index) => {
      const wrong = wildcardProblem(host)
      if (wrong) say(wrong, ['spec', 'hosts', index])
    })
    listAt(spec, 'addresses').forEach((address, index) => {
      const wrong = subnetProblem(String(address))
      if (wrong) say(wrong, ['spec', 'addresses', index])
    })
    ports.forEach((port, index) => {
      for (const wrong of [
        portNameProblem(textAt(port, 'name') ?? ''),
        protocolProblem(textAt(port, 'protocol') ?? ''),
      ])
        if (wrong) say(wrong, ['spec', 'ports', index])
    })
    if (resolution === 'STATIC' || resolution.startsWith('DNS')) checkEndpoints(spec, resolution === 'STATIC', say)
    if (resolution.startsWith('DNS') && listAt(spec, 'endpoints').length === 0)
      hosts.forEach((host, index) => {
        if (domainProblem(host))
          say(`hosts must be FQDN if no endpoints are provided for resolution mode ${resolution}`, [
            'spec',
            'hosts',
            index,
          ])
      })
    const bare = ports.findIndex((port) => !['http', 'tls'].includes(spokenAs(textAt(port, 'protocol') ?? '') ?? ''))
    if (resolution !== 'NONE' && hosts.length > 1 && bare >= 0)
      say('multiple hosts provided with non-HTTP, non-TLS ports', ['spec', 'ports', bare])
    checkExports(listAt(spec, 'exportTo'), namespace ?? 'default', true, say)
  })
}

function checkEndpoints(spec: unknown, isStatic: boolean, say: Say): void {
  const names = listAt(spec, 'ports').map((port) => textAt(port, 'name') ?? '')
  listAt(spec, 'endpoints').forEach((endpoint, index) => {
    const path: FieldPath = ['spec', 'endpoints', index]
    const address = textAt(endpoint, 'address') ?? ''
    const isSocket = isStatic && address.startsWith('unix://')
    const wrong = isSocket ? unixProblem(address.slice('unix://'.length)) : addressProblem(address, isStatic)
    if (wrong) say(wrong, [...path, 'address'])
    for (const name of Object.keys(objectAt(endpoint, 'ports') ?? {})) {
      if (!names.includes(name))
        say(`endpoint port ${numberAt(endpoint, 'ports', name)} is not defined by the service entry`, [
          ...path,
          'ports',
          name,
        ])
    }
    checkTags(endpoint, 'labels', path, say)
    if (isSocket && new Set(names).size !== 1) say('exactly 1 service port required for unix endpoints', path)
  })
}

/** A static one may be left out where a network is named. */
function addressProblem(address: string, isStatic: boolean): string | null {
  if (parseAddress(address) || (isStatic && address === '')) return null
  if (isStatic) return `endpoint address ${quote(address)} is not a valid IP address`
  return domainProblem(address) ? `endpoint address ${quote(address)} is not a valid FQDN or an IP address` : null
}
