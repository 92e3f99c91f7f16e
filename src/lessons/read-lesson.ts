import { settingOf } from '../sim/cni/choice.ts'
import { readAssertionLine, type Assertion } from '../world/assertions/assertion.ts'
import { openWorld, type CniSetting, type DocumentText, type World } from '../world/index.ts'
import type { Attack } from './attack.ts'
import { lessonHeads, type Curriculum } from './curriculum.ts'
import { type LessonFiles, splitLessonFile } from './lesson-file.ts'
import { withDocuments, withoutObjects } from './documents.ts'
import { Fields } from './fields.ts'
import { LESSON_VIEWS, type Goal, type GoalLine } from './goal.ts'
import type { Decoy, Lesson, LessonId, LessonProblem, NearMiss } from './lesson.ts'
import { namesOf } from './names.ts'
import { sizeOf } from './par.ts'
import { admittedPeers } from './peers.ts'
import { readCni } from './read-cni.ts'
import { readProse, type Inline, type ProseBlock, type ResolveName, type Section } from './prose.ts'
import { lootIn, readAttack } from './read-attack.ts'
import { readGoalLine } from './read-goal.ts'
import { readTranslation, type LessonTranslation, type ToldText } from './translation.ts'

const SECTIONS = ['', 'Hints', 'For real', 'Learned'] as const
const HINTS = 3

/** A lesson, and everything that is wrong with its files. Null only when there is nothing to show. */
export interface LessonReading {
  readonly lesson: Lesson | null
  readonly problems: readonly LessonProblem[]
}

/**
 * Reads the folder of one lesson of the curriculum: the whole of it in that language, or, where it has no such file, as
 * it was written.
 */
export function readLesson(
  id: LessonId,
  files: LessonFiles,
  curriculum: Pick<Curriculum, 'tracks'>,
  language = 'en',
): LessonReading {
  const head = lessonHeads(curriculum).find((each) => each.id === id)
  const problems: LessonProblem[] = []
  const markdown = splitLessonFile(files[`${id}/lesson.md`] ?? '')
  const goalsText = files[`${id}/goals.yaml`]
  if (goalsText === undefined) problems.push({ file: `${id}/goals.yaml`, line: 1, message: 'this file is missing' })
  const goals = goalsText === undefined ? null : Fields.read(`${id}/goals.yaml`, goalsText, problems)
  if (!head || !markdown || !goals) return { lesson: null, problems }
  const translation = readTranslation(id, files, language, problems)
  goals.only(
    'world',
    'without',
    'tabs',
    'cni',
    'assertions',
    'solved',
    'question',
    'view',
    'attack',
    'goals',
    'hidden',
    'wrong',
  )

  const { start, world } = readStart(id, files, goals)
  const solution = withDocuments(
    start,
    documentsIn(files, `${id}/solution/`).map((document) => withQuestions(document, start)),
    world,
  )
  const cni = cniIn(goals, settingOf({ name: 'reference' }))
  const [solved] = goals.part('solved')
  solved?.only('cni', 'assertions')
  const assertions = assertionsIn(goals)
  const solvedAssertions = solved ? assertionsIn(solved) : assertions
  const before = documentsIn(files, `${id}/before/`)
  const solvedCni = solved ? cniIn(solved, cni) : cni
  const startWorld = openWorld({ documents: start, cni })
  const solutionWorld = openWorld({ documents: solution, cni: solvedCni }, startWorld)
  const resolve = namesOf(
    startWorld,
    solutionWorld,
    start.map(({ name }) => name),
    curriculum,
  )
  const text = new TextReader(
    translation?.file ?? `${id}/lesson.md`,
    translation?.sections ?? markdown.sections,
    resolve,
    problems,
  )
  const read = new GoalReader(goals, id, startWorld, resolve, problems, translation)
  const hints = text.list('Hints', HINTS)
  const question = goals.optionalText('question')
  const asked = question === null ? null : startWorld.parse(question)
  if (asked && !asked.ok) goals.fault('the question cannot be read', ['question'])
  const view = goals.optionalText('view')
  if (view !== null && !LESSON_VIEWS.some((each) => each === view))
    goals.fault(`there is no view "${view}"; there are ${LESSON_VIEWS.join(', ')}`, ['view'])

  return {
    problems,
    lesson: {
      ...head,
      ...(translation && { title: translation.title, about: translation.about, language }),
      hints,
      start,
      world,
      cni,
      solution,
      solvedCni,
      ...(assertions.length > 0 && { assertions }),
      ...(solvedAssertions.length > 0 && { solvedAssertions }),
      ...(before.length > 0 && { before: withDocuments(start, before, world) }),
      par: sizeOf(start, solution),
      prose: text
        .blocks('')
        .map((block) => (block.of === 'peers' ? { ...block, admitted: admittedPeers(block, startWorld) } : block)),
      learned: text.line('Learned'),
      forReal: text.blocks('For real'),
      question: asked?.ok ? asked.value : null,
      view,
      attack: read.attack,
      goals: read.goals(),
      decoys: read.decoys(),
      nearMisses: readNearMisses(id, files, goals, { start, world, cni }, read),
    },
  }
}

/** The shared world without what the lesson takes out of it, behind the tabs of `start/`. */
function readStart(
  id: LessonId,
  files: LessonFiles,
  goals: Fields,
): { readonly start: readonly DocumentText[]; readonly world: string | null } {
  const own = documentsIn(files, `${id}/start/`)
  if (own.length === 0) goals.fault('there is no start/*.yaml', [])
  const order = goals.texts('tabs').map(({ text }) => text)
  for (const tab of order)
    if (!own.some(({ name }) => name === tab)) goals.fault(`there is no start/${tab}.yaml`, ['tabs'])
  const place = ({ name }: DocumentText) => (order.includes(name) ? order.indexOf(name) : order.length)
  const tabs = [...own].sort((a, b) => place(a) - place(b))
  const name = goals.optionalText('world')
  if (name === null) return { start: tabs, world: null }
  const text = files[`worlds/${name}.yaml`]
  if (text === undefined) goals.fault(`there is no worlds/${name}.yaml`, ['world'])
  const cut = withoutObjects(
    text ?? '',
    goals.texts('without').map((each) => each.text),
  )
  for (const missing of cut.missing) goals.fault(`the world has no ${missing}`, ['without'])
  return { start: [...tabs, { name: `${name} world`, text: cut.text }], world: `${name} world` }
}

/** The network plugin that is set here; else the one that holds anyhow. */
function cniIn(fields: Fields, otherwise: CniSetting): CniSetting {
  if (!fields.has('cni')) return otherwise
  const read = readCni(fields.raw('cni'))
  if (read.ok) return read.value
  fields.fault(read.problem, ['cni'])
  return otherwise
}

/** What is asserted here, `deny shop/web -> shop/db:5432`; empty: nothing. */
function assertionsIn(fields: Fields): readonly Assertion[] {
  return fields.texts('assertions').flatMap(({ text }) => {
    const read = readAssertionLine(text)
    if (!read) fields.fault(`${text}: no assertion, write allow|deny source -> destination:port`, ['assertions'])
    return read ?? []
  })
}

/** The questions that a tab has written in it stay when its answer is put in place of the text. */
function withQuestions({ name, text }: DocumentText, start: readonly DocumentText[]): DocumentText {
  const questions = (start.find((document) => document.name === name)?.text ?? '')
    .split('\n')
    .filter((line) => line.startsWith('# ? ') && !text.split('\n').includes(line))
  return { name, text: questions.length === 0 ? text : `${text.trimEnd()}\n\n${questions.join('\n')}\n` }
}

/** The YAML files of a folder as tabs, by name. */
function documentsIn(files: LessonFiles, folder: string): readonly DocumentText[] {
  return Object.keys(files)
    .filter((path) => path.startsWith(folder) && /^[^/]+\.yaml$/.test(path.slice(folder.length)))
    .sort()
    .map((path) => ({ name: path.slice(folder.length).replace(/\.yaml$/, ''), text: files[path]! }))
}

function readNearMisses(
  id: LessonId,
  files: LessonFiles,
  goals: Fields,
  { start, world, cni: ownCni }: Pick<Lesson, 'start' | 'world' | 'cni'>,
  read: GoalReader,
): readonly NearMiss[] {
  const named = new Set<string>()
  const listed = goals.raw('goals')
  const goalCount = Array.isArray(listed) && listed.length > 0 ? listed.length : Infinity
  const misses = goals.list('wrong').map((wrong): NearMiss => {
    wrong.only('name', 'cni', 'assertions', 'misses', 'say', 'hint')
    const name = wrong.text('name')
    named.add(name)
    const alone = files[`${id}/wrong/${name}.yaml`]
    const changed =
      alone === undefined ? documentsIn(files, `${id}/wrong/${name}/`) : [{ name: start[0]?.name ?? name, text: alone }]
    if (changed.length === 0 && !wrong.has('cni') && !wrong.has('assertions'))
      wrong.fault(`there is no wrong/${name}.yaml`, ['name'])
    const hint = wrong.number('hint')
    if (hint > HINTS) wrong.fault(`"hint" is 1 to ${HINTS}`, ['hint'])
    const misses = wrong.raw('misses')
    const isNumbers = Array.isArray(misses) && misses.every((each): each is number => Number.isInteger(each))
    if (misses !== 'decoys' && !isNumbers)
      wrong.fault('"misses" must be a list of goals, by number, or decoys', ['misses'])
    if (isNumbers && misses.some((number) => number < 1 || number > goalCount))
      wrong.fault('"misses" names a goal that there is not', ['misses'])
    const assertions = assertionsIn(wrong)
    return {
      name,
      documents: withDocuments(start, changed, world),
      cni: cniIn(wrong, ownCni),
      ...(assertions.length > 0 && { assertions }),
      misses: isNumbers ? misses : 'decoys',
      say: read.inline(wrong, 'say', read.told?.wrong[name]),
      hint,
    }
  })
  for (const path of Object.keys(files)) {
    const [, name] = path.startsWith(`${id}/wrong/`) ? (/^([^/.]+)/.exec(path.slice(`${id}/wrong/`.length)) ?? []) : []
    if (name && !named.has(name)) goals.fault(`goals.yaml does not list wrong/${name}`, ['wrong'])
  }
  read.hold('wrong', Object.keys(read.told?.wrong ?? {}), [...named])
  return misses
}

/** Attack, goals and decoys of a `goals.yaml`. */
class GoalReader {
  readonly attack: Attack | null

  constructor(
    private readonly fields: Fields,
    private readonly id: LessonId,
    private readonly world: World,
    private readonly resolve: ResolveName,
    private readonly problems: LessonProblem[],
    /** Null: as it was written. */
    readonly told: LessonTranslation | null,
  ) {
    this.attack = readAttack(fields, world, (part, name) => this.inline(part, name))
  }

  goals(): readonly Goal[] {
    const known = this.problems.length
    const goals = this.fields.list('goals', 'check').map((goal, index): Goal => {
      goal.only('say', 'business', 'check', 'at-least')
      const { lines, texts } = this.#lines(goal)
      const atLeast = goal.has('at-least') ? goal.number('at-least') : null
      if (atLeast !== null && atLeast > lines.length)
        goal.fault('"at-least" is more than there are lines', ['at-least'])
      return {
        say: this.told?.goals[index]?.text ?? goal.optionalText('say') ?? goal.optionalText('business'),
        lines,
        texts,
        atLeast,
        isBusiness: goal.has('business'),
      }
    })
    if (goals.length === 0 && this.problems.length === known) this.fields.fault('a lesson has goals', ['goals'])
    this.hold('goals', this.told?.goals ?? [], goals)
    return goals
  }

  decoys(): readonly Decoy[] {
    const decoys = this.fields.list('hidden').map((decoy, index): Decoy => {
      decoy.only('hint', 'add', 'check')
      const { lines, texts } = this.#lines(decoy)
      return {
        hint: this.inline(decoy, 'hint', this.told?.hidden[index]),
        text: decoy.text('add'),
        goals: lines,
        texts,
      }
    })
    this.hold('hidden', this.told?.hidden ?? [], decoys)
    return decoys
  }

  /** Reports a translation that says more or less than there is. */
  hold(name: string, told: readonly unknown[], all: readonly unknown[]): void {
    if (
      this.told &&
      (told.length !== all.length || told.some((each) => typeof each === 'string' && !all.includes(each)))
    )
      this.problems.push({
        file: this.told.file,
        line: 1,
        message: `"${name}" must be as in goals.yaml, where there are ${all.length}`,
      })
  }

  /** One line of Markdown in a field, or in its translation. */
  inline(fields: Fields, name: string, told?: ToldText): readonly Inline[] {
    const { blocks, faults } = readProse(
      { name, line: fields.lineOf(name), text: fields.text(name), ...told },
      this.resolve,
    )
    for (const { line, message } of faults)
      this.problems.push({ file: told && this.told ? this.told.file : `${this.id}/goals.yaml`, line, message })
    const [first] = blocks
    return first?.of === 'paragraph' ? first.parts : []
  }

  #lines(fields: Fields): { readonly lines: readonly GoalLine[]; readonly texts: readonly string[] } {
    const checks = fields.texts('check')
    if (checks.length === 0) fields.fault('"check" is missing', [])
    const read = checks.flatMap(({ text, line }) => {
      const goal = readGoalLine(text, (question) => this.world.parse(question))
      const loot = goal.ok ? lootIn(goal.value) : null
      const problem = !goal.ok
        ? goal.problem
        : loot !== null && !this.attack?.loot.some((each) => each.id === loot)
          ? `the attack has no loot "${loot}"`
          : null
      if (goal.ok && problem === null) return [{ line: goal.value, text }]
      this.problems.push({ file: `${this.id}/goals.yaml`, line, message: `${text}: ${problem}` })
      return []
    })
    return { lines: read.map(({ line }) => line), texts: read.map(({ text }) => text) }
  }
}

/** The sections of a `lesson.md`. */
class TextReader {
  readonly #sections = new Map<string, readonly ProseBlock[]>()
  readonly #lines = new Map<string, number>()

  constructor(
    private readonly file: string,
    sections: readonly Section[],
    resolve: ResolveName,
    private readonly problems: LessonProblem[],
  ) {
    for (const section of sections) {
      const { blocks, faults } = readProse(section, resolve)
      for (const { line, message } of faults) problems.push({ file, line, message })
      if (!SECTIONS.some((name) => name === section.name))
        problems.push({
          file,
          line: section.line - 1,
          message: `no section is called "${section.name}"; there are ${SECTIONS.slice(1).join(', ')}`,
        })
      this.#sections.set(section.name, blocks)
      this.#lines.set(section.name, section.line)
    }
    for (const name of SECTIONS)
      if ((this.#sections.get(name) ?? []).length === 0)
        this.#fault(name, name === '' ? 'the lesson has no text' : `the section "${name}" is missing`)
  }

  blocks(name: string): readonly ProseBlock[] {
    return this.#sections.get(name) ?? []
  }

  /** The one paragraph of a section. */
  line(name: string): readonly Inline[] {
    const [first, ...others] = this.blocks(name)
    if (first && (first.of !== 'paragraph' || others.length > 0)) this.#fault(name, `"${name}" is one paragraph`)
    return first?.of === 'paragraph' ? first.parts : []
  }

  /** The one numbered list of a section. */
  list(name: string, length: number): readonly (readonly Inline[])[] {
    const [first] = this.blocks(name)
    if (first && (first.of !== 'list' || !first.ordered || first.items.length !== length))
      this.#fault(name, `"${name}" is a numbered list of ${length}`)
    return first?.of === 'list' ? first.items : []
  }

  #fault(name: string, message: string): void {
    this.problems.push({ file: this.file, line: this.#lines.get(name) ?? 1, message })
  }
}
