import { kind } from './kind.ts'

/** Front ends of the cluster that ask nobody who they are: the dashboard and a kubectl proxy. */
export const WEB_FINDINGS = {
  'version-proxy': kind(
    'KHV002',
    'K8s Version Disclosure',
    'Defense Evasion // Connect from Proxy server',
    'low',
    'K8s Version Hunter',
    'The path /version tells which Kubernetes runs on kube-proxy.',
  ),
  dashboard: kind(
    'KHV029',
    'Dashboard Exposed',
    'Discovery // Access Kubernetes Dashboard',
    'medium',
    'Dashboard Hunting',
    'The dashboard answers without a login.',
  ),
  'proxy-exposed': kind(
    'KHV049',
    'Proxy Exposed',
    'Defense Evasion // Connect from Proxy server',
    'low',
    'Proxy Hunting',
    'A kubectl proxy lends its rights to everybody who reaches it.',
  ),
} as const
