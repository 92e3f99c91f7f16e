import { assertNever } from '../../../ground/result.ts'
import type { Admission, AdmissionMode, Allowed, PodSecurity, SecurityLevel, Violation, WallsView } from '../../../world/walls.ts'
import { code, count, list, say, type Sentence } from '../sentence.ts'

/** The three steps, the loosest first, with what each is about. Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export const LEVEL_ABOUT: Readonly<Record<SecurityLevel, string>> = {
  privileged: 'Anything goes.',
  baseline: 'Nothing that is known to lead out of a container.',
  restricted: 'Only what a hardened program needs.',
}

/** What the pod meets, in a sentence. */
export function levelText({ level, failures }: PodSecurity): Sentence {
  switch (level) {
    case 'restricted': return say`It meets ${code('restricted')}, the strictest level.`
    case 'baseline': return say`It meets ${code('baseline')}. ${count(failures.restricted.length, 'control')} ${failures.restricted.length === 1 ? 'keeps' : 'keep'} it from ${code('restricted')}.`
    case 'privileged': return say`It meets no more than ${code('privileged')}. ${count(failures.baseline.length, 'control')} ${failures.baseline.length === 1 ? 'keeps' : 'keep'} it from ${code('baseline')}.`
    default: return assertNever(level)
  }
}

export const STEP_MET = 'met'
export const STEP_MISSED = 'not met'

/** `is true, may be absent or false`. */
export function violationText({ found, allowed }: Violation): Sentence {
  return say`${found === null ? say`is absent` : say`is ${code(found)}`}, ${allowedText(allowed)}`
}

/** Longer lists are counted. */
const LISTED = 4

function allowedText(allowed: Allowed): Sentence {
  if ('except' in allowed) return say`may be anything but ${list(allowed.except.map((value) => [code(value)]), 'or')}`
  const { absent, values } = allowed
  if (values.length === 0) return say`has to go`
  const words = values.length > LISTED ? say`one of ${values.length}: ${values.join(', ')}` : list(values.map((value) => [code(value)]), 'or')
  return absent ? say`may be absent or ${words}` : say`has to be ${words}`
}

export const WINDOWS_NOTE = 'It says that it runs on Windows: restricted does not ask it for capabilities, seccomp and privilege escalation, which Windows does not have.'

const MODES: Readonly<Record<AdmissionMode, { readonly fails: string; readonly passes: string }>> = {
  enforce: { fails: 'refused', passes: 'taken' }, audit: { fails: 'written into the audit log', passes: 'not worth a line' }, warn: { fails: 'warned about', passes: 'without a warning' },
}

/** One label of the namespace and what comes of it. */
export interface ModeText {
  readonly mode: AdmissionMode
  readonly label: string
  readonly asks: string
  readonly outcome: string
  readonly fails: boolean
}

export function modeTexts({ modes, outcome }: Admission): readonly ModeText[] {
  return (['enforce', 'audit', 'warn'] as const).flatMap((mode): readonly ModeText[] => {
    const { label, level, version, message } = modes[mode]
    if (label === null) return []
    // Who is refused is not warned as well.
    const fails = message !== null, isSilent = mode === 'warn' && outcome === 'refused'
    return [{ mode, label, asks: `${level}${version.text === 'latest' ? '' : `, as of ${version.text}`}`, fails, outcome: isSilent ? 'refused already' : MODES[mode][fails ? 'fails' : 'passes'] }]
  })
}

/** What the server does, in a sentence. */
export function admissionText({ admission, namespace, kind }: WallsView): Sentence {
  const isAsked = Object.values(admission.modes).some(({ label }) => label !== null)
  if (!isAsked) return say`Namespace ${code(namespace)} asks for nothing: the API server takes every pod. The label ${code('pod-security.kubernetes.io/enforce')} would have it look.`
  switch (admission.outcome) {
    case 'accepted': return say`The API server takes ${kind === 'Pod' ? 'the pod' : say`the ${kind} and its pods`}.`
    case 'refused': return say`The API server refuses the pod. Here it is drawn all the same.`
    case 'pods-refused': return say`The API server takes the ${kind}, and refuses every pod that it makes; only its events say so. Here they are drawn all the same.`
    default: return assertNever(admission.outcome)
  }
}

export const ADMISSION_NOTE = 'A server may have other defaults, and exempt users, namespaces and runtime classes: that is in its own configuration.'
