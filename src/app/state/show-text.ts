import type { SourceSpan } from '../../ground/span.ts'
import type { AppState } from './context.ts'

/** Shows a place in the editor, also where the screen has room for one half only. Null: there is no place to show. */
export function showText({ session, layout }: Pick<AppState, 'session' | 'layout'>, span: SourceSpan | null): void {
  if (!span) return
  layout.half = 'yaml'
  session.goTo(span)
}
