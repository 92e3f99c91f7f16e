import { isObject, own } from '../ground/json-object.ts'

/**
 * Whether a document is a file of kube-bench, which people keep beside their manifests: a file of checks, or its
 * configuration. No object, and no mistake either. Source: https://github.com/aquasecurity/kube-bench/tree/main/cfg
 */
export function isToolFile(value: unknown): boolean {
  if (!isObject(value) || own(value, 'apiVersion') !== undefined) return false
  return (
    (Object.hasOwn(value, 'controls') && Array.isArray(own(value, 'groups'))) ||
    (isObject(own(value, 'version_mapping')) && isObject(own(value, 'node')))
  )
}
