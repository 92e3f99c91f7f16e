import type { NEWCOMER } from '../en/newcomer.ts'

export const newcomer: typeof NEWCOMER = {
  pods: (labels, namespace) => `Pods${labels === null ? '' : ` mit ${labels}`} in ${namespace}`,
  anyNamespace: 'jedem Namespace',
  namespace: (name) => `einem Namespace ${name}`,
  namespacesWith: (labels) => `Namespaces mit ${labels}`,
  and: ' und ',
}
