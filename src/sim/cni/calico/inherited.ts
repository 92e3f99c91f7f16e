import type { Labels } from '../../../ground/labels.ts'

/**
 * The labels of a namespace as whatever is in it inherits them, its name among them.
 * Source: libcalico-go/lib/backend/k8s/conversion (NamespaceToProfile)
 */
export function ofNamespace({ name, labels }: { readonly name: string; readonly labels: Labels }): Labels {
  return { ...under('pcns.', labels), 'pcns.projectcalico.org/name': name }
}

/** Labels with this before their keys. */
export function under(prefix: string, labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [`${prefix}${key}`, value]))
}
