import type { Diagnostic } from '../ground/diagnostic.ts'
import { checkBaseObject, checkServed } from '../manifests/base-kinds.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { ObjectProblem } from '../manifests/problem.ts'
import { diagnose, spanOf, type Manifest } from '../manifests/read.ts'
import { namespaceOf } from '../model/build.ts'
import type { CompiledPolicy, RejectedPolicy } from '../policy/form.ts'
import type { PolicyKind, ReadPolicy } from '../policy/kind.ts'

/** What the API server would make of the manifests. */
export interface Admitted {
  /** Objects of the kinds that make the cluster. */
  readonly objects: readonly KubernetesObject[]
  readonly policies: readonly CompiledPolicy[]
  readonly rejected: readonly RejectedPolicy[]
  /** Accepted, but of kinds that nothing here evaluates. */
  readonly notEvaluated: readonly Manifest[]
  readonly diagnostics: readonly Diagnostic[]
}

const readPolicies = new WeakMap<KubernetesObject, ReadPolicy>()
const checkedObjects = new WeakMap<KubernetesObject, readonly ObjectProblem[] | null>()

/**
 * Takes in the manifests as `kubectl apply` would: a refused object is not applied, of two with one name the later
 * replaces the earlier. What an object comes to is remembered by the object, so only new text costs anything.
 */
export function admit(manifests: readonly Manifest[], kinds: readonly PolicyKind[]): Admitted {
  const diagnostics: Diagnostic[] = []
  const objects: KubernetesObject[] = [], policies: CompiledPolicy[] = [], rejected: RejectedPolicy[] = [], notEvaluated: Manifest[] = []
  for (const manifest of withoutReplaced(manifests, diagnostics)) {
    const { object } = manifest
    const report = (problems: readonly ObjectProblem[]) => diagnostics.push(...problems.map(({ facts, severity, layer, path, part }) => diagnose(manifest, facts, severity, layer, path, part)))
    const kind = kinds.find((each) => each.apiVersion === object.apiVersion && each.kind === object.kind)
    if (kind) {
      const read = remember(readPolicies, object, () => kind.read(object))
      report(read.problems)
      if (read.policies) policies.push(...read.policies)
      else rejected.push({ kind: kind.kind, object, namespace: object.namespace ?? 'default', name: object.name })
      continue
    }
    const problems = remember(checkedObjects, object, () => checkBaseObject(object))
    if (problems === null) {
      const unserved = checkServed(object, kinds)
      if (unserved) report([unserved])
      else {
        notEvaluated.push(manifest)
        diagnostics.push(diagnose(manifest, { code: 'not-evaluated' }, 'note', 'finding', ['kind']))
      }
    } else {
      report(problems)
      if (!problems.some(({ severity }) => severity === 'error')) objects.push(object)
    }
  }
  return { objects, policies, rejected, notEvaluated, diagnostics }
}

function withoutReplaced(manifests: readonly Manifest[], diagnostics: Diagnostic[]): readonly Manifest[] {
  const last = new Map<string, Manifest>()
  for (const manifest of manifests) {
    const { group, kind, name } = manifest.object
    const key = `${group}/${kind}/${namespaceOf(manifest.object) ?? ''}/${name}`
    const earlier = last.get(key)
    if (earlier) {
      diagnostics.push(diagnose(manifest, { code: 'duplicate-object', first: spanOf(earlier, ['metadata', 'name'], 'value') }, 'warning', 'admission', ['metadata', 'name']))
      last.delete(key)
    }
    last.set(key, manifest)
  }
  return [...last.values()]
}

function remember<Value>(cache: WeakMap<KubernetesObject, Value>, object: KubernetesObject, make: () => Value): Value {
  if (cache.has(object)) return cache.get(object)!
  const value = make()
  cache.set(object, value)
  return value
}
