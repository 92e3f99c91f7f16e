import { PRIVILEGED, kind } from './kind.ts'

const DESTRUCTION = 'Impact // Data Destruction'
const BINDING = 'Privilege Escalation // Cluser-admin binding'
const ACTIVE = 'API server hunter'

/** What active hunting made, changed and deleted through the API server. */
export const CHANGES = {
  'created-namespace': kind(
    null,
    'Created a namespace',
    'Defense Evasion // General Defense Evasion',
    'high',
    ACTIVE,
    'A namespace was created.',
  ),
  'deleted-namespace': kind(
    null,
    'Delete a namespace',
    DESTRUCTION,
    'high',
    ACTIVE,
    'The namespace was deleted again.',
  ),
  'created-cluster-role': kind(null, 'Created a cluster role', BINDING, 'high', ACTIVE, 'A ClusterRole was created.'),
  'deleted-cluster-role': kind(
    null,
    'Deleted a cluster role',
    DESTRUCTION,
    'high',
    ACTIVE,
    'The ClusterRole was deleted again.',
  ),
  'created-privileged-pod': kind(
    null,
    'Created A PRIVILEGED Pod',
    PRIVILEGED,
    'high',
    ACTIVE,
    'A privileged pod was created.',
  ),
  'created-pod': kind(null, 'Created A Pod', 'Execution // New container', 'high', ACTIVE, 'A pod was created.'),
  'patched-pod': kind(null, 'Patched A Pod', 'Execution // Sidecar injection', 'high', ACTIVE, 'The pod was changed.'),
  'deleted-pod': kind(null, 'Deleted A Pod', DESTRUCTION, 'high', ACTIVE, 'The pod was deleted again.'),
  'created-role': kind(
    null,
    'Created a role',
    'Defense Evasion // General Defense Evasion',
    'high',
    ACTIVE,
    'A Role was created.',
  ),
  'patched-role': kind(null, 'Patched a role', BINDING, 'high', ACTIVE, 'The Role was changed.'),
  'deleted-role': kind(null, 'Deleted a role', DESTRUCTION, 'high', ACTIVE, 'The Role was deleted again.'),
} as const
