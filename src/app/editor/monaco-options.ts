import { editorLabel, lineHeightOf, PADDING } from './metrics.ts'
import { editor, KeyCode, KeyMod } from './monaco-core.ts'

/** Next and previous problem of all files, then of this one. */
export const PROBLEM_KEYS = [
  KeyCode.F8,
  KeyMod.Shift | KeyCode.F8,
  KeyMod.Alt | KeyCode.F8,
  KeyMod.Shift | KeyMod.Alt | KeyCode.F8,
]

/**
 * In pixels. Left out of the text's height: Monaco moves the text, but not the line numbers, when it finds out late
 * that it needs one.
 */
const SCROLLBAR = 10

/** How every editor is set up, before it knows its document and its size of letters. */
export const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  model: null,
  automaticLayout: true,
  fixedOverflowWidgets: true,
  ariaLabel: editorLabel(''),
  fontLigatures: false,
  padding: { top: PADDING, bottom: PADDING + SCROLLBAR },
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 5,
  glyphMargin: false,
  minimap: { enabled: false },
  renderLineHighlight: 'none',
  renderFinalNewline: 'on',
  roundedSelection: false,
  cursorWidth: 2,
  guides: { indentation: false, bracketPairs: false },
  bracketPairColorization: { enabled: false },
  stickyScroll: { enabled: false },
  scrollBeyondLastLine: false,
  folding: true,
  foldingStrategy: 'indentation',
  scrollbar: {
    useShadows: false,
    verticalScrollbarSize: SCROLLBAR,
    horizontalScrollbarSize: SCROLLBAR,
    ignoreHorizontalScrollbarInContentHeight: true,
  },
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  overviewRulerLanes: 0,
  scrollBeyondLastColumn: 0,
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: true,
  wordBasedSuggestions: 'off',
  quickSuggestions: { other: true, strings: true, comments: false },
  suggest: { showWords: false, insertMode: 'replace', preview: false },
  occurrencesHighlight: 'off',
  links: false,
  lightbulb: { enabled: editor.ShowLightbulbIconMode.Off },
  unicodeHighlight: {
    ambiguousCharacters: true,
    invisibleCharacters: true,
    nonBasicASCII: false,
    includeComments: true,
    includeStrings: true,
  },
  acceptSuggestionOnEnter: 'smart',
  pasteAs: { enabled: false },
  dropIntoEditor: { enabled: false },
  inlineSuggest: { enabled: false },
  parameterHints: { enabled: false },
  hover: { delay: 300 },
  autoIndent: 'advanced',
}

/** Letters and lines. The rows between the lines get their measures from the host. */
export function fontOptions(host: HTMLElement, fontSize: number): editor.IEditorOptions {
  const lineHeight = lineHeightOf(fontSize)
  host.style.setProperty('--size', `${fontSize}px`)
  host.style.setProperty('--line-height', `${lineHeight}px`)
  return { fontFamily: getComputedStyle(host).getPropertyValue('--code'), fontSize, lineHeight }
}
