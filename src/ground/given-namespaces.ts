/** The namespaces that every cluster has, whether the text shows them or not. */
export const GIVEN_NAMESPACES: readonly string[] = ['default', 'kube-system', 'kube-public', 'kube-node-lease']
