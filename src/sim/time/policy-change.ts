import type { Behaviours } from '../cni/behaviours.ts'
import type { CniName } from '../cni/choice.ts'
import type { TimeEvent, TimeVerdict } from './timeline.ts'

/**
 * A moment of a change of policies. `isNew`: whether new connections are judged by the new rules. `open`: what holds of
 * those that are open.
 */
export interface ChangeStage {
  readonly seconds: number
  readonly event: Extract<TimeEvent, 'connected' | 'accepted' | 'published' | 'programmed' | 'flushed'>
  readonly isNew: boolean
  readonly open: 'remembered' | 'judged-again' | 'left-open'
  readonly believed: boolean
  readonly source: string | null
}

/** Nobody writes down how long agents take: some hundred milliseconds. */
const AGENT_SECONDS = 0.5
/**
 * kube-network-policies has all open connections judged anew, at most so often. Source:
 * https://github.com/kubernetes-sigs/kube-network-policies (strict mode)
 */
const FLUSH_SECONDS = 30

/**
 * What becomes of open connections when policies change. `changesState`: at a gate that now stops the connection, the
 * first policy has come or the last one gone; only then the VPC CNI's agent looks at packets of open connections again.
 * Source: what each plugin states of its behaviour `open-connections`.
 */
export function changeStages(
  name: CniName,
  { 'open-connections': { value, sureness, source } }: Behaviours,
  changesState: boolean,
): readonly ChangeStage[] {
  const before: readonly ChangeStage[] = [
    { seconds: -1, event: 'connected', isNew: false, open: 'remembered', believed: false, source: null },
    { seconds: 0, event: 'accepted', isNew: false, open: 'remembered', believed: false, source: null },
  ]
  const programmed = (open: ChangeStage['open'], seconds = AGENT_SECONDS): ChangeStage => ({
    seconds,
    event: 'programmed',
    isNew: true,
    open,
    believed: true,
    source,
  })
  switch (value) {
    case 'nobody':
      return before
    case 'left-open':
      return [...before, programmed('left-open')]
    case 'kept':
      return [...before, programmed('remembered')]
    case 'cut':
      return [...before, programmed('judged-again')]
    case 'cut-in-30-seconds':
      return [
        ...before,
        programmed('remembered'),
        {
          seconds: FLUSH_SECONDS,
          event: 'flushed',
          isNew: true,
          open: 'judged-again',
          believed: sureness === 'believed',
          source,
        },
      ]
    case 'first-policy-cuts':
      return [
        ...before,
        programmed(
          changesState ? 'judged-again' : 'remembered',
          name === 'aws-vpc-cni' ? 2 * AGENT_SECONDS : AGENT_SECONDS,
        ),
      ]
  }
}

/** What a connection that was open before comes to. `before` and `after` are the rules' verdicts on it. */
export function openVerdict({ isNew, open }: ChangeStage, before: TimeVerdict, after: TimeVerdict): TimeVerdict {
  if (before.outcome === 'denied' || before.outcome === 'nothing')
    return { outcome: 'nothing', why: 'never-open', deniedAt: null }
  if (!isNew || after.outcome === 'allowed') return { ...before, why: 'remembered' }
  switch (open) {
    case 'remembered':
      return { ...before, why: 'remembered' }
    case 'judged-again':
      return { ...after, why: 'judged-again' }
    case 'left-open':
      return { outcome: 'depends', why: 'left-open', deniedAt: null }
  }
}
