import { EXTRAS } from '#extras'
import { need } from '../../ground/part.ts'
import type { ModeVerdict } from '../../sim/walls/admission.ts'
import type { Finding } from './finding.ts'
import type { WorkloadView } from './workload-view.ts'

/**
 * Pods that the API server would refuse, or warn about, because of the labels of their namespace. They stay in the
 * cluster here.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function podAdmissionFindings(view: WorkloadView): readonly Finding[] {
  const { object, kind, namespace, name, pods } = view
  // Without a label nothing is asked for, and nearly no namespace has one.
  if (!Object.keys(namespace.labels).some((label) => label.startsWith('pod-security.kubernetes.io/'))) return []
  const { modes, outcome, answer } = need(EXTRAS.podAdmission, 'what pods are refused for')(
    object,
    namespace.labels,
    pods[0]!.name,
  )
  const about = (
    { level, version, failures }: ModeVerdict,
    code: 'pod-security-refused' | 'pod-security-warned',
  ): Finding => ({
    facts: {
      code,
      workload: name,
      kind,
      pods: pods.length,
      standards: `${level}:${version.text}`,
      answer: answer ?? '',
      controls: [...new Set(failures.map((failure) => failure.name))],
    },
    severity: code === 'pod-security-refused' ? 'warning' : 'note',
    object,
    path: failures[0]!.violations[0]!.path,
    part: 'value',
    fixes: [],
  })
  if (outcome !== 'accepted') return [about(modes.enforce, 'pod-security-refused')]
  return modes.warn.failures.length > 0 ? [about(modes.warn, 'pod-security-warned')] : []
}
