const TRUE = ['1', 't', 'T', 'true', 'TRUE', 'True']
const FALSE = ['0', 'f', 'F', 'false', 'FALSE', 'False']

/** What a text says of a flag as Go reads it; null: nothing. Source: Go's strconv.ParseBool */
export function parseBool(text: string): boolean | null {
  return TRUE.includes(text) ? true : FALSE.includes(text) ? false : null
}
