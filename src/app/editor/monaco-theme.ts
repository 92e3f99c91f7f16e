import { editor } from './monaco-core.ts'

/** Monaco's names for what our tokens mean. */
export const SCOPES = {
  key: 'type',
  own: 'string',
  api: 'keyword',
  dash: 'operators',
  mark: 'delimiter',
  comment: 'comment',
} as const

/**
 * Defines the theme anew from the page's tokens, so that there is one list of colours, and shows it. The tokens must
 * already be those of `theme`.
 */
export function showTheme(theme: 'light' | 'dark', host: HTMLElement): void {
  const name = `reachable-${theme}`
  const color = colorReader(host)
  const of = (token: string, alpha = 1) => color(token, alpha)
  const rule = (token: string, property: string, fontStyle = '') => ({
    token,
    foreground: of(property).slice(1, 7),
    fontStyle,
  })
  editor.defineTheme(name, {
    base: theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: of('--syn-val').slice(1, 7) },
      rule(SCOPES.key, '--syn-key'),
      rule(SCOPES.own, '--syn-own'),
      rule(SCOPES.api, '--syn-val'),
      rule(SCOPES.dash, '--syn-dash', 'bold'),
      rule(SCOPES.mark, '--ink-3'),
      rule(SCOPES.comment, '--syn-com', 'italic'),
    ],
    colors: {
      ...text(of, theme),
      ...problems(of),
      ...floating(of),
      ...lists(of),
      'scrollbarSlider.background': of('--rail', 0.45),
      'scrollbarSlider.hoverBackground': of('--rail', 0.7),
      'scrollbarSlider.activeBackground': of('--rail', 0.9),
      focusBorder: of('--ink'),
      foreground: of('--ink'),
      descriptionForeground: of('--ink-2'),
      'textLink.foreground': of('--ink'),
      'textLink.activeForeground': of('--ink'),
      'textCodeBlock.background': of('--press'),
      'icon.foreground': of('--ink-2'),
      'widget.shadow': theme === 'light' ? of('--ink', 0.2) : '#00000080',
      'widget.border': of('--line-2'),
      'keybindingLabel.background': of('--paper'),
      'keybindingLabel.foreground': of('--ink-2'),
      'keybindingLabel.border': of('--line-2'),
      'keybindingLabel.bottomBorder': of('--line-2'),
      'toolbar.hoverBackground': of('--press'),
    },
  })
  editor.setTheme(name)
}

type Of = (token: string, alpha?: number) => string
type Colors = Readonly<Record<string, string>>

function text(of: Of, theme: 'light' | 'dark'): Colors {
  // Of the user's own colours, the highlighter is only the edge.
  const selection = matchMedia('(forced-colors: active)').matches
    ? of('--hi-line', 0.4)
    : of('--hi', theme === 'light' ? 0.7 : 1)
  return {
    'editor.background': of('--sheet'),
    'editor.foreground': of('--ink'),
    'editorCursor.foreground': of('--ink'),
    'editorLineNumber.foreground': of('--ink-3'),
    'editorLineNumber.activeForeground': of('--ink'),
    'editor.selectionBackground': selection,
    'editor.inactiveSelectionBackground': selection,
    'editor.selectionHighlightBackground': of('--hi', 0.35),
    'editor.selectionHighlightBorder': of('--hi-line', 0.5),
    'editor.findMatchBackground': of('--hi'),
    'editor.findMatchBorder': of('--hi-line'),
    'editor.findMatchHighlightBackground': of('--hi', 0.5),
    'editor.findMatchHighlightBorder': of('--hi-line', 0.5),
    'editor.findRangeHighlightBackground': of('--hi-soft', 0.5),
    'editorBracketMatch.background': of('--press'),
    'editorBracketMatch.border': of('--line-2'),
    'editor.rangeHighlightBackground': '#00000000',
    'editor.foldBackground': of('--press', 0.5),
    'editorGutter.foldingControlForeground': of('--ink-3'),
    'editor.hoverHighlightBackground': of('--press', 0.6),
    'editorWhitespace.foreground': of('--rail'),
    'editorOverviewRuler.border': '#00000000',
    'editorOverviewRuler.findMatchForeground': of('--hi-line'),
    'editorOverviewRuler.errorForeground': of('--deny'),
    'editorOverviewRuler.warningForeground': of('--part'),
    'editorOverviewRuler.infoForeground': '#00000000',
    'editor.snippetTabstopHighlightBackground': of('--press', 0.7),
    'editor.snippetFinalTabstopHighlightBorder': of('--line-2'),
  }
}

function problems(of: Of): Colors {
  return {
    'editorError.foreground': of('--deny'),
    'editorWarning.foreground': of('--part'),
    'editorInfo.foreground': of('--ink-3'),
    'editorHint.foreground': of('--ink-3'),
  }
}

function floating(of: Of): Colors {
  return {
    'editorWidget.background': of('--sheet'),
    'editorWidget.foreground': of('--ink'),
    'editorWidget.border': of('--line-2'),
    'editorWidget.resizeBorder': '#00000000',
    'editorHoverWidget.background': of('--sheet'),
    'editorHoverWidget.foreground': of('--ink'),
    'editorHoverWidget.border': of('--line-2'),
    'editorHoverWidget.statusBarBackground': of('--paper'),
    'editorSuggestWidget.background': of('--sheet'),
    'editorSuggestWidget.foreground': of('--ink'),
    'editorSuggestWidget.border': of('--line-2'),
    'editorSuggestWidget.selectedBackground': of('--hi-soft'),
    'editorSuggestWidget.selectedForeground': of('--ink'),
    'editorSuggestWidget.selectedIconForeground': of('--ink'),
    'editorSuggestWidget.highlightForeground': of('--ink'),
    'editorSuggestWidget.focusHighlightForeground': of('--ink'),
    'menu.background': of('--sheet'),
    'menu.foreground': of('--ink'),
    'menu.border': of('--line-2'),
    'menu.selectionBackground': of('--hi-soft'),
    'menu.selectionForeground': of('--ink'),
    'menu.separatorBackground': of('--line'),
  }
}

function lists(of: Of): Colors {
  return {
    'input.background': of('--sheet'),
    'input.foreground': of('--ink'),
    'input.border': of('--line-2'),
    'input.placeholderForeground': of('--ink-3'),
    'inputOption.activeBackground': of('--hi-soft'),
    'inputOption.activeBorder': of('--hi-line'),
    'inputOption.activeForeground': of('--ink'),
    'inputOption.hoverBackground': of('--press'),
    'quickInput.background': of('--sheet'),
    'quickInput.foreground': of('--ink'),
    'quickInputList.focusBackground': of('--hi-soft'),
    'quickInputList.focusForeground': of('--ink'),
    'quickInputList.focusIconForeground': of('--ink'),
    'pickerGroup.foreground': of('--ink-3'),
    'pickerGroup.border': of('--line'),
    'list.hoverBackground': of('--press'),
    'list.focusBackground': of('--hi-soft'),
    'list.focusForeground': of('--ink'),
    'list.activeSelectionBackground': of('--hi-soft'),
    'list.activeSelectionForeground': of('--ink'),
    'list.inactiveSelectionBackground': of('--hi-soft'),
    'list.highlightForeground': of('--ink'),
    'list.focusHighlightForeground': of('--ink'),
    'list.focusOutline': of('--hi-line'),
  }
}

/** Reads tokens through the browser, which also knows what the colours of a forced palette come to. */
function colorReader(host: HTMLElement): Of {
  const probe = document.createElement('span')
  probe.hidden = true
  host.append(probe)
  const known = new Map<string, readonly number[]>()
  const read = (token: string) => {
    probe.style.color = `var(${token})`
    return (getComputedStyle(probe).color.match(/[\d.]+/g) ?? ['0', '0', '0']).map(Number).slice(0, 3)
  }
  const hex = (value: number) => Math.round(value).toString(16).padStart(2, '0')
  return (token, alpha = 1) => {
    const parts = known.get(token) ?? known.set(token, read(token)).get(token)!
    return `#${parts.map(hex).join('')}${alpha === 1 ? '' : hex(alpha * 255)}`
  }
}
