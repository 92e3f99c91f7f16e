type Severity = 'high' | 'medium' | 'low'

/** What of a finding is always the same. */
export interface Kind {
  /** As aquasecurity's database names it; null: it has no number. */
  readonly id: string | null
  readonly name: string
  readonly category: string
  readonly severity: Severity
  readonly description: string
  readonly hunter: string
}

/** Categories that findings of several parts are in. */
export const EXPOSED = 'Initial Access // Exposed sensitive interfaces'
/** The category of what tells strangers something. */
export const GENERAL = 'Initial Access // General Sensitive Information'
/** The category of containers that may do everything on their node. */
export const PRIVILEGED = 'Privilege Escalation // Privileged container'

/** `id` first, as the real report has it; null: it has no number. */
export const kind = (
  id: string | null,
  name: string,
  category: string,
  severity: Severity,
  hunter: string,
  description: string,
): Kind => ({ id, name, category, severity, hunter, description })
