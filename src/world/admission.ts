import type { Diagnostic } from '../ground/diagnostic.ts'
import { assertNever } from '../ground/result.ts'
import { checkBaseObject, checkServed, noMatch } from '../manifests/base-kinds.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { ObjectProblem } from '../manifests/problem.ts'
import { diagnose, spanOf, type Manifest } from '../manifests/read.ts'
import { namespaceOf } from '../model/build.ts'
import type { CompiledPolicy, RejectedPolicy } from '../policy/form.ts'
import type { PolicyKind } from '../policy/kind.ts'
import { kindOf } from '../policy/registry.ts'
import { isMeshConfig } from '../sim/mesh/mesh-config.ts'

/** What the API server would make of the manifests. */
export interface Admitted {
  /** Objects of the kinds that make the cluster. */
  readonly objects: readonly KubernetesObject[]
  readonly policies: readonly CompiledPolicy[]
  readonly rejected: readonly RejectedPolicy[]
  /** Accepted, and read by a service mesh. */
  readonly meshObjects: readonly KubernetesObject[]
  /** Accepted, but of kinds that nothing here evaluates. */
  readonly notEvaluated: readonly Manifest[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * What an object comes to by itself, wherever it stands. `key`: objects with the same one are the same object to a
 * cluster.
 */
interface Judgement {
  readonly key: string
  readonly becomes: 'object' | 'policy' | 'mesh' | RejectedPolicy['why'] | 'kept' | 'nothing'
  readonly policies: readonly CompiledPolicy[]
  readonly problems: readonly ObjectProblem[]
}

/** By the kinds that are served, which change what an object comes to. */
const judgements = new WeakMap<readonly PolicyKind[], WeakMap<KubernetesObject, Judgement>>()

/**
 * Takes in the manifests, document by document, as `kubectl apply` would: a refused object is not applied, of two with
 * one name the later replaces the earlier. `kinds` are the policy APIs that the cluster serves, always the same list
 * for the same ones: what a document and an object come to is remembered by list and document or object, so only new
 * text costs anything.
 */
export function admit(documents: readonly (readonly Manifest[])[], kinds: readonly PolicyKind[]): Admitted {
  const parts = documents.map((manifests) => partOf(manifests, kinds))
  if (!areApart(parts)) return admitTogether(documents.flat(), kinds)
  const all = <Field extends keyof Admitted>(field: Field) =>
    parts.flatMap(({ admitted }) => admitted[field] as readonly unknown[]) as unknown as Admitted[Field]
  return {
    objects: all('objects'),
    policies: all('policies'),
    rejected: all('rejected'),
    meshObjects: all('meshObjects'),
    notEvaluated: all('notEvaluated'),
    diagnostics: all('diagnostics'),
  }
}

/** What one document comes to by itself. `keys`: of all its objects, each once. */
interface Part {
  readonly admitted: Admitted
  readonly keys: ReadonlySet<string>
  readonly hasDuplicates: boolean
}

const partsOf = new WeakMap<readonly PolicyKind[], WeakMap<readonly Manifest[], Part>>()

function partOf(manifests: readonly Manifest[], kinds: readonly PolicyKind[]): Part {
  let known = partsOf.get(kinds)
  if (!known) partsOf.set(kinds, (known = new WeakMap()))
  let part = known.get(manifests)
  if (!part) {
    const keys = new Set(manifests.map(({ object }) => judge(object, kinds).key))
    known.set(
      manifests,
      (part = { admitted: admitTogether(manifests, kinds), keys, hasDuplicates: keys.size < manifests.length }),
    )
  }
  return part
}

/** Whether no object is in the documents twice. */
function areApart(parts: readonly Part[]): boolean {
  if (parts.some(({ hasDuplicates }) => hasDuplicates)) return false
  const bySize = [...parts].sort((a, b) => b.keys.size - a.keys.size)
  return bySize.every(({ keys }, index) => {
    const larger = bySize.slice(0, index)
    if (index > 0) for (const key of keys) if (larger.some((other) => other.keys.has(key))) return false
    return true
  })
}

function admitTogether(manifests: readonly Manifest[], kinds: readonly PolicyKind[]): Admitted {
  const diagnostics: Diagnostic[] = []
  const objects: KubernetesObject[] = []
  const policies: CompiledPolicy[] = []
  const rejected: RejectedPolicy[] = []
  const meshObjects: KubernetesObject[] = []
  const notEvaluated: Manifest[] = []
  for (const manifest of withoutReplaced(manifests, kinds, diagnostics)) {
    const { object } = manifest
    const judgement = judge(object, kinds)
    diagnostics.push(...judgement.problems.map((problem) => diagnose(manifest, problem)))
    switch (judgement.becomes) {
      case 'object':
        objects.push(object)
        break
      case 'policy':
        policies.push(...judgement.policies)
        break
      case 'mesh':
        meshObjects.push(object)
        break
      case 'rejected':
      case 'agent-refused':
      case 'not-served':
      case 'not-enforced':
        rejected.push({
          kind: object.kind,
          object,
          namespace: namespaceOf(object),
          name: object.name,
          why: judgement.becomes,
        })
        break
      case 'kept':
        notEvaluated.push(manifest)
        diagnostics.push(
          diagnose(manifest, { facts: { code: 'not-evaluated' }, severity: 'note', layer: 'finding', path: ['kind'] }),
        )
        break
      case 'nothing':
        break
      default:
        assertNever(judgement.becomes)
    }
  }
  return { objects, policies, rejected, meshObjects, notEvaluated, diagnostics }
}

/** What a network plugin has against objects that the API server of another release takes; empty: nothing. */
export type Review = (object: KubernetesObject) => readonly ObjectProblem[]

/** The same without what the plugin's release does not know, or its agents refuse to load. */
export function reviewed(
  admitted: Admitted,
  review: Review,
  manifestOf: (object: KubernetesObject) => Manifest | undefined,
): Admitted {
  const diagnostics: Diagnostic[] = []
  const rejected: RejectedPolicy[] = []
  const refused = new Set<KubernetesObject>()
  for (const object of new Set([
    ...admitted.objects.filter(({ group }) => VENDORED.has(group)),
    ...admitted.policies.map((policy) => policy.object),
  ])) {
    const problems = review(object)
    const manifest = manifestOf(object)
    if (problems.length === 0 || !manifest) continue
    diagnostics.push(...problems.map((problem) => diagnose(manifest, problem)))
    if (problems.every(({ severity }) => severity !== 'error')) continue
    refused.add(object)
    const why = problems.some(({ facts }) => facts.code === 'agent-refusal') ? 'agent-refused' : 'rejected'
    if (admitted.policies.some((policy) => policy.object === object))
      rejected.push({ kind: object.kind, object, namespace: namespaceOf(object), name: object.name, why })
  }
  if (diagnostics.length === 0) return admitted
  return {
    ...admitted,
    objects: refused.size === 0 ? admitted.objects : admitted.objects.filter((object) => !refused.has(object)),
    policies: admitted.policies.filter(({ object }) => !refused.has(object)),
    rejected: [...admitted.rejected, ...rejected],
    diagnostics: [...admitted.diagnostics, ...diagnostics],
  }
}

/** Groups of plugins whose objects of other kinds than policies are looked at too. */
const VENDORED = new Set(['cilium.io'])

/**
 * Groups under which the objects of another one are stored: their objects are the same ones. Source:
 * https://docs.tigera.io/calico/latest/reference/architecture/overview (API server)
 */
const STORED_AS: ReadonlyMap<string, string> = new Map([['crd.projectcalico.org', 'projectcalico.org']])

function judge(object: KubernetesObject, kinds: readonly PolicyKind[]): Judgement {
  let known = judgements.get(kinds)
  if (!known) judgements.set(kinds, (known = new WeakMap()))
  let judgement = known.get(object)
  if (!judgement)
    known.set(
      object,
      (judgement = {
        key: `${STORED_AS.get(object.group) ?? object.group}/${object.kind}/${namespaceOf(object) ?? ''}/${object.name}`,
        ...judged(object, kinds),
      }),
    )
  return judgement
}

function judged(object: KubernetesObject, kinds: readonly PolicyKind[]): Omit<Judgement, 'key'> {
  const kind = kindOf(object)
  if (kind && !kinds.includes(kind)) return { becomes: 'not-served', policies: [], problems: [noMatch(object, null)] }
  if (kind) {
    const { policies, problems, refusedBy } = kind.read(object)
    if (kind.defines) return { becomes: policies ? 'object' : 'nothing', policies: [], problems }
    return {
      becomes: !policies ? (refusedBy ? 'agent-refused' : 'rejected') : kind.mesh ? 'mesh' : 'policy',
      policies: policies ?? [],
      problems,
    }
  }
  const problems = checkBaseObject(object)
  if (problems)
    return {
      becomes: problems.some(({ severity }) => severity === 'error') ? 'nothing' : 'object',
      policies: [],
      problems,
    }
  const unserved = checkServed(object, kinds)
  return {
    becomes: unserved ? 'nothing' : isMeshConfig(object) ? 'mesh' : 'kept',
    policies: [],
    problems: unserved ? [unserved] : [],
  }
}

function withoutReplaced(
  manifests: readonly Manifest[],
  kinds: readonly PolicyKind[],
  diagnostics: Diagnostic[],
): Iterable<Manifest> {
  const last = new Map<string, Manifest>()
  for (const manifest of manifests) {
    const { key } = judge(manifest.object, kinds)
    const earlier = last.get(key)
    if (earlier) {
      diagnostics.push(
        diagnose(manifest, {
          facts: { code: 'duplicate-object', first: spanOf(earlier, ['metadata', 'name'], 'value') },
          severity: 'warning',
          layer: 'admission',
          path: ['metadata', 'name'],
        }),
      )
      last.delete(key)
    }
    last.set(key, manifest)
  }
  return last.values()
}
