import { describe, expect, it } from 'vitest'
import { NotFetched } from '../../../src/ground/part.ts'
import { Engine } from '../../../src/worker/engine.ts'
import type { EngineRequest } from '../../../src/worker/protocol.ts'
import type { Snapshot } from '../../../src/worker/snapshot.ts'
import { unpack, unpackAsked, unpackDiagnostics, type Asked } from '../../../src/worker/wire.ts'
import { lessonFiles } from '../../suites/lesson-files.ts'

const pods = `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: c, image: x, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: api, namespace: shop, labels: {app: api}}
spec: {containers: [{name: c, image: x, ports: [{containerPort: 8080}]}]}
`
const allow = (app: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow
  namespace: shop
spec:
  podSelector: {matchLabels: {app: api}}
  ingress:
  - from: [{podSelector: {matchLabels: {app: ${app}}}}]
`

/** An engine with a screen before it: keeps the documents and unpacks what comes, as the client does. */
class Desk {
  readonly #engine: Engine
  readonly #documents = new Map<string, string>()
  #revision = 0
  shown: Snapshot | null = null

  readonly answered: Asked[] = []
  told: Asked | null = null

  /** `isEager`: it wants answers before pictures. */
  constructor(
    now?: () => number,
    private readonly isEager = false,
  ) {
    this.#engine = new Engine(
      now,
      this.isEager
        ? (reply) => {
            if (reply.type === 'answered')
              this.answered.push((this.told = unpackAsked(structuredClone(reply.asked), this.told)))
          }
        : undefined,
    )
  }

  /** What is asked for when nobody types. */
  diagnostics(revision = this.#revision) {
    const reply = this.#engine.handle({ type: 'diagnostics', id: 0, revision })
    if (reply.type !== 'diagnostics' || !reply.value || !this.shown) return null
    this.shown = { ...this.shown, diagnostics: unpackDiagnostics(structuredClone(reply.value), this.shown) }
    return this.shown.diagnostics
  }

  open(changed: Record<string, string>, more: Partial<Extract<EngineRequest, { type: 'open' }>> = {}): Snapshot {
    for (const [name, text] of Object.entries(changed)) this.#documents.set(name, text)
    const order = [...this.#documents.keys()]
    return this.#take(
      this.#engine.handle({
        type: 'open',
        id: this.#revision,
        revision: ++this.#revision,
        order,
        changed: Object.entries(changed).map(([name, text]) => ({ name, text })),
        active: order.at(-1)!,
        fresh: false,
        applyBroken: false,
        question: 'shop/web -> shop/api:8080',
        ...more,
      }),
    )
  }

  get texts(): Record<string, string> {
    return Object.fromEntries(this.#documents)
  }

  mark(mark: boolean): Snapshot {
    return this.open({}, { baseline: mark ? [...this.#documents].map(([name, text]) => ({ name, text })) : null })
  }

  close(name: string): Snapshot {
    this.#documents.delete(name)
    return this.open({})
  }

  #take(reply: ReturnType<Engine['handle']>): Snapshot {
    if (reply.type !== 'snapshot') throw new Error(`expected a snapshot, got ${reply.type}`)
    this.shown = unpack(structuredClone(reply.snapshot), this.shown, this.told)
    this.told = this.shown.asked ?? this.told
    return this.shown
  }
}

const outcome = ({ asked }: Snapshot) => (asked?.result.ok ? asked.result.answer.outcome : 'problem')

describe('the engine in the worker', () => {
  it('answers the question that comes with the documents', () => {
    const desk = new Desk()
    expect(outcome(desk.open({ world: pods }))).toBe('allowed')
    expect(outcome(desk.open({ policy: allow('nobody') }))).toBe('denied')
  })

  it('keeps the last valid picture while a document is broken, and says whose it is', () => {
    const desk = new Desk()
    desk.open({ world: pods, policy: allow('nobody') })
    const broken = desk.open({ policy: allow('web').replace('spec:', 'spec') })
    expect(broken.stale).toEqual(['policy'])
    expect(outcome(broken)).toBe('denied')
    expect(broken.diagnostics.some(({ severity, span }) => severity === 'error' && span?.document === 'policy')).toBe(
      true,
    )
    const mended = desk.open({ policy: allow('web') })
    expect(mended.stale).toEqual([])
    expect(outcome(mended)).toBe('allowed')
  })

  it('shows the text as it is when asked to, without what is refused', () => {
    const desk = new Desk()
    desk.open({ world: pods, policy: allow('nobody') })
    const refused = desk.open({ policy: allow('nobody').replace('ingress:', 'ingres:') }, { applyBroken: true })
    expect(refused.stale).toEqual([])
    expect(outcome(refused)).toBe('allowed')
  })

  it('counts what the last edit changed, until another edit changes something', () => {
    const desk = new Desk()
    desk.open({ world: pods })
    expect(desk.open({ policy: allow('nobody') }).diff).toMatchObject({ against: 'last-edit', opened: 0, closed: 2 })
    expect(desk.open({ policy: `${allow('nobody')}# a comment\n` }).diff).toMatchObject({ opened: 0, closed: 2 })
    expect(desk.open({ policy: allow('web') }).diff).toMatchObject({
      opened: 1,
      closed: 0,
      changes: [{ sign: 'opened', from: 'shop/web', to: 'shop/api' }],
    })
  })

  it('counts from the marked baseline, and back to nothing when the text is back', () => {
    const desk = new Desk()
    desk.open({ world: pods, policy: allow('web') })
    desk.mark(true)
    expect(desk.open({ policy: allow('nobody') }).diff).toMatchObject({ against: 'baseline', opened: 0, closed: 1 })
    expect(desk.open({ policy: allow('web') }).diff).toMatchObject({ against: 'baseline', opened: 0, closed: 0 })
    expect(desk.mark(false).diff.against).toBe('last-edit')
  })

  it('finds no difference to a baseline that was marked over broken text', () => {
    const desk = new Desk()
    desk.open({ world: pods, policy: allow('nobody') })
    desk.open({ policy: allow('web').replace('spec:', 'spec') })
    expect(desk.mark(true).diff).toMatchObject({ against: 'baseline', opened: 0, closed: 0 })
  })

  it('forgets what a closed tab said before it broke', () => {
    const desk = new Desk()
    desk.open({ world: pods, policy: allow('nobody') })
    desk.close('policy')
    expect(outcome(desk.open({ policy: 'kind: [' }))).toBe('allowed')
  })

  it('forgets valid texts, baseline and last edit when another work is opened', () => {
    const desk = new Desk()
    desk.open({ world: pods, policy: allow('nobody') })
    desk.mark(true)
    const fresh = desk.open({ world: pods, policy: 'kind: [' }, { fresh: true, baseline: null })
    expect(fresh.diff).toMatchObject({ against: 'last-edit', opened: 0, closed: 0 })
    expect(outcome(fresh)).toBe('allowed')
  })
})

describe('the APIs that the cluster serves', () => {
  const admin = `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {name: closed}
spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}
`
  it('decide which policies are applied, and switching them is no edit of the text', () => {
    const desk = new Desk()
    expect(outcome(desk.open({ world: pods, admin }))).toBe('denied')
    const older = desk.open({}, { policyApi: 'v1alpha1' })
    expect(outcome(older)).toBe('allowed')
    expect(older.diagnostics.map(({ code }) => code)).toContain('no-match')
    expect(older.diff).toMatchObject({ opened: 2, closed: 0 })
    expect(outcome(desk.open({}, { policyApi: 'v1alpha2' }))).toBe('denied')
  })
})

describe('a request that is handled again, since a part of the engine was not there', () => {
  it('counts changes from a mark that is read for the cluster of now', () => {
    const desk = new Desk()
    desk.open({ world: pods, policy: allow('nobody') })
    desk.mark(true)
    let isThere = false
    const texts = [
      {
        name: 'policy',
        get text() {
          if (isThere) return allow('nobody')
          isThere = true
          throw new NotFetched('a part', async () => {})
        },
      },
    ]
    const cni = { name: 'flannel' } as const
    expect(() => desk.open({}, { changed: texts, cni })).toThrow(NotFetched)
    expect(desk.open({}, { changed: texts, cni }).diff).toMatchObject({ against: 'baseline', opened: 0, closed: 0 })
  })
})

describe('lessons', () => {
  const open = {
    type: 'open',
    id: 1,
    revision: 1,
    order: [],
    changed: [],
    active: '',
    fresh: true,
    applyBroken: false,
    question: null,
  } as const
  it('are read and checked', () => {
    const files = lessonFiles()
    const engine = new Engine()
    const read = engine.handle({ type: 'lesson', id: 2, lesson: 'network-policy/and-not-or', files })
    if (read.type !== 'lesson' || !read.value.lesson) throw new Error('the lesson is there')
    const { lesson } = read.value
    const checked = engine.handle({
      ...open,
      order: lesson.solution.map(({ name }) => name),
      changed: lesson.solution,
      lesson,
    })
    expect(checked.type === 'snapshot' && checked.snapshot.lesson).toMatchObject({
      lesson: 'network-policy/and-not-or',
      complete: true,
    })
  })
})

describe('what is sent', () => {
  it('is the whole picture once it is unpacked, and the same objects where nothing changed', () => {
    const desk = new Desk()
    const before = desk.open({ world: pods, policy: allow('nobody') })
    const after = desk.open({ policy: allow('web') })
    expect(after.cluster.workloads[1]).toBe(before.cluster.workloads[1])
    expect(after.reach.columns).toBe(before.reach.columns)
    const scratch = new Desk().open({ world: pods, policy: allow('web') })
    expect({ ...after, revision: 0, took: 0, diff: null }).toEqual({ ...scratch, revision: 0, took: 0, diff: null })
  })

  it('tells of the totals between namespaces only which are others, also when there are more or fewer of them', () => {
    const desk = new Desk()
    const far = pods.replaceAll('namespace: shop', 'namespace: far')
    const closed = desk.open({ world: pods, policy: allow('nobody') })
    expect(desk.open({ policy: `${allow('nobody')}# the same\n` }).reach.totals).toBe(closed.reach.totals)
    for (const texts of [
      { world: pods + '---' + far },
      { policy: allow('web') },
      { policy: allow('nobody') },
      { world: far },
      { world: pods },
    ] as Record<string, string>[]) {
      const shown = desk.open(texts)
      const fresh = new Desk().open(desk.texts)
      expect(shown.reach.totals).toEqual(fresh.reach.totals)
      expect(shown.reach.totals).toHaveLength(shown.reach.groups.length ** 2)
    }
  })

  it('says of a workload only that its gates changed', () => {
    const desk = new Desk()
    const open = desk.open({ world: pods })
    const closed = desk.open({ policy: allow('web') })
    expect(open.cluster.workloads.map(({ isolated }) => isolated.ingress)).toEqual(['no', 'no'])
    expect(closed.cluster.workloads.map(({ id, isolated }) => `${id} ${isolated.ingress}`)).toEqual([
      'shop/api yes',
      'shop/web no',
    ])
  })
})

describe('findings that take long', () => {
  const codes = (diagnostics: Snapshot['diagnostics'] | null | undefined) => diagnostics?.map(({ code }) => code)
  const nobody = allow('nobody')
  const somebody = allow('web')
  /** Every look at the clock is a tenth of a second after the one before. */
  const slowly = () => {
    let at = 0
    return () => (at += 100)
  }

  it('come with the first picture, and with any other that is not asked to be quick', () => {
    const desk = new Desk(slowly())
    expect(desk.open({ pods, policy: nobody }, { fresh: true, findings: 'when-quiet' })).toMatchObject({
      areFindingsEarlier: false,
    })
    expect(codes(desk.open({ policy: somebody }).diagnostics)).not.toContain('peer-matches-nobody')
  })

  it('stay those of before while somebody types, and are there when they are asked for', () => {
    const desk = new Desk(slowly())
    const before = codes(desk.open({ pods, policy: nobody }, { fresh: true }).diagnostics)
    const typed = desk.open({ policy: somebody }, { findings: 'when-quiet' })
    expect(typed.areFindingsEarlier).toBe(true)
    expect(codes(typed.diagnostics)).toEqual(before)
    expect(typed.asked?.result).toMatchObject({ answer: { outcome: 'allowed' } })
    expect(codes(desk.diagnostics())).toEqual(codes(new Desk().open({ pods, policy: somebody }).diagnostics))
    expect(codes(desk.diagnostics())).not.toEqual(before)
  })

  it('are the same objects where they say the same at the same place', () => {
    const desk = new Desk(slowly())
    const other = nobody.replace('name: allow', 'name: other')
    const before = desk.open({ pods, policy: nobody, other }, { fresh: true }).diagnostics
    desk.open({ policy: `${nobody}# typed\n` }, { findings: 'when-quiet' })
    expect(desk.diagnostics()).toEqual(before)
    expect(desk.diagnostics()!.every((diagnostic, index) => diagnostic === before[index])).toBe(true)
    desk.open({ policy: `# a line more\n${nobody}` }, { findings: 'when-quiet' })
    const moved = desk.diagnostics()!
    expect(moved).toEqual(new Desk().open(desk.texts).diagnostics)
    expect(moved.filter((diagnostic) => before.includes(diagnostic))).toEqual(
      before.filter(({ span }) => span?.document !== 'policy'),
    )
  })

  it('are not told of a text that is another one by now', () => {
    const desk = new Desk(slowly())
    desk.open({ pods, policy: nobody }, { fresh: true })
    const { revision } = desk.open({ policy: somebody }, { findings: 'when-quiet' })
    desk.open({ policy: nobody }, { findings: 'when-quiet' })
    expect(desk.diagnostics(revision)).toBeNull()
  })

  it('never keep an error waiting', () => {
    const desk = new Desk(slowly())
    desk.open({ pods, policy: nobody }, { fresh: true })
    const broken = desk.open({ policy: `${nobody}  podSelektor: {}\n` }, { findings: 'when-quiet' })
    expect(broken).toMatchObject({ areFindingsEarlier: true, stale: ['policy'] })
    expect(codes(broken.diagnostics)).toContain('unknown-field')
  })

  it('come with the picture where they are found at once', () => {
    const desk = new Desk(() => 0)
    desk.open({ pods, policy: nobody }, { fresh: true })
    expect(desk.open({ policy: somebody }, { findings: 'when-quiet' }).areFindingsEarlier).toBe(false)
  })
})

describe('an answer ahead of its picture', () => {
  const elsewhere =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: other, namespace: shop}\nspec: {podSelector: {matchLabels: {app: db}}}\n'

  it('says what the answer of the snapshot says, and comes before it', () => {
    const desk = new Desk(undefined, true)
    const plain = new Desk()
    for (const app of ['web', 'other', 'web']) {
      const shown = desk.open({ pods, elsewhere, policy: allow(app) })
      const whole = plain.open({ pods, elsewhere, policy: allow(app) })
      expect(desk.answered.at(-1)).toEqual(whole.asked)
      expect(shown.asked).toBe(desk.answered.at(-1))
    }
    expect(desk.answered.map(({ result }) => (result.ok ? result.answer.outcome : ''))).toEqual([
      'allowed',
      'denied',
      'allowed',
    ])
  })

  it('has the steps that are as they were as the same objects', () => {
    const desk = new Desk(undefined, true)
    for (const app of ['web', 'other']) desk.open({ pods, elsewhere, policy: allow(app) })
    const [first, second] = desk.answered.map(({ result }) =>
      result.ok ? result.answer.steps.find((step) => step.step === 'not-selected') : null,
    )
    expect(first).toBeDefined()
    expect(second).toBe(first)
  })

  it('does not come when the work is opened anew, whose picture comes whole', () => {
    const desk = new Desk(undefined, true)
    expect(outcome(desk.open({ pods, policy: allow('web') }, { fresh: true }))).toBe('allowed')
    expect(desk.answered).toEqual([])
  })
})
