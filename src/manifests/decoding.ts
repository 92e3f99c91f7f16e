import type { KubernetesObject } from './piece.ts'
import type { ObjectProblem } from './problem.ts'
import { decode, type Shape } from './shape.ts'

/**
 * What strict decoding says of an object. What a cluster printed may hold a `status` that its kind no longer has: an
 * older server wrote it.
 */
export function decodingProblems(shape: Shape, object: KubernetesObject): readonly ObjectProblem[] {
  return decode(shape, object.value)
    .filter(
      ({ code, path }) => !(code === 'unknown-field' && path.length === 1 && path[0] === 'status' && isStored(object)),
    )
    .map(({ path, ...facts }): ObjectProblem => ({
      facts,
      path,
      severity: 'error',
      layer: 'schema',
      part: facts.code === 'unknown-field' ? 'key' : 'value',
    }))
}

/** Whether a server has stored this object: then the text came from a cluster and was not written by hand. */
function isStored(object: KubernetesObject): boolean {
  const metadata = object.value.metadata
  return typeof metadata === 'object' && metadata !== null && ('uid' in metadata || 'resourceVersion' in metadata)
}
