import { SHELL } from '../../text/catalogue/en/shell.ts'
import { say } from '../../text/sentence.ts'
import type { AppState } from '../context.ts'

/** Opens the window for an audience; says so where the browser opens none. */
export async function beginPresenting({ present, notices }: Pick<AppState, 'present' | 'notices'>): Promise<void> {
  if (!(await present.begin())) notices.show({ key: 'present', tone: 'warning', text: say`${SHELL.noWindow}` })
}
