import { part } from '../part.ts'

/** What stands between the sentences of a trace that is copied as text. */
export const TRACE_TEXT = part('traceText', {
  atHostEndpoint: (name: string) => `(host endpoint ${name})`,
  note: (note: string) => `Note: ${note}`,
  matched: (rule: number, verb: string) => `rule ${rule} ${verb}`,
  closest: (rule: number, difference: string) => `closest: rule ${rule}. ${difference}`,
  missed: (rule: number, difference: string) => `rule ${rule}: ${difference}`,
  wants: (subject: string, wanted: string, got: string) => `${subject} wants ${wanted}, is ${got}`,
})
