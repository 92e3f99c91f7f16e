/** `namespace/name`, as people name a pod, a Service or a workload. A pod's is its `EndpointRef` too. */
export function namespacedName({
  namespace,
  name,
}: {
  readonly namespace: { readonly name: string }
  readonly name: string
}): string {
  return `${namespace.name}/${name}`
}
