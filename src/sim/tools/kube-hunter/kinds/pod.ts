import { kind } from './kind.ts'

const ACCOUNT = 'Credential Access // Access container service account'

/** What lies in the pod that the hunt runs in, and what machines tell it. */
export const POD_FINDINGS = {
  'azure-metadata': kind(
    'KHV003',
    'Azure Metadata Exposure',
    'Discovery // Instance Metadata API',
    'high',
    'Host Discovery when running as pod',
    'The metadata service of Azure answers pods and tells of the machines.',
  ),
  'azure-spn': kind(
    'KHV004',
    'Azure SPN Exposure',
    'Credential Access // Mount service principal',
    'high',
    'AKS Hunting',
    'A pod mounts the file with the credentials of the cluster at Azure.',
  ),
  token: kind(
    'KHV050',
    "Read access to pod's service account token",
    ACCOUNT,
    'low',
    'Access Secrets',
    'The token of the service account lies in the pod, and talks to the API server.',
  ),
  'aws-metadata': kind(
    'KHV053',
    'AWS Metadata Exposure',
    'Discovery // Instance Metadata API',
    'high',
    'Host Discovery when running as pod',
    'The metadata service of AWS answers pods and tells of the machines.',
  ),
  'net-raw': kind(
    null,
    'CAP_NET_RAW Enabled',
    'Lateral Movement // ARP poisoning and IP spoofing',
    'medium',
    'Pod Capabilities Hunter',
    'The pod may forge packets, and pretend to be others on its node.',
  ),
  secrets: kind(null, "Access to pod's secrets", ACCOUNT, 'low', 'Access Secrets', 'Secrets lie in the pod as files.'),
} as const
