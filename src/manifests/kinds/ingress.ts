import * as Type from '../type.ts'
import { parseAddress } from '../../ground/ip.ts'
import { checkDns1035Label, checkPortName, checkPortNumber, checkSubdomain } from '../../ground/names.ts'
import type { FieldPath } from '../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../field-error.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../fields.ts'
import { described } from '../shape.ts'

const URL = 'https://kubernetes.io/docs/concepts/services-networking/ingress/'

const IngressBackendShape = Type.Object(
  {
    service: Type.Optional(
      Type.Object(
        {
          name: Type.Optional(
            Type.String(described("A Service in the Ingress's own namespace.", `${URL}#the-ingress-resource`)),
          ),
          port: Type.Optional(
            Type.Object(
              {
                name: Type.Optional(Type.String(described('A port of the Service, by its name.', URL))),
                number: Type.Optional(Type.Integer(described('A port of the Service, not of its pods.', URL))),
              },
              { title: 'ServiceBackendPort', additionalProperties: false },
            ),
          ),
        },
        { title: 'IngressServiceBackend', additionalProperties: false },
      ),
    ),
    resource: Type.Optional(
      Type.Object(
        {
          apiGroup: Type.Optional(Type.String()),
          kind: Type.Optional(Type.String()),
          name: Type.Optional(Type.String()),
        },
        {
          title: 'TypedLocalObjectReference',
          additionalProperties: false,
          ...described('An object that only the controller knows how to serve.', `${URL}#resource-backend`),
        },
      ),
    ),
  },
  { title: 'IngressBackend', additionalProperties: false, ...described('Whom requests are handed to.', URL) },
)

/**
 * The `spec` of an Ingress.
 * Source: https://kubernetes.io/docs/concepts/services-networking/ingress/
 */
export const IngressSpecShape = Type.Object(
  {
    ingressClassName: Type.Optional(Type.String(described('Which controller serves it.', `${URL}#ingress-class`))),
    defaultBackend: Type.Optional(IngressBackendShape),
    tls: Type.Optional(
      Type.Array(
        Type.Object(
          { hosts: Type.Optional(Type.Array(Type.String())), secretName: Type.Optional(Type.String()) },
          { title: 'IngressTLS', additionalProperties: false },
        ),
      ),
    ),
    rules: Type.Optional(
      Type.Array(
        Type.Object(
          {
            host: Type.Optional(
              Type.String(
                described(
                  'A name, or `*.` and a name for all one label below it. All hosts when absent.',
                  `${URL}#hostname-wildcards`,
                ),
              ),
            ),
            http: Type.Optional(
              Type.Object(
                {
                  paths: Type.Optional(
                    Type.Array(
                      Type.Object(
                        {
                          path: Type.Optional(Type.String()),
                          pathType: Type.Optional(
                            Type.String(
                              described('`Prefix` goes by whole steps of the path.', `${URL}#path-types`, {
                                enum: ['Exact', 'ImplementationSpecific', 'Prefix'],
                              }),
                            ),
                          ),
                          backend: Type.Optional(IngressBackendShape),
                        },
                        { title: 'HTTPIngressPath', additionalProperties: false },
                      ),
                    ),
                  ),
                },
                { title: 'HTTPIngressRuleValue', additionalProperties: false },
              ),
            ),
          },
          { title: 'IngressRule', additionalProperties: false },
        ),
      ),
    ),
  },
  {
    title: 'IngressSpec',
    additionalProperties: false,
    ...described('Which requests from outside the controller forwards, and to which Service.', URL),
  },
)

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix']

/**
 * Source: kubernetes/pkg/apis/networking/validation, ValidateIngressSpec; the parts of it that say where requests go.
 */
export function validateIngress(value: unknown): readonly FieldError[] {
  const rules = listAt(value, 'spec', 'rules')
  const fallback = objectAt(value, 'spec', 'defaultBackend')
  return [
    ...(rules.length === 0 && !fallback
      ? [fieldError(['spec'], 'Invalid value', 'null', 'either `defaultBackend` or `rules` must be specified')]
      : []),
    ...(fallback ? validateBackend(fallback, ['spec', 'defaultBackend']) : []),
    ...rules.flatMap((rule, index) => validateRule(rule, ['spec', 'rules', index])),
  ]
}

function validateRule(rule: unknown, path: FieldPath): readonly FieldError[] {
  const host = textAt(rule, 'host') ?? ''
  const http = objectAt(rule, 'http')
  const paths = listAt(http, 'paths')
  return [
    ...(host === ''
      ? []
      : hostReasons(host).map((reason) => fieldError([...path, 'host'], 'Invalid value', quote(host), reason))),
    ...(http && paths.length === 0 ? [fieldError([...path, 'http', 'paths'], 'Required value', null, '')] : []),
    ...paths.flatMap((each, index) => validatePath(each, [...path, 'http', 'paths', index])),
  ]
}

function hostReasons(host: string): readonly string[] {
  if (parseAddress(host)) return ['must be a DNS name, not an IP address']
  return checkSubdomain(host.startsWith('*.') ? host.slice(2) : host)
}

function validatePath(entry: unknown, path: FieldPath): readonly FieldError[] {
  const type = textAt(entry, 'pathType')
  const text = textAt(entry, 'path') ?? ''
  const mayBeEmpty = type === 'ImplementationSpecific'
  return [
    ...(type === null
      ? [fieldError([...path, 'pathType'], 'Required value', null, 'pathType must be specified')]
      : !PATH_TYPES.includes(type)
        ? [
            fieldError(
              [...path, 'pathType'],
              'Unsupported value',
              quote(type),
              `supported values: ${PATH_TYPES.map(quote).join(', ')}`,
            ),
          ]
        : text.startsWith('/') || (mayBeEmpty && text === '')
          ? []
          : [fieldError([...path, 'path'], 'Invalid value', quote(text), 'must be an absolute path')]),
    ...validateBackend(fieldAt(entry, 'backend'), [...path, 'backend']),
  ]
}

function validateBackend(backend: unknown, path: FieldPath): readonly FieldError[] {
  const service = objectAt(backend, 'service')
  const resource = objectAt(backend, 'resource')
  if (service && resource)
    return [fieldError(path, 'Invalid value', '""', 'cannot set both resource and service backends')]
  if (resource) return []
  if (!service) return [fieldError(path, 'Invalid value', '""', 'resource or service backend is required')]
  const name = textAt(service, 'name') ?? ''
  const portName = textAt(service, 'port', 'name') ?? ''
  const number = numberAt(service, 'port', 'number') ?? 0
  return [
    ...(name === ''
      ? [fieldError([...path, 'service', 'name'], 'Required value', null, '')]
      : checkDns1035Label(name).map((reason) =>
          fieldError([...path, 'service', 'name'], 'Invalid value', quote(name), reason),
        )),
    ...(portName !== '' && number !== 0
      ? [fieldError(path, 'Invalid value', '""', 'cannot set both port name & port number')]
      : portName !== ''
        ? checkPortName(portName).map((reason) =>
            fieldError([...path, 'service', 'port', 'name'], 'Invalid value', quote(portName), reason),
          )
        : number !== 0
          ? checkPortNumber(number).map((reason) =>
              fieldError([...path, 'service', 'port', 'number'], 'Invalid value', quote(number), reason),
            )
          : [fieldError(path, 'Required value', null, 'port name or number is required')]),
  ]
}
