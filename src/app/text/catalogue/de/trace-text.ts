import type { TRACE_TEXT } from '../en/trace-text.ts'

export const traceText: typeof TRACE_TEXT = {
  atHostEndpoint: (name) => `(Host Endpoint ${name})`,
  note: (note) => `Hinweis: ${note}`,
  matched: (rule, verb) => `Regel ${rule} ${verb}`,
  closest: (rule, difference) => `am nächsten dran: Regel ${rule}. ${difference}`,
  missed: (rule, difference) => `Regel ${rule}: ${difference}`,
  wants: (subject, wanted, got) => `${subject}: verlangt ${wanted}, ist ${got}`,
}
