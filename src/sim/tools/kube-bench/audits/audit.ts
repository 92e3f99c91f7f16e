import type { RunAudit } from '../judge-check.ts'
import { API_FORMS } from './api-forms.ts'
import type { Audited, AuditForm } from './audit-form.ts'
import { FILE_FORMS } from './file-forms.ts'
import { PROCESS_FORMS } from './process-forms.ts'

const FORMS: readonly AuditForm[] = [...PROCESS_FORMS, ...FILE_FORMS, ...API_FORMS]

/** Longer commands are nobody's, and patterns are tried on them. */
const LONGEST_COMMAND = 20_000

/** What audit commands print on this machine. */
export function auditsOf(audited: Audited): RunAudit {
  return (command) => {
    const plain = withoutShell(command.trim())
    const output = command.length > LONGEST_COMMAND ? null : firstOf(FORMS, (form) => form(plain, audited))
    return output ?? { text: '', exit: 0, notSimulated: true }
  }
}

function firstOf<Item, Value>(items: readonly Item[], of: (item: Item) => Value | null): Value | null {
  for (const item of items) {
    const value = of(item)
    if (value !== null) return value
  }
  return null
}

/** `/bin/sh -c '…'` without its wrapping. */
function withoutShell(command: string): string {
  const wrapped = /^(?:\/bin\/)?(?:ba)?sh -c (['"])([\s\S]*)\1$/.exec(command)
  if (!wrapped) return command
  return (wrapped[1] === '"' ? wrapped[2]!.replace(/\\(["$`\\])/g, '$1') : wrapped[2]!).trim()
}
