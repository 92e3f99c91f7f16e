import type { English } from '../en/english.ts'
import { drawer } from './drawer.ts'
import { editor } from './editor.ts'
import { examples } from './examples.ts'
import { goal } from './goal.ts'
import { history } from './history.ts'
import { home } from './home.ts'
import { lesson } from './lesson.ts'
import { notices } from './notices.ts'
import { picture } from './picture.ts'
import { question } from './question.ts'
import { share } from './share.ts'
import { shell } from './shell.ts'
import { status } from './status.ts'
import { top } from './top.ts'

/** German is complete: a message that is missing here does not compile. */
export const GERMAN = { drawer, editor, examples, goal, history, home, lesson, notices, picture, question, share, shell, status, top } satisfies English
