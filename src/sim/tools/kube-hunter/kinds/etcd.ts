import { EXPOSED, GENERAL, kind } from './kind.ts'

const ETCD = 'Etcd Remote Access'

/** What an etcd gives to whoever reaches it. */
export const ETCD_FINDINGS = {
  'etcd-read': kind(
    'KHV032',
    'Etcd Remote Read Access Event',
    'Credential Access // List K8S secrets',
    'high',
    ETCD,
    'Whoever reaches etcd reads what the cluster knows, Secrets too.',
  ),
  'etcd-version': kind('KHV033', 'Etcd Remote version disclosure', GENERAL, 'low', ETCD, 'etcd tells its version.'),
  'etcd-http': kind(
    'KHV034',
    'Etcd is accessible using insecure connection (HTTP)',
    EXPOSED,
    'high',
    ETCD,
    'etcd speaks HTTP, without TLS or certificates.',
  ),
} as const
