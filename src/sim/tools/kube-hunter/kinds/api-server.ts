import { EXPOSED, GENERAL, kind } from './kind.ts'

const API = 'Discovery // Access the K8S API Server'
const API_HUNTER = 'API Server Hunter'

/** What an API server tells, of the cluster and of itself. */
export const API_SERVER_FINDINGS = {
  'version-api': kind(
    'KHV002',
    'K8s Version Disclosure',
    EXPOSED,
    'high',
    'Api Version Hunter',
    'The path /version tells which Kubernetes runs.',
  ),
  'api-anonymous': kind(
    'KHV005',
    'Unauthenticated access to API',
    EXPOSED,
    'high',
    API_HUNTER,
    'The API server answers people who do not say who they are; how much depends on roles.',
  ),
  'api-token': kind(
    'KHV005',
    'Access to API using service account token',
    API,
    'medium',
    API_HUNTER,
    'The API server answers the token of a service account; how much depends on roles.',
  ),
  'api-http': kind(
    'KHV006',
    'Insecure (HTTP) access to API',
    EXPOSED,
    'high',
    API_HUNTER,
    'The API server answers without TLS, and asks nobody who they are.',
  ),
  'api-list': kind(
    'KHV007',
    'Listing',
    API,
    'medium',
    API_HUNTER,
    'Somebody can list these objects and learn how the cluster is made.',
  ),
  'certificate-email': kind(
    'KHV021',
    'Certificate Includes Email Address',
    GENERAL,
    'low',
    'Certificate Email Hunting',
    'The certificate that is served has an e-mail address in it.',
  ),
} as const
