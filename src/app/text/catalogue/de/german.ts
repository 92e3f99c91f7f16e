import type { English } from '../en/english.ts'
import { drawer } from './drawer.ts'
import { editor } from './editor.ts'
import { examples } from './examples.ts'
import { notices } from './notices.ts'
import { picture } from './picture.ts'
import { question } from './question.ts'
import { shell } from './shell.ts'
import { status } from './status.ts'
import { top } from './top.ts'

/** German is complete: a message that is missing here does not compile. */
export const GERMAN = { drawer, editor, examples, notices, picture, question, shell, status, top } satisfies English
