import { isSameSetting, settingOf, type CniSetting } from '../../sim/cni/choice.ts'
import type { DocumentText } from '../../world/index.ts'
import type { LessonFiles } from '../lesson-file.ts'
import type { LessonPlan, PlannedState } from './plan.ts'

const WORLD = /^worlds\/([a-z0-9-]+)\.yaml$/

/** The folder's name of a lesson of this title. */
export function folderName(title: string): string {
  return (
    title
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60)
      .replace(/-+$/, '') || 'lesson'
  )
}

/**
 * The files of a lesson's folder, by path in it: `lesson.md`, `goals.yaml`, `start/…`. A tab that is one of the shared
 * worlds of `library`, as it is, is named and not copied. `misses`: the goals that each wrong answer misses; absent:
 * all of them the first, until that is known.
 */
export function filesOfPlan(
  plan: LessonPlan,
  library: LessonFiles,
  misses: readonly (readonly number[])[] = [],
): LessonFiles {
  const states = [plan.start, ...(plan.solution ? [plan.solution] : []), ...plan.wrong]
  const world = sharedWorld(states, library)
  const own = ({ documents }: PlannedState) =>
    documents.filter(({ text }) => text !== world?.text).map(({ name, text }) => ({ name: fileName(name), text }))
  const start = own(plan.start)
  const front = start[0]?.name
  const changed = (state: PlannedState) =>
    own(state).filter(({ name, text }) => start.find((each) => each.name === name)?.text !== text)
  const tabs = (folder: string, documents: readonly DocumentText[]) =>
    Object.fromEntries(documents.map(({ name, text }) => [`${folder}/${name}.yaml`, text]))
  const names = wrongNames(plan)
  const wrong = plan.wrong.map((each, index) => {
    const documents = changed(each)
    const [only] = documents
    return documents.length === 1 && only!.name === front
      ? { [`wrong/${names[index]}.yaml`]: only!.text }
      : tabs(`wrong/${names[index]}`, documents)
  })
  const goals = [
    ...(world ? [`world: ${world.name}`] : []),
    `tabs: ${JSON.stringify(start.map(({ name }) => name))}`,
    ...(isSameSetting(plan.start.cni, settingOf({ name: 'reference' })) ? [] : [cniLine(plan.start.cni)]),
    ...(plan.solution && !isSameSetting(plan.solution.cni, plan.start.cni)
      ? ['solved:', `  ${cniLine(plan.solution.cni)}`]
      : []),
    ...(plan.question === null ? [] : [`question: ${quote(plan.question)}`]),
    ...(plan.view === null ? [] : [`view: ${plan.view}`]),
    'goals:',
    ...plan.goals.flatMap(({ say, line }) =>
      say.trim() === '' ? [`  - ${quote(line)}`] : [`  - say: ${quote(say)}`, `    check: ${quote(line)}`],
    ),
    ...(plan.wrong.length > 0 ? ['wrong:'] : []),
    ...plan.wrong.flatMap(({ say, hint, cni }, index) => [
      `  - name: ${names[index]}`,
      ...(isSameSetting(cni, plan.start.cni) ? [] : [`    ${cniLine(cni)}`]),
      `    misses: ${JSON.stringify(misses[index] ?? [1])}`,
      `    say: ${quote(say)}`,
      `    hint: ${hint}`,
    ]),
  ]
  return Object.assign(
    { 'lesson.md': markdown(plan), 'goals.yaml': `${goals.join('\n')}\n` },
    tabs('start', start),
    plan.solution ? tabs('solution', changed(plan.solution)) : {},
    ...wrong,
  ) as LessonFiles
}

function markdown({ title, about, minutes, text, hints, forReal, learned }: LessonPlan): string {
  const section = (name: string, body: string) => `\n## ${name}\n${body.trim()}\n`
  return `---\ntitle: ${quote(title)}\nabout: ${quote(about)}\nminutes: ${minutes}\n---\n${text.trim()}\n${section('Hints', hints.map((hint, index) => `${index + 1}. ${oneLine(hint)}`).join('\n'))}${section('For real', forReal)}${section('Learned', learned)}`
}

/** The shared world that is in every state, unchanged; null: none is. */
function sharedWorld(
  states: readonly PlannedState[],
  library: LessonFiles,
): { readonly name: string; readonly text: string } | null {
  for (const [path, text] of Object.entries(library)) {
    const [, name] = WORLD.exec(path) ?? []
    if (name !== undefined && states.every(({ documents }) => documents.some((document) => document.text === text)))
      return { name, text }
  }
  return null
}

/** Names that are folders, each once. */
function wrongNames({ wrong }: LessonPlan): readonly string[] {
  const names: string[] = []
  for (const { name } of wrong) {
    const base = folderName(name)
    let free = base
    for (let number = 2; names.includes(free); number++) free = `${base}-${number}`
    names.push(free)
  }
  return names
}

/** A tab is called like its file. */
function fileName(tab: string): string {
  return tab.replace(/[^\w. -]+/g, '-')
}

function cniLine({ name, mode, options }: CniSetting): string {
  return `cni: ${JSON.stringify({ name, mode, ...options })}`
}

/** A scalar in double quotes, which YAML reads as JSON writes it. */
function quote(text: string): string {
  return JSON.stringify(oneLine(text))
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ')
}
