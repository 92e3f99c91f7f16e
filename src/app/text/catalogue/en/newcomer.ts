import { part } from '../part.ts'

/** Pods that do not exist. `labels` null: whatever they wear. */
export const NEWCOMER = part('newcomer', {
  pods: (labels: string | null, namespace: string) =>
    `any pod${labels === null ? '' : ` with ${labels}`} in ${namespace}`,
  anyNamespace: 'any namespace',
  namespace: (name: string) => `a namespace ${name}`,
  namespacesWith: (labels: string) => `any namespace with ${labels}`,
  and: ' and ',
})
