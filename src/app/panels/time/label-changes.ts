import type { TimeScenario } from '../../../world/index.ts'

type LabelChange = Extract<TimeScenario, { kind: 'rollout' }>['label']

/** What a new template may differ in: nothing, or one of these labels, which is gone or has another value. */
export function labelChanges(labels: Readonly<Record<string, string>>): readonly LabelChange[] {
  return [
    null,
    ...Object.entries(labels).flatMap(([key, value]): LabelChange[] => [
      { key, value: null },
      { key, value: value === '' ? 'next' : `${value}-next` },
    ]),
  ]
}

/** Whether both change the same label to the same value, or nothing. */
export function isSameChange(a: LabelChange, b: LabelChange): boolean {
  return a?.key === b?.key && a?.value === b?.value
}
