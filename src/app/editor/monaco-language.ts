import { configureMonacoYaml, type MonacoYaml } from 'monaco-yaml'
import type { Position } from '../../ground/span.ts'
import type { KindSchema } from '../../worker/protocol.ts'
import type { ClusterView } from '../../worker/snapshot.ts'
import { combineSchemas } from './combined-schema.ts'
import { sameState, tokenizeLine, YAML_START } from './highlight-yaml.ts'
import * as monaco from './monaco-core.ts'
import { SCOPES } from './monaco-theme.ts'
import { tidyHover } from './hover-text.ts'
import { hasSelectorTexts, selectorWords, wornLabels } from './selector-words.ts'
import { singleDocument } from './single-document.ts'
import type { YamlState } from './yaml-tokens.ts'

type Model = monaco.editor.ITextModel

/** The language's name in Monaco. */
export const YAML = 'yaml'

const SCHEMA_URI = 'inmemory://reachable/objects.json'
let server: MonacoYaml | undefined
let offered: readonly KindSchema[] = []
let labelled: ClusterView | null = null
let told: SelectedAt | null = null

/** Colours, brackets, comments and indentation. Completion, hover and formatting come with `offerSchemas`. */
export function registerYaml(): void {
  if (monaco.languages.getLanguages().some(({ id }) => id === YAML)) return
  globalThis.MonacoEnvironment = {
    getWorker: () => new Worker(new URL('./monaco-editor.worker.ts', import.meta.url), { type: 'module' }),
  }
  monaco.languages.register({ id: YAML, aliases: ['YAML'] })
  monaco.languages.setLanguageConfiguration(YAML, {
    comments: { lineComment: '#' },
    brackets: [
      ['{', '}'],
      ['[', ']'],
    ],
    autoClosingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']' },
      { open: '"', close: '"', notIn: ['string', 'comment'] },
      { open: "'", close: "'", notIn: ['string', 'comment'] },
    ],
    surroundingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']' },
      { open: '"', close: '"' },
      { open: "'", close: "'" },
    ],
    folding: { offSide: true },
    onEnterRules: [{ beforeText: /^[^#]*:\s*$/, action: { indentAction: monaco.languages.IndentAction.Indent } }],
    wordPattern: /[\w.\-/]+/,
  })
  monaco.languages.registerCompletionItemProvider(YAML, {
    triggerCharacters: [' ', '"', "'"],
    provideCompletionItems: proposeLabels,
  })
  monaco.languages.registerHoverProvider(YAML, {
    async provideHover(_model, { lineNumber, column }) {
      const value = await told?.({ line: lineNumber, column }).catch(() => null)
      return value ? { contents: [{ value }] } : null
    },
  })
  monaco.languages.setTokensProvider(YAML, {
    getInitialState: () => new LineState(YAML_START),
    tokenize(line, state) {
      const read = tokenizeLine(line, (state as LineState).yaml)
      const tokens = read.tokens.flatMap(({ start, end, kind }, index) => [
        ...(start > (read.tokens[index - 1]?.end ?? 0)
          ? [{ startIndex: read.tokens[index - 1]?.end ?? 0, scopes: '' }]
          : []),
        { startIndex: start, scopes: SCOPES[kind] },
        ...(index === read.tokens.length - 1 && end < line.length ? [{ startIndex: end, scopes: '' }] : []),
      ])
      return { tokens, endState: new LineState(read.state) }
    },
  })
}

/** Tells in Markdown what a selector at a place matches; null: there is none there. */
export type SelectedAt = (position: Position) => Promise<string | null>

/** Whom to ask from now on what the pointer rests on. */
export function answerHovers(selectedAt: SelectedAt | null): void {
  told = selectedAt
}

/** The labels that selectors of Calico are completed with from now on. */
export function offerLabels(cluster: ClusterView | null): void {
  labelled = cluster
}

function proposeLabels(model: Model, { lineNumber, column }: monaco.IPosition): monaco.languages.CompletionList {
  const line = model.getLineContent(lineNumber)
  const words = labelled && selectorWords(line.slice(0, column - 1), line.slice(column - 1), wornLabels(labelled))
  if (!words || !hasSelectorTexts(documentAt(model, lineNumber))) return { suggestions: [] }
  const range = new monaco.Range(lineNumber, column - words.replaces, lineNumber, column)
  // Values and labels come before what the schema says of the field.
  return {
    suggestions: words.words.map((label, index) => ({
      label,
      insertText: label,
      range,
      kind: monaco.languages.CompletionItemKind.Value,
      sortText: String(index).padStart(5, '0'),
    })),
  }
}

class LineState implements monaco.languages.IState {
  constructor(readonly yaml: YamlState) {}
  clone(): LineState {
    return this
  }
  equals(other: monaco.languages.IState): boolean {
    return other instanceof LineState && sameState(this.yaml, other.yaml)
  }
}

/**
 * Completion, hover and formatting by these schemas. The server's worker starts when it is first needed. Whole objects
 * are offered from the second time on: that is when somebody turned to the text.
 */
export async function offerSchemas(schemas: readonly KindSchema[]): Promise<void> {
  if (schemas === offered || schemas.length === 0) return
  const isFirst = offered.length === 0
  offered = schemas
  const starters = isFirst ? [] : await starterTexts()
  if (schemas !== offered) return
  const options = {
    validate: false,
    hover: true,
    hoverAnchor: false,
    hoverSchemaSource: false,
    completion: true,
    format: { enable: true, printWidth: 120, bracketSpacing: false },
    disableDefaultProperties: true,
    schemas: [{ uri: SCHEMA_URI, fileMatch: ['*'], schema: combineSchemas(schemas, starters) }],
  }
  if (server) void server.update(options)
  else server = configureMonacoYaml(serverSide(), options)
}

/** Empty where they cannot be fetched: everything else is completed all the same. */
async function starterTexts(): Promise<readonly { readonly label: string; readonly text: string }[]> {
  const { SKELETONS } = await import('../state/skeletons.ts').catch(() => ({ SKELETONS: [] }))
  return SKELETONS.filter(({ text }) => text !== '').map(({ kind, text }) => ({ label: kind, text }))
}

/**
 * Monaco as the language server's client expects it. It is older than Monaco's way of making workers, so the worker is
 * made here: it wants one message to wake up and the options as the second. Of what it registers, only three things are
 * wanted.
 */
function serverSide(): typeof monaco {
  const nothing = () => ({ dispose() {} })
  const { editor, languages } = monaco
  return {
    ...monaco,
    editor: {
      ...editor,
      createWebWorker<T extends object>(options: object) {
        const worker = new Worker(new URL('./monaco-yaml.worker.ts', import.meta.url), { type: 'module' })
        worker.postMessage('wake up')
        worker.postMessage('createData' in options ? options.createData : {})
        return editor.createWebWorker<T>({ worker })
      },
    },
    languages: {
      ...languages,
      register() {},
      setLanguageConfiguration: nothing,
      registerDefinitionProvider: nothing,
      registerDocumentSymbolProvider: nothing,
      registerLinkProvider: nothing,
      registerCodeActionProvider: nothing,
      registerFoldingRangeProvider: nothing,
      registerOnTypeFormattingEditProvider: nothing,
      registerRenameProvider: nothing,
      registerSelectionRangeProvider: nothing,
      registerCompletionItemProvider: (language, provider) =>
        languages.registerCompletionItemProvider(language, {
          triggerCharacters: provider.triggerCharacters ?? [],
          provideCompletionItems: (model, position, context, token) =>
            provider.provideCompletionItems(aside(model, position), position, context, token),
        }),
      registerHoverProvider: (language, provider) =>
        languages.registerHoverProvider(language, {
          async provideHover(model, position, token) {
            const hover = await provider.provideHover(aside(model, position), position, token)
            const contents =
              hover?.contents.map(({ value }) => ({ value: tidyHover(value) })).filter(({ value }) => value !== '') ??
              []
            return hover && contents.length > 0 ? { ...hover, contents } : null
          },
        }),
    },
  }
}

function documentAt(model: Model, lineNumber: number): string {
  return singleDocument({ count: model.getLineCount(), at: (line) => model.getLineContent(line) }, lineNumber)
}

/** A model of the document at the position alone, which is what the server is asked about. */
function aside(model: Model, { lineNumber }: monaco.IPosition): Model {
  const uri = monaco.Uri.parse('inmemory://reachable/aside.yaml')
  const text = documentAt(model, lineNumber)
  const copy = monaco.editor.getModel(uri)
  if (!copy) return monaco.editor.createModel(text, 'plaintext', uri)
  if (copy.getValue() !== text) copy.setValue(text)
  return copy
}
