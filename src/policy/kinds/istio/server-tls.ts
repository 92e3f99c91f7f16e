import type { FieldPath } from '../../../ground/span.ts'
import { listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { Say } from './webhook.ts'

/**
 * What istiod's webhook says of the TLS of a server that is ended there: where its certificate is, and that of those
 * who may call.
 * Source: istio/istio pkg/config/validation/validation.go, validateTLSOptions
 */
export function checkServerTls(tls: unknown, path: FieldPath, say: Say): void {
  const mode = textAt(tls, 'mode') ?? 'PASSTHROUGH'
  const has = (field: string) => Boolean(textAt(tls, field)) || listAt(tls, field).length > 0
  if (mode === 'ISTIO_MUTUAL') {
    for (const [field, name] of OF_THE_MESH)
      if (has(field)) say(`ISTIO_MUTUAL TLS cannot have associated ${name}`, [...path, field])
    return
  }
  const sources = [
    has('serverCertificate') && has('privateKey'),
    ...['credentialName', 'credentialNames', 'tlsCertificates'].map(has),
  ].filter(Boolean)
  if (sources.length > 1)
    say(
      'only one of credential_name, credential_names, server_certificate/private_key, tls_certificates should be specified',
      path,
    )
  const isEnded = ['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL'].includes(mode)
  if (isEnded && (has('credentialName') || has('credentialNames'))) return
  if (isEnded) {
    const kind = mode === 'SIMPLE' ? 'SIMPLE TLS' : 'MUTUAL TLS'
    if (mode !== 'SIMPLE' && !has('caCertificates')) say(`${kind} requires a client CA bundle`, path)
    for (const certificate of has('tlsCertificates') ? listAt(tls, 'tlsCertificates') : [objectAt(tls)]) {
      if (!textAt(certificate, 'serverCertificate')) say(`${kind} requires a server certificate`, path)
      if (!textAt(certificate, 'privateKey')) say(`${kind} requires a private key`, path)
    }
  }
  if (!has('caCrl')) return
  if (has('credentialName'))
    say('CRL is not supported with credentialName. CRL has to be specified in the credential', [...path, 'caCrl'])
  if (mode === 'SIMPLE') say('CRL is not supported with SIMPLE TLS', [...path, 'caCrl'])
}

const OF_THE_MESH = [
  ['serverCertificate', 'server certificate'],
  ['privateKey', 'private key'],
  ['caCertificates', 'CA bundle'],
  ['tlsCertificates', 'tlsCertificates'],
  ['credentialName', 'credentialName'],
  ['credentialNames', 'credentialNames'],
] as const
