import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { BEHAVIOUR_IDS, BEHAVIOURS } from '../../src/sim/cni/behaviours.ts'
import { behavioursOf } from '../../src/sim/cni/behaviours-of.ts'
import { CNI_OFFERS, settingOf } from '../../src/sim/cni/choice.ts'
import { openWorld, type Answer, type CniChoice, type Question } from '../../src/world/index.ts'

interface Case {
  readonly say: string
  /** The spec of a NetworkPolicy in shop. */
  readonly policy?: unknown
  /** More of the cluster, as YAML. */
  readonly also?: string
  readonly question: string | Question
  readonly source: string
  readonly [plugin: string]: unknown
}

const { world, plugins, cases } = load(
  readFileSync(new URL('../fixtures/cni/verdicts.yaml', import.meta.url), 'utf8'),
) as {
  readonly world: string
  readonly plugins: Readonly<Record<string, CniChoice>>
  readonly cases: readonly Case[]
}

describe('the same YAML under each plugin', () => {
  for (const { say, policy, also, question, source, ...expected } of cases) {
    describe(say, () => {
      test('has a source', () => {
        expect(source).toMatch(/\S/)
      })
      for (const [plugin, verdict] of Object.entries(expected)) {
        test(`${plugin}: ${String(verdict)}`, () => {
          const documents = [
            { name: 'world', text: world },
            ...(also ? [{ name: 'also', text: also }] : []),
            ...(policy
              ? [
                  {
                    name: 'policy',
                    text: JSON.stringify({
                      apiVersion: 'networking.k8s.io/v1',
                      kind: 'NetworkPolicy',
                      metadata: { name: 'p', namespace: 'shop' },
                      spec: policy,
                    }),
                  },
                ]
              : []),
          ]
          const opened = openWorld({ documents, cni: plugins[plugin]! })
          const parsed = typeof question === 'string' ? opened.parse(question) : { ok: true as const, value: question }
          if (!parsed.ok) throw new Error(`the question cannot be read: ${JSON.stringify(parsed)}`)
          expect(opened.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
          expect(inWords(opened.ask(parsed.value), String(verdict))).toBe(verdict)
        })
      }
    })
  }
})

/** As much of the answer as the expectation speaks of. */
function inWords({ outcome, deniedAt, cause, needs, steps, notes }: Answer, wanted: string): string {
  if (outcome === 'conditional') return `depends on ${needs.join(' and ')}`
  if (outcome === 'denied' && cause !== 'policy-drop') return cause ?? 'denied'
  const seen = wanted.includes(' as ')
    ? steps.find((step) => step.step === 'seen-as' && step.at === deniedAt)
    : undefined
  const as = seen?.step !== 'seen-as' ? '' : ` as ${seen.as}${/ as [^\s,]+ \S/.test(wanted) ? ` ${seen.address}` : ''}`
  const unenforced =
    wanted.includes('not enforced') && steps.some((step) => step.step === 'not-enforced' && step.why === 'not-enforced')
      ? ', not enforced'
      : ''
  const remark = /, (?:believed|stated) /.test(wanted)
    ? notes.map((note) => (note.note === 'plugin-remark' ? `, ${note.sureness} ${note.remark}` : '')).join('')
    : ''
  return `${outcome}${deniedAt ? ` ${deniedAt}` : ''}${as}${unenforced}${remark}`
}

describe('the catalogue of behaviours', () => {
  const names = new Set(cases.map(({ say }) => say))
  // Every mode with every value of every option, one at a time; and the same where kube-proxy is replaced, on which
  // others hang.
  const settings = CNI_OFFERS.flatMap(({ name, modes, options }) =>
    modes.flatMap(({ id: mode }) =>
      [{}, { kubeProxyReplacement: 'on' }].flatMap((base) =>
        [base, ...options.flatMap((option) => option.values.map(({ id }) => ({ ...base, [option.id]: id })))].map(
          (chosen) => settingOf({ name, mode, options: chosen }),
        ),
      ),
    ),
  )

  test.each(
    BEHAVIOUR_IDS.flatMap((id) => {
      const { shownBy } = BEHAVIOURS[id]
      return shownBy === null ? [] : [[id, shownBy] as const]
    }),
  )('%s is shown by a case', (_, shownBy) => {
    expect(names).toContain(shownBy)
  })

  test('has a fact for each plugin however it is set, with a source', () => {
    for (const setting of settings) {
      const facts = behavioursOf(setting)
      for (const id of BEHAVIOUR_IDS) {
        expect(BEHAVIOURS[id].values).toContain(facts[id].value)
        expect(facts[id].source).toMatch(/^https:\/\//)
      }
    }
  })

  test('every value is held by somebody', () => {
    const held = settings.map((setting) => behavioursOf(setting))
    expect(
      BEHAVIOUR_IDS.flatMap((id) =>
        BEHAVIOURS[id].values
          .filter((value) => !held.some((facts) => facts[id].value === value))
          .map((value) => `${id}: ${value}`),
      ),
    ).toEqual([])
  })

  test('a plugin reads what its behaviours say it reads', () => {
    const READS = {
      'network-policy': 'networking.k8s.io/v1',
      'cluster-network-policy': 'policy.networking.k8s.io/v1alpha2',
      'admin-network-policy': 'policy.networking.k8s.io/v1alpha1',
    } as const
    for (const setting of settings) {
      const { profile } = openWorld({ documents: [], cni: setting }).policies
      const facts = behavioursOf(setting)
      for (const [id, apiVersion] of Object.entries(READS))
        expect([
          setting,
          id,
          profile.enforces({ kind: '', object: { apiVersion, group: apiVersion.split('/')[0] } } as never),
        ]).toEqual([setting, id, facts[id as keyof typeof READS].value === 'read'])
    }
  })
})
