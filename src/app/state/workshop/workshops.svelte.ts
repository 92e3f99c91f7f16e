import type { Checkpoint, Workshop } from '../../../lessons/workshop.ts'
import { encodeExampleLink } from '../link/example-link.ts'
import { loadExamples } from '../example/examples.ts'
import { loadLessonFiles } from '../lesson/shelf.ts'
import { startOf } from '../lesson/start.ts'
import type { Lessons } from '../lesson/lessons.svelte.ts'
import type { Stage } from '../present/stage.ts'
import { lessonAddress } from '../route.ts'
import type { Session } from '../session.svelte.ts'

/** The workshops, and what their checkpoints open. */
export class Workshops {
  #all = $state.raw<readonly Workshop[]>([])
  #links = $state.raw<ReadonlyMap<Checkpoint, string>>(new Map())
  #status = $state<'waiting' | 'ready' | 'failed'>('waiting')

  constructor(
    private readonly session: Session,
    private readonly lessons: Lessons,
  ) {}

  /** The shortest first. */
  get all(): readonly Workshop[] {
    return this.#all
  }
  get status(): 'waiting' | 'ready' | 'failed' {
    return this.#status
  }

  async load(): Promise<void> {
    this.#status = 'waiting'
    try {
      const [workshops, examples] = await Promise.all([
        loadLessonFiles().then((files) => this.session.lessonReader.workshops(files)),
        loadExamples(),
      ])
      const links = new Map<Checkpoint, string>()
      for (const checkpoint of workshops.flatMap(checkpointsOf)) {
        const { state } = checkpoint
        const example = state.of === 'example' ? examples.find(({ id }) => id === state.example) : undefined
        const link =
          state.of === 'lesson'
            ? lessonAddress(state.lesson)
            : example && (await encodeExampleLink(example.work, [example]))?.fragment
        if (link) links.set(checkpoint, link)
      }
      this.#links = links
      this.#all = workshops
      this.#status = 'ready'
    } catch {
      this.#status = 'failed'
    }
  }

  /** The part of an address after `#`, with it, that leads to a checkpoint; null: none does. */
  linkOf(checkpoint: Checkpoint | null): string | null {
    return checkpoint === null ? null : (this.#links.get(checkpoint) ?? null)
  }

  /**
   * The checkpoints as stages for an audience, and which of them is the one of the step `at`, or the last before it.
   */
  async stages({ steps }: Workshop, at: number): Promise<{ readonly stages: readonly Stage[]; readonly at: number }> {
    const examples = await loadExamples()
    const stages: Stage[] = []
    let first = 0
    for (const [index, step] of steps.entries()) {
      const before = stages.length
      for (const { checkpoint } of step.parts) {
        const link = this.linkOf(checkpoint)
        if (checkpoint === null || link === null) continue
        const { name, state } = checkpoint
        const lesson = state.of === 'lesson' ? (await this.lessons.look(state.lesson))?.lesson : undefined
        const work = lesson
          ? startOf(lesson)
          : examples.find((example) => state.of === 'example' && example.id === state.example)?.work
        if (work) stages.push({ title: name, work, link })
      }
      if (index <= at && stages.length > before) first = before
    }
    return { stages, at: first }
  }
}

function checkpointsOf({ steps }: Workshop): readonly Checkpoint[] {
  return steps.flatMap(({ parts }) => parts.flatMap(({ checkpoint }) => checkpoint ?? []))
}
