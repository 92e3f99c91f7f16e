import { parseAddress, parseCidrLoosely } from '../../../ground/ip.ts'
import { quote } from '../../../manifests/field-error.ts'

/*
 * What istiod's webhook says of hosts, ports and protocols; null or empty: nothing. Source: istio/istio
 * pkg/config/validation/agent/validation.go, pkg/config/labels/instance.go, pkg/config/protocol/instance.go
 */

const LABEL = /^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$/
const WILDCARD_LABEL = /^(\*|(\*|\*-)?[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)$/

/** Whether a text is a label of a name, in capitals too. Source: IsDNS1123Label */
export const isLabel = (text: string): boolean => text.length <= 63 && LABEL.test(text)

/** Source: ValidatePort */
export function portNumberProblem(port: number): string | null {
  return port >= 1 && port <= 65535 ? null : `port number ${port} must be in the range 1..65535`
}

/** Source: ValidatePortName */
export const portNameProblem = (name: string): string | null => (isLabel(name) ? null : `invalid port name: ${name}`)

/** What is spoken on a port, as messages and configurations sort it; null: nothing that is known. Capitals do not count. */
export function spokenAs(protocol: string): 'http' | 'tls' | 'tcp' | null {
  switch (protocol.toLowerCase()) {
    case 'http':
    case 'http2':
    case 'http_proxy':
    case 'grpc':
    case 'grpc-web':
      return 'http'
    case 'https':
    case 'tls':
      return 'tls'
    case 'tcp':
    case 'udp':
    case 'mongo':
    case 'redis':
    case 'mysql':
      return 'tcp'
    default:
      return null
  }
}

/** Source: ValidateProtocol; none at all is found out from what comes. */
export function protocolProblem(protocol: string): string | null {
  return protocol === '' || spokenAs(protocol) ? null : `unsupported protocol: ${protocol}`
}

/** Source: ValidateFQDN */
export const domainProblem = (name: string): string | null => lengthProblem(name) ?? labelsProblem(name)

/** A name whose first label may be or begin with a `*`. Source: ValidateWildcardDomain */
export function wildcardProblem(name: string): string | null {
  const wrong = lengthProblem(name)
  if (wrong) return wrong
  const dot = name.indexOf('.')
  const first = dot < 0 ? name : name.slice(0, dot)
  if (first.length > 63 || !WILDCARD_LABEL.test(first))
    return `domain name ${quote(name)} invalid (label ${quote(first)} invalid)`
  return dot < 0 ? null : labelsProblem(name.slice(dot + 1))
}

function lengthProblem(name: string): string | null {
  if (name.length > 255) return `domain name ${quote(name)} too long (max 255)`
  return name === '' ? 'empty domain name not allowed' : null
}

/** The last label may be empty. */
function labelsProblem(name: string): string | null {
  const labels = name.split('.')
  const last = labels.at(-1)!
  if (/^[-+]?\d+$/.test(last))
    return `domain name ${quote(name)} invalid (top level domain ${quote(last)} cannot be all-numeric)`
  const wrong = labels.find((label, index) => !isLabel(label) && !(label === '' && index === labels.length - 1))
  return wrong === undefined ? null : `domain name ${quote(name)} invalid (label ${quote(wrong)} invalid)`
}

/** A `*` for a part of a label only. Source: ValidatePartialWildCard */
function partialWildcardProblem(host: string): string | null {
  return host.includes('*') && host.length !== 1 && !host.startsWith('*.')
    ? `partial wildcard ${quote(host)} not allowed`
    : null
}

/**
 * A host of a Gateway, which may stand alone or behind a namespace, or of a Sidecar, which stands behind one.
 * Source: ValidateNamespaceSlashWildcardHostname
 */
export function exposedHostProblems(host: string, of: 'gateway' | 'sidecar'): readonly string[] {
  const slash = host.indexOf('/')
  if (slash < 0) return of === 'gateway' ? hostPart(host, of) : ['host must be of form namespace/dnsName']
  const namespace = host.slice(0, slash)
  const name = host.slice(slash + 1)
  const isNamespace = ['*', '.', ...(of === 'sidecar' ? ['~'] : [])].includes(namespace) || isLabel(namespace)
  return [
    ...(namespace === '' || name === '' ? ['config namespace and dnsName in host entry cannot be empty'] : []),
    ...(isNamespace ? [] : [`invalid namespace value ${quote(namespace)} in ${of}`]),
    ...hostPart(name, of),
  ]
}

/** Gateways take addresses too. */
function hostPart(name: string, of: 'gateway' | 'sidecar'): readonly string[] {
  const isAddress = of === 'gateway' && parseAddress(name) !== null
  return [
    name !== '*' && !name.includes('.') ? 'short names (non FQDN) are not allowed' : null,
    isAddress ? null : wildcardProblem(name),
    partialWildcardProblem(name),
  ].filter((each) => each !== null)
}

/** Source: ValidateIPAddress */
export const ipProblem = (text: string): string | null => (parseAddress(text) ? null : `${text} is not a valid IP`)

/** An address or a block. Source: ValidateIPSubnet */
export function subnetProblem(text: string): string | null {
  if (text.split('/').length !== 2) return ipProblem(text)
  const parsed = parseCidrLoosely(text)
  return parsed && parsed.fault !== 'leading-zero' ? null : `${text} is not a valid CIDR block`
}

/** What stands behind `unix://`. Source: ValidateUnixAddress */
export function unixProblem(path: string): string | null {
  if (path === '') return 'unix address must not be empty'
  if (path.startsWith('@') || (path.startsWith('/') && !path.endsWith('/'))) return null
  return `${path} is not an absolute path to a file`
}

/**
 * What a host and its port must look like that stand together. Source: Go's net.SplitHostPort, whose error it is, and
 * strconv.Atoi
 */
export function splitHostPort(text: string): { readonly host: string; readonly port: string; readonly error?: string } {
  const fail = (reason: string) => ({ host: '', port: '', error: `address ${text}: ${reason}` })
  const colon = text.lastIndexOf(':')
  if (colon < 0) return fail('missing port in address')
  const isBracketed = text.startsWith('[')
  const end = isBracketed ? text.indexOf(']') : colon
  if (end < 0) return fail("missing ']' in address")
  if (isBracketed && end + 1 !== colon)
    return fail(text[end + 1] === ':' ? 'too many colons in address' : 'missing port in address')
  const host = text.slice(isBracketed ? 1 : 0, end)
  if (!isBracketed && host.includes(':')) return fail('too many colons in address')
  if (text.slice(isBracketed ? 1 : 0).includes('[')) return fail("unexpected '[' in address")
  if (text.slice(isBracketed ? end + 1 : 0).includes(']')) return fail("unexpected ']' in address")
  return { host, port: text.slice(colon + 1) }
}

/** What Go says of a text that is no number; null: it is one. */
export function numberProblem(text: string): string | null {
  if (!/^[-+]?\d+$/.test(text)) return `strconv.Atoi: parsing ${quote(text)}: invalid syntax`
  const isSmall = text.length < 19 || BigInt.asIntN(64, BigInt(text.replace('+', ''))) === BigInt(text.replace('+', ''))
  return isSmall ? null : `strconv.Atoi: parsing ${quote(text)}: value out of range`
}
