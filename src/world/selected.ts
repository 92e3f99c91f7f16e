import type { FieldPath, Position, SourceSpan } from '../ground/span.ts'
import { matchesExpression } from '../ground/label-expression.ts'
import { labelsAt } from '../manifests/fields.ts'
import type { Endpoint } from '../model/endpoint.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import type { CompiledPolicy, PeerMatcher, SubjectMatcher } from '../policy/form.ts'
import { matchesPeer, matchesSubject, peerAt } from '../policy/match.ts'
import { setLabels } from '../sim/cni/calico/labels.ts'
import type { World } from './index.ts'

/**
 * Whom a selector at a place of the text matches at present. `role`: whether the policy is for them, or its rule speaks
 * of them. Names are sorted; `sets` are Calico's sets of addresses.
 */
export interface SelectedView {
  readonly span: SourceSpan
  readonly role: 'subject' | 'peer'
  readonly pods: readonly string[]
  readonly nodes: readonly string[]
  readonly sets: readonly string[]
}

interface Placed {
  readonly span: SourceSpan
  readonly role: SelectedView['role']
  readonly policy: CompiledPolicy
  readonly matcher: PeerMatcher | SubjectMatcher
}

/**
 * The narrowest selector of a policy in force that the place is in; null: there is none. What denotes only addresses
 * and names is no selector.
 */
export function selectedAt(world: World, document: string, position: Position): SelectedView | null {
  const here = world.policies.policies
    .filter(({ object }) => world.documentOf(object) === document)
    .flatMap((policy) =>
      matchersOf(policy).flatMap(({ matcher, role, path }): Placed[] => {
        const span = world.locate(policy.object, path)
        return span && holds(span, position) ? [{ span, role, policy, matcher }] : []
      }),
    )
  if (here.length === 0) return null
  const { span, role, matcher } = here.reduce((best, each) => (size(each.span) < size(best.span) ? each : best))
  return { span, role, ...matched(matcher, role, world) }
}

const SELECTING = new Set(['pods', 'expression', 'identity', 'nodes'])

function matchersOf({ subject, rules }: CompiledPolicy): readonly {
  readonly matcher: PeerMatcher | SubjectMatcher
  readonly role: SelectedView['role']
  readonly path: FieldPath
}[] {
  const peers = rules.flatMap(({ when }) =>
    when.flatMap((condition) => (condition.aspect === 'peer' && !condition.negate ? condition.anyOf : [])),
  )
  return [
    { matcher: subject, role: 'subject' as const, path: subject.path },
    ...peers
      .filter(({ kind }) => SELECTING.has(kind))
      .map((matcher) => ({ matcher, role: 'peer' as const, path: wholePath(matcher) })),
  ]
}

/** Of Calico's peers one matcher stands for all selectors of an end. */
function wholePath({ kind, path }: PeerMatcher): FieldPath {
  return kind === 'expression' && /selector$/i.test(String(path.at(-1))) ? path.slice(0, -1) : path
}

function holds({ start, end }: SourceSpan, { line, column }: Position): boolean {
  return (
    (start.line < line || (start.line === line && start.column <= column)) &&
    (line < end.line || (line === end.line && column <= end.column))
  )
}

const size = ({ start, end }: SourceSpan): number => (end.line - start.line) * 10_000 + end.column - start.column

function matched(
  matcher: PeerMatcher | SubjectMatcher,
  role: SelectedView['role'],
  { cluster, policies: { profile } }: World,
): Pick<SelectedView, 'pods' | 'nodes' | 'sets'> {
  const { view } = profile
  const fits = (endpoint: Endpoint) =>
    role === 'subject'
      ? matchesSubject(matcher as SubjectMatcher, endpoint, view)
      : matchesPeer(matcher, peerAt(endpoint, null, null, view))
  const sets =
    role === 'peer' && matcher.kind === 'expression'
      ? cluster.definitions.filter(
          ({ kind, group }) =>
            group.endsWith('projectcalico.org') && (kind === 'NetworkSet' || kind === 'GlobalNetworkSet'),
        )
      : []
  return {
    pods: cluster.pods
      .filter(({ endpoint }) => endpoint?.kind === 'pod' && fits(endpoint))
      .map(namespacedName)
      .sort(),
    nodes: cluster.nodes
      .filter(({ endpoint }) => fits(endpoint))
      .map(({ name }) => name)
      .sort(),
    sets: sets
      .filter((set) => {
        const own = labelsAt(set.value, 'metadata', 'labels')
        const namespace = set.kind === 'NetworkSet' ? (set.namespace ?? 'default') : null
        const labels =
          namespace === null
            ? own
            : setLabels(own, { name: namespace, labels: cluster.namespaces.get(namespace)?.labels ?? {} })
        return matcher.kind === 'expression' && matchesExpression(matcher.expression, labels)
      })
      .map(({ name }) => name)
      .sort(),
  }
}
