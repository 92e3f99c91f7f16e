import type { Diagnostic } from '../ground/diagnostic.ts'
import type { FindingFacts } from '../ground/finding.ts'
import type { PolicySet } from '../engine/policy-set.ts'
import { diagnose, type Manifest } from '../manifests/read.ts'
import { namespaceOf } from '../model/build.ts'
import type { Cluster } from '../model/cluster.ts'
import type { ClusterRemark } from '../model/remark.ts'
import type { Mesh } from '../sim/mesh/mesh.ts'
import { findingDiagnostic } from './findings/diagnose.ts'
import { findingsOf } from './findings/find.ts'
import { GIVEN_NAMESPACES } from '../ground/given-namespaces.ts'
import { meshFixes } from './findings/mesh-fixes.ts'
import type { Grown } from './grown.ts'
import type { Opened } from './opened.ts'
import { rankConflicts } from './rank-conflicts.ts'

/** What the text itself and the API server have to say, in the order syntax, schema, admission, finding. */
export function readingReport({ reading, admitted }: Opened): readonly Diagnostic[] {
  return [...reading.diagnostics, ...admitted.diagnostics].sort(byLayer)
}

/** Everything that is to be said about the documents, in the same order; `said`: what `readingReport` has. */
export function fullReport(opened: Opened, said: readonly Diagnostic[]): readonly Diagnostic[] {
  const namespaces = impliedNamespaces(opened.built.cluster, opened.reading.manifests)
  return [...said, ...remarksOf(opened), ...namespaces, ...findingsIn(opened)].sort(byLayer)
}

/** What the controllers and the order of policies leave to say of single objects. */
function remarksOf({ built, policies, grown, places }: Opened): readonly Diagnostic[] {
  const remarks = [...built.remarks, ...rankConflicts(built.cluster, policies), ...grown.map(assumed)]
  return remarks.flatMap((remark) => {
    const manifest = places.get(remark.object)
    return manifest ? [diagnose(manifest, { ...remark, layer: 'finding' })] : []
  })
}

function assumed({ from }: Grown): ClusterRemark {
  return { object: from, facts: { code: 'waypoint-assumed' }, severity: 'note', path: ['metadata', 'name'] }
}

function findingsIn({ built, policies, network, mesh, places }: Opened): readonly Diagnostic[] {
  const ofNetwork = findingsOf(built.cluster, policies, network).filter(({ facts }) => !isProxyPort(facts, mesh))
  return [...ofNetwork, ...ofMesh(mesh, policies)].flatMap((finding) => {
    const manifest = places.get(finding.object)
    return manifest ? [findingDiagnostic(finding, manifest)] : []
  })
}

function ofMesh(mesh: Mesh | null, policies: PolicySet) {
  const found = mesh?.findings?.(policies) ?? []
  return found.map((each) => ({ ...each, part: 'value' as const, fixes: meshFixes(each) }))
}

/** A proxy listens on its own ports, which no container declares. */
function isProxyPort(facts: FindingFacts, mesh: Mesh | null): boolean {
  return facts.code === 'port-not-listened' && (mesh?.proxyPorts ?? []).some((port) => facts.port === String(port))
}

/** One note per namespace that no Namespace object defines, beside the first object that lives in it. */
function impliedNamespaces({ namespaces }: Cluster, manifests: readonly Manifest[]): readonly Diagnostic[] {
  const implied = new Set(
    [...namespaces.values()]
      .filter(({ name, object }) => object === null && !GIVEN_NAMESPACES.includes(name))
      .map(({ name }) => name),
  )
  return manifests.flatMap((manifest) => {
    const namespace = namespaceOf(manifest.object)
    if (namespace === null || !implied.delete(namespace)) return []
    const facts = { code: 'namespace-implied', namespace } as const
    return [diagnose(manifest, { facts, severity: 'note', layer: 'finding', path: ['metadata', 'namespace'] })]
  })
}

const LAYERS: readonly Diagnostic['layer'][] = ['syntax', 'schema', 'admission', 'finding', 'question']

function byLayer(a: Diagnostic, b: Diagnostic): number {
  return LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer)
}
