import { contains } from '../../ground/connections.ts'
import { PORT_PROTOCOLS } from '../../ground/ports.ts'
import type { SourceSpan } from '../../ground/span.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import { splitDocuments } from '../../manifests/split.ts'
import type { Question } from '../answer.ts'
import { printAssertion, type Assertion } from '../assertions/assertion.ts'
import { checkAssertion, checkAssertions, type CheckedAssertion } from '../assertions/check.ts'
import type { DocumentText, World } from '../index.ts'
import { printQuestion } from '../print-question.ts'
import { mutantsOf } from './make.ts'
import type { Mutant, Mutation } from './mutant.ts'
import { otherCall, type OtherCall } from './calls.ts'

/**
 * What became of one mutant. `noticed`: an assertion that holds does not hold there. `survived`: none minds; `propose`
 * is one that would, null where none can be told. `same`: nobody reaches anybody else than before, as far as
 * connections and the requests that the policy speaks of tell, so there is nothing to notice. `refused`: the API server
 * would not take it.
 */
export type Fate = 'noticed' | 'survived' | 'same' | 'refused'

/** What became of a change. `propose`: an assertion that would notice it; null: we know none. */
export interface TriedMutant {
  readonly mutation: Mutation
  readonly policy: { readonly kind: string; readonly namespace: string | null; readonly name: string }
  readonly span: SourceSpan | null
  readonly fate: Fate
  /** The first assertions that notice it, by their index. */
  readonly noticedBy: readonly number[]
  readonly propose: Assertion | null
}

/** Mutants of all policies of a world, tried in order. */
export interface MutantPlan {
  readonly count: number
  /** How many more there are, which are not tried. */
  readonly untried: number
  /** Tries the mutants from one number on, at most so many. Each is opened like the documents themselves. */
  tryMutants(assertions: readonly Assertion[], from: number, count: number): readonly TriedMutant[]
}

interface Planned {
  readonly object: KubernetesObject
  /** Null: it holds for the whole cluster. */
  readonly namespace: string | null
  readonly document: string
  readonly mutant: Mutant
}

/** More are not tried: they would take minutes. */
const MUTANT_LIMIT = 400

/** Lists what can be changed, up to `MUTANT_LIMIT`; nothing is tried before it is asked for. */
export function planMutants(world: World): MutantPlan {
  const all = [...subjectsOf(world)].flatMap(([object, namespace]): readonly Planned[] => {
    const document = world.documentOf(object)
    return document === null ? [] : mutantsOf(object).map((mutant) => ({ object, namespace, document, mutant }))
  })
  const planned = all.slice(0, MUTANT_LIMIT)
  return {
    count: planned.length,
    untried: all.length - planned.length,
    tryMutants(assertions, from, count) {
      const held = checkAssertions(assertions, world)
      return planned.slice(from, from + count).map((each) => tryMutant(each, held, world))
    },
  }
}

/** What is changed, and its namespace: policies of the network, and what a mesh that is at work reads. */
function subjectsOf(world: World): ReadonlyMap<KubernetesObject, string | null> {
  const subjects = new Map(world.policies.policies.map(({ object, namespace }) => [object, namespace]))
  if (world.mesh)
    for (const object of world.applied)
      if (MESH_GROUPS.has(object.group) && !subjects.has(object)) subjects.set(object, object.namespace ?? 'default')
  return subjects
}

const MESH_GROUPS: ReadonlySet<string> = new Set(['security.istio.io', 'policy.linkerd.io'])

function tryMutant(
  { object, namespace, document, mutant }: Planned,
  held: readonly CheckedAssertion[],
  world: World,
): TriedMutant {
  const about = {
    mutation: mutant.mutation,
    policy: { kind: object.kind, namespace, name: object.name },
    span: world.locate(object, mutant.path, 'key'),
  }
  const after = world.open(
    world.documents.map((each) => (each.name === document ? withMutant(each, object, mutant) : each)),
  )
  if (refusedIn(after) > refusedIn(world)) return { ...about, fate: 'refused', noticedBy: [], propose: null }
  const noticedBy = held.flatMap(({ state, assertion }, index) =>
    state === 'holds' && checkAssertion(assertion, after).state !== 'holds' ? [index] : [],
  )
  if (noticedBy.length > 0) return { ...about, fate: 'noticed', noticedBy: noticedBy.slice(0, NAMED), propose: null }
  const diff = after.diffConnections(world, CHANGES)
  if (diff.opened + diff.closed + diff.changed === 0) {
    const other = otherCall(world, after, object.value)
    return { ...about, fate: other ? 'survived' : 'same', noticedBy: [], propose: other && assertionOf(other) }
  }
  return {
    ...about,
    fate: 'survived',
    noticedBy: [],
    propose:
      proposalFor(
        world,
        after,
        diff.changes,
        held.map(({ assertion }) => assertion),
      ) ?? assertionOf(otherCall(world, after, object.value)),
  }
}

/** Null: what the call is depends, so that nothing can be asserted of it. */
function assertionOf(call: OtherCall | null): Assertion | null {
  return call?.now
    ? { question: printQuestion(call.question), expect: call.now === 'allowed' ? 'allow' : 'deny' }
    : null
}

/** Assertions that are named as having noticed a mutant. */
const NAMED = 5
/** Pairs in which an assertion is looked for. */
const CHANGES = 200

function refusedIn({ policies }: World): number {
  return policies.rejected.filter(({ why }) => why === 'rejected').length
}

/** The document with the object changed or gone; what shares its piece of the text is written anew beside it. */
function withMutant(document: DocumentText, object: KubernetesObject, { value }: Mutant): DocumentText {
  const text = splitDocuments(document.text).reduce((whole, { text: piece }) => {
    if (piece !== object.piece.text) return whole
    const objects = object.piece.objects.flatMap((each) =>
      each === object ? (value === null ? [] : [value]) : [each.value],
    )
    return whole.replace(piece, () => `${objects.map((each) => `---\n${JSON.stringify(each)}\n`).join('')}`)
  }, document.text)
  return { name: document.name, text }
}

/** An assertion that holds and would not hold under the mutant: on a port that is listened on, where there is one. */
function proposalFor(
  world: World,
  after: World,
  changes: ReturnType<World['diffConnections']>['changes'],
  assertions: readonly Assertion[],
): Assertion | null {
  const known = new Set(assertions.map(printAssertion))
  let spare: Assertion | null = null
  for (const change of changes) {
    for (const { question, isDeclared } of questionsOf(change, world)) {
      const { outcome } = world.ask(question)
      if (outcome !== 'allowed' && outcome !== 'denied') continue
      const assertion: Assertion = {
        question: printQuestion(question),
        expect: outcome === 'allowed' ? 'allow' : 'deny',
      }
      if (known.has(printAssertion(assertion)) || checkAssertion(assertion, after).state === 'holds') continue
      if (isDeclared) return assertion
      spare ??= assertion
    }
  }
  return spare
}

/** Ports that people know, for a flow where any will do. */
const USUAL = [80, 443, 8080]

/** The flows of a pair whose verdict may differ: on declared ports first, then on one other port of each protocol. */
function questionsOf(
  { from, to, before, after }: ReturnType<World['diffConnections']>['changes'][number],
  world: World,
): readonly { readonly question: Question; readonly isDeclared: boolean }[] {
  const end = world.matrix().ends.find(({ ref }) => ref === to)
  const declared = (end?.ports ?? [])
    .filter(
      ({ protocol, port }) => contains(before.allowed, protocol, port) !== contains(after.allowed, protocol, port),
    )
    .map(({ protocol, port }) => ({ isDeclared: true, question: { from, to, port, protocol } }))
  const edges = PORT_PROTOCOLS.flatMap((protocol) =>
    [
      ...USUAL,
      ...[...after.allowed[protocol], ...before.allowed[protocol]].flatMap((range) => [
        Math.max(1, range.from),
        range.to,
      ]),
    ]
      .filter((port) => contains(before.allowed, protocol, port) !== contains(after.allowed, protocol, port))
      .slice(0, 1)
      .map((port) => ({ isDeclared: false, question: { from, to, port, protocol } })),
  )
  return [...declared, ...edges]
}
