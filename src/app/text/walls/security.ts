import { assertNever } from '../../../ground/result.ts'
import type { Admission, AdmissionMode, Allowed, PodSecurity, Violation, WallsView } from '../../../world/walls.ts'
import { WALLS } from '../catalogue/en/walls.ts'
import type { Sentence } from '../sentence.ts'

/**
 * What the pod meets of the three steps, in a sentence. Source:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function levelText({ level, failures }: PodSecurity): Sentence {
  switch (level) {
    case 'restricted':
      return WALLS.meetsRestricted
    case 'baseline':
      return WALLS.meetsBaseline(failures.restricted.length)
    case 'privileged':
      return WALLS.meetsPrivileged(failures.baseline.length)
    default:
      return assertNever(level)
  }
}

/** `is true, may be absent or false`. */
export function violationText({ found, allowed }: Violation): Sentence {
  return WALLS.violation(found, allowedText(allowed))
}

/** Longer lists are counted. */
const LISTED = 4

function allowedText(allowed: Allowed): Sentence {
  if ('except' in allowed) return WALLS.anythingBut(allowed.except)
  const { absent, values } = allowed
  if (values.length === 0) return WALLS.hasToGo
  const words = values.length > LISTED ? WALLS.oneOf(values) : WALLS.either(values)
  return absent ? WALLS.absentOr(words) : WALLS.hasToBe(words)
}

/** One label of the namespace and what comes of it. */
export interface ModeText {
  readonly mode: AdmissionMode
  readonly label: string
  readonly asks: string
  readonly outcome: string
  readonly fails: boolean
}

/** What each label of the namespace comes to for this pod; empty: it has none. */
export function modeTexts({ modes, outcome }: Admission): readonly ModeText[] {
  return (['enforce', 'audit', 'warn'] as const).flatMap((mode): readonly ModeText[] => {
    const { label, level, version, message } = modes[mode]
    if (label === null) return []
    // Who is refused is not warned as well.
    const fails = message !== null
    const isSilent = mode === 'warn' && outcome === 'refused'
    return [
      {
        mode,
        label,
        asks: `${level}${version.text === 'latest' ? '' : WALLS.asOf(version.text)}`,
        fails,
        outcome: isSilent ? WALLS.refusedAlready : WALLS.modes[mode][fails ? 'fails' : 'passes'],
      },
    ]
  })
}

/** What the server does, in a sentence. */
export function admissionText({ admission, namespace, kind }: WallsView): Sentence {
  const isAsked = Object.values(admission.modes).some(({ label }) => label !== null)
  return isAsked ? WALLS.admission[admission.outcome](kind) : WALLS.asksNothing(namespace)
}
