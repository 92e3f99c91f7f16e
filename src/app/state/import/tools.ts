import { extensionOf, folderOf, isKustomizationName, type ImportedText, type LeftOut } from './file.ts'
import { isTemplate } from './text.ts'

/** Manifests, and what only a tool turns into some. */
export interface Sorted {
  readonly plain: readonly ImportedText[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * Takes out what Helm and kustomize have to render first: of a chart its description, its values and its templates with
 * directives; of a kustomization itself and its patches. Everything else that lies beside it stays.
 */
export function sortOutTools(texts: readonly ImportedText[]): Sorted {
  const charts = chartsOf(texts).map((chart) => ({ ...chart, parts: texts.filter((text) => isOfChart(text, chart)) }))
  const kustomizations = texts.filter(({ path }) => isKustomizationName(path))
  const taken = new Set(charts.flatMap(({ parts }) => parts))
  const kustomized = kustomizations
    .filter((text) => !taken.has(text))
    .map((text) => ({ text, patches: patchesOf(text, texts).filter((patch) => !taken.has(patch)) }))
  for (const { text, patches } of kustomized) for (const part of [text, ...patches]) taken.add(part)
  const templates = texts.filter((text) => !taken.has(text) && isTemplate(text.text))
  for (const template of templates) taken.add(template)
  return {
    plain: texts.filter((text) => !taken.has(text)),
    leftOut: [
      ...charts.map(({ folder, parts }): LeftOut => ({
        why: 'helm',
        folder,
        templates: parts.filter(({ path }) => isUnder(path, join(folder, 'templates'))).length,
      })),
      ...kustomized.map(({ text, patches }): LeftOut => ({
        why: 'kustomize',
        folder: folderOf(text.path),
        patches: patches.map(({ path }) => path),
      })),
      ...(templates.length > 0 ? [{ why: 'template', names: templates.map(({ path }) => path) } as const] : []),
    ],
  }
}

interface Chart {
  readonly archive: string
  readonly folder: string
}

/** Charts that are not parts of another one. https://helm.sh/docs/topics/charts/ */
function chartsOf(texts: readonly ImportedText[]): readonly Chart[] {
  const charts = texts
    .filter(({ path, text }) => /(?:^|\/)Chart\.yaml$/.test(path) && !/^kind:/m.test(text))
    .map(({ archive, path }) => ({ archive, folder: folderOf(path) }))
  return charts.filter(
    ({ archive, folder }) =>
      !charts.some(
        (outer) =>
          outer.archive === archive && outer.folder !== folder && isUnder(folder, join(outer.folder, 'charts')),
      ),
  )
}

function isOfChart({ archive, path, text }: ImportedText, chart: Chart): boolean {
  if (archive !== chart.archive || !isUnder(path, chart.folder)) return false
  const within = chart.folder === '' ? path : path.slice(chart.folder.length + 1)
  return (
    /^(?:charts\/.*\/)?(?:Chart\.yaml|values[^/]*\.ya?ml|values\.schema\.json)$/.test(within) ||
    (/^(?:charts\/.*\/)?templates\//.test(within) && text.includes('{{'))
  )
}

/**
 * Sections whose files are manifests of their own.
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
 */
const WHOLE = ['resources', 'bases', 'components', 'crds']

/** Files that a kustomization names anywhere but in the list of its resources: changes to manifests, no manifests. */
function patchesOf(kustomization: ImportedText, texts: readonly ImportedText[]): readonly ImportedText[] {
  let section = ''
  const named = new Set<string>()
  for (const line of kustomization.text.split('\n')) {
    section = /^([A-Za-z]\w*):/.exec(line)?.[1] ?? section
    if (WHOLE.includes(section)) continue
    for (const [word] of line.replace(/(^|\s)#.*$/, '').matchAll(/[^\s'",=[\]{}:]+/g)) {
      const [file] = /^.+\.(?:ya?ml|json)\b/.exec(word) ?? []
      if (file !== undefined) named.add(join(folderOf(kustomization.path), file))
    }
  }
  return texts.filter(
    (text) =>
      text.archive === kustomization.archive &&
      named.has(text.path) &&
      !isKustomizationName(text.path) &&
      extensionOf(text.path) !== '',
  )
}

function isUnder(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}

/** `a/b` and `../c.yaml` make `a/c.yaml`. */
function join(folder: string, path: string): string {
  return `${folder}/${path}`
    .split('/')
    .reduce<readonly string[]>(
      (parts, part) => (part === '' || part === '.' ? parts : part === '..' ? parts.slice(0, -1) : [...parts, part]),
      [],
    )
    .join('/')
}
