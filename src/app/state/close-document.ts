import { EDITOR } from '../text/catalogue/en/editor.ts'
import type { Notices } from './notices.svelte.ts'
import type { Session } from './session.svelte.ts'

/** Closes a tab, and says how it comes back. */
export function closeDocument(session: Session, notices: Notices, name: string): void {
  session.close(name)
  notices.show({
    key: 'closed',
    tone: 'plain',
    text: EDITOR.closed(name),
    action: {
      label: EDITOR.undo,
      run: () => {
        session.undoClose()
        notices.dismiss('closed')
      },
    },
  })
}
