import type { Check, Got, RuleTrial, Trial, Wanted } from '../../engine/explanation.ts'
import { assertNever } from '../../ground/result.ts'
import { FURTHER_VERDICT } from './catalogue/en/further-verdict.ts'
import { VERDICT } from './catalogue/en/verdict.ts'

/** What a condition is about, as people say it. */
export type Subject = 'pod' | 'namespace' | 'node' | 'identity' | 'endpoint' | 'address' | 'name' | 'port' | 'protocol'

/** Whose property a condition asks for. */
export function subjectOf(wanted: Wanted): Subject {
  switch (wanted.kind) {
    case 'label':
      return wanted.of === 'endpoint' && OF_NAMESPACE.test(wanted.key) ? 'namespace' : wanted.of
    case 'namespace':
      return 'namespace'
    case 'pod':
      return 'pod'
    case 'node':
      return 'node'
    case 'name':
      return 'name'
    case 'block':
    case 'outside-block':
      return 'address'
    case 'protocol':
    case 'icmp':
      return 'protocol'
    case 'entity':
    case 'nobody':
      return 'identity'
    // Calico calls whatever has labels an endpoint.
    case 'expression':
      return 'endpoint'
    case 'port':
    case 'port-name':
      return 'port'
    default:
      return assertNever(wanted)
  }
}

/** Calico's names for what an endpoint has from its namespace. */
const OF_NAMESPACE = /^(?:pcns\.|projectcalico\.org\/namespace$)/

/** A condition on labels as kubectl prints selectors: `app=web`, `app in (a, b)`, `app`, `!app`. */
function selectorText({ key, operator, values }: Extract<Wanted, { kind: 'label' }>): string {
  switch (operator) {
    case 'Equals':
      return `${key}=${values[0]}`
    case 'In':
      return `${key} in (${values.join(', ')})`
    case 'NotIn':
      return `${key} notin (${values.join(', ')})`
    case 'Exists':
      return VERDICT.anyValue(key)
    case 'DoesNotExist':
      return VERDICT.noLabel(key)
    default:
      return assertNever(operator)
  }
}

/** What a condition asks for, as it would be written. */
export function wantedText(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'label':
      return selectorText(wanted)
    case 'namespace':
      return wanted.name
    case 'pod':
      return VERDICT.anyPod
    case 'node':
      return FURTHER_VERDICT.aNode
    case 'name':
      return wanted.pattern
    case 'block':
      return VERDICT.inBlock(wanted.cidr)
    case 'outside-block':
      return VERDICT.notInBlock(wanted.cidr)
    case 'protocol':
      return wanted.protocol
    case 'icmp':
      return FURTHER_VERDICT.icmp(wanted.family, wanted.type)
    case 'entity':
      return wanted.name
    case 'expression':
      return wanted.text
    case 'nobody':
      return FURTHER_VERDICT.nobody
    case 'port':
      return wanted.from === wanted.to ? String(wanted.from) : `${wanted.from}-${wanted.to}`
    case 'port-name':
      return wanted.numbers.length === 0
        ? VERDICT.noSuchPort(wanted.name)
        : `${wanted.name} = ${wanted.numbers.join(', ')}`
    default:
      return assertNever(wanted)
  }
}

/** What there was instead; of a label its key too. */
export function gotText(got: Got, wanted: Wanted): string {
  switch (got.kind) {
    case 'label': {
      const key = wanted.kind === 'label' ? wanted.key : ''
      return got.value === null ? VERDICT.noLabel(key) : `${key}=${got.value}`
    }
    case 'namespace':
      return got.name
    case 'endpoint':
      return VERDICT.kinds[got.is]
    case 'address':
      return `${got.address ?? VERDICT.noAddress}${got.assumed ? VERDICT.assumed : ''}`
    case 'identity':
      return FURTHER_VERDICT.identities[got.is]
    case 'name':
      return got.name ?? FURTHER_VERDICT.dialledByAddress
    case 'protocol':
      return got.protocol
    case 'port':
      return got.port === null ? VERDICT.noPort : String(got.port)
    default:
      return assertNever(got)
  }
}

/**
 * The item that came nearest: fewest conditions missed, then most held, then the first. Null when there is none to try.
 */
function nearest(trials: readonly Trial[]): Trial | null {
  const missed = ({ checks }: Trial) => checks.filter(({ held }) => !held).length
  return trials.reduce<Trial | null>((best, trial) => {
    if (!best || missed(trial) < missed(best)) return trial
    return missed(trial) === missed(best) && trial.checks.length > best.checks.length ? trial : best
  }, null)
}

/** The conditions that speak for and against a rule: those of its nearest peer, then those of its nearest port. */
export function tellingChecks(trial: RuleTrial): readonly Check[] {
  return [...(nearest(trial.peers)?.checks ?? []), ...(nearest(trial.ports)?.checks ?? [])]
}

/** `One label differs`, `The port differs`, `Port, namespace and pod differ`. Empty when nothing does. */
export function differenceText(checks: readonly Check[]): string {
  const missed = checks.filter(({ held }) => !held)
  const first = missed[0]
  if (!first) return ''
  if (missed.length === 1)
    return first.wanted.kind === 'label' ? VERDICT.labelDiffers : VERDICT.differs[subjectOf(first.wanted)]
  const subjects = [...new Set(missed.map(({ wanted }) => subjectOf(wanted)))].sort(
    (a, b) => ORDER.indexOf(a) - ORDER.indexOf(b),
  )
  if (subjects.length === 1) return VERDICT.conditionsDiffer(missed.length, checks.length)
  return VERDICT.subjectsDiffer(subjects)
}

const ORDER: readonly Subject[] = [
  'port',
  'protocol',
  'namespace',
  'pod',
  'node',
  'identity',
  'endpoint',
  'name',
  'address',
]

/**
 * Two texts cut into what they share and what they do not. `same` at both ends may be empty; `differs` is never both
 * empty.
 */
export interface Contrast {
  readonly before: string
  readonly wants: string
  readonly is: string
  readonly after: string
}

/** Where `wants` and `is` differ, to the letter; names with too little in common differ as wholes after `key=`. */
export function contrast(wants: string, is: string): Contrast {
  const shortest = Math.min(wants.length, is.length)
  let start = 0
  while (start < shortest && wants[start] === is[start]) start++
  let end = 0
  while (end < shortest - start && wants.at(-1 - end) === is.at(-1 - end)) end++
  const key = wants.slice(0, start).lastIndexOf('=') + 1
  const shared = start - key + end
  if (shared * 2 < shortest - key) {
    start = key
    end = 0
  }
  return {
    before: wants.slice(0, start),
    wants: wants.slice(start, wants.length - end),
    is: is.slice(start, is.length - end),
    after: wants.slice(wants.length - end),
  }
}
