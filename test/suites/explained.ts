import type { Answer } from '../../src/world/index.ts'
import type { Check, DecisionStep, PolicyRef, RuleTrial } from '../../src/engine/explanation.ts'
import type { SourceSpan } from '../../src/ground/span.ts'
import type { DocumentText } from '../../src/manifests/read.ts'
import type { Because, ToldRow } from './flow-fixture.ts'

/**
 * What an answer says of itself, in the words of the fixtures; only the facts that `asked` names. `documents`: what it
 * is an answer about.
 */
export function factsOf(answer: Answer, asked: Because, documents: readonly DocumentText[]): Because {
  const { steps } = answer
  const all: Required<Because> = {
    deniedAt: answer.deniedAt ?? 'nowhere',
    cause: answer.cause ?? 'none',
    rule: steps.flatMap((step) => (step.step === 'rule-matched' ? [ruleName(step.trial)] : [])),
    isolatedBy: steps.flatMap((step) => (step.step === 'default-deny' ? step.isolatedBy.map(policyName) : [])),
    missed: (asked.missed ?? []).filter((wanted) =>
      missesOf(steps).some(
        (miss) => miss.rule === wanted.rule && miss.wanted === wanted.wanted && miss.got === wanted.got,
      ),
    ),
    exempt: [...new Set(steps.flatMap((step) => (step.step === 'exempt' ? [step.why] : [])))],
    notReached: [...new Set(steps.flatMap((step) => (step.step === 'not-reached' ? [policyName(step.policy)] : [])))],
    notEnforced: [...new Set(steps.flatMap((step) => (step.step === 'not-enforced' ? [policyName(step.policy)] : [])))],
    notes: (asked.notes ?? []).filter((kind) => answer.notes.some(({ note }) => note === kind)),
    unnoted: (asked.unnoted ?? []).filter((kind) => !answer.notes.some(({ note }) => note === kind)),
    open: steps.flatMap(({ at, step }) =>
      step === 'not-isolated' || step === 'default-allow' ? [`${at} ${step}`] : [],
    ),
    needs: answer.needs,
    stoppedBy: steps.flatMap((step) =>
      step.step === 'on-the-way' && !step.passes
        ? [`${step.name} ${step.direction}${step.isAnswer ? ' answer' : ''}`]
        : [],
    ),
    flow: answer.flow
      ? `${answer.flow.destination.label}${answer.flow.port === null ? '' : `:${answer.flow.port}`}`
      : 'none',
    link: answer.mesh?.legs.at(-1)?.link.form ?? 'none',
    body: answer.mesh?.refusal?.body ?? 'none',
    sees: answer.mesh?.refusal?.sees ?? 'none',
    facts: (asked.facts ?? []).filter((fact) => factsFound(answer).some((found) => found.fact.fact === fact)),
    untold: (asked.untold ?? []).filter((kind) => !factsFound(answer).some(({ fact }) => fact.fact === kind)),
    told: toldOf(answer, asked.told ?? [], documents),
    decided: proxyPolicies(answer)
      .filter(({ rules }) => rules.some(({ decides }) => decides))
      .map(proxyPolicyName),
    near: (asked.near ?? []).filter((wanted) =>
      proxyPolicies(answer).some(
        (policy) =>
          proxyPolicyName(policy) === wanted.policy &&
          policy.rules.some(({ clauses }) =>
            clauses.some(
              ({ section, tests }) =>
                section === wanted.section &&
                tests.some(({ fits, got }) => fits === 'no' && (got?.join(', ') || 'nothing') === wanted.got),
            ),
          ),
      ),
    ),
    wanted: answer.problem?.code === 'question' ? `${answer.problem.reason} ${answer.problem.wanted}` : 'nothing',
  }
  return Object.fromEntries(Object.keys(asked).map((key) => [key, all[key as keyof Because]]))
}

function factsFound({ mesh }: Answer) {
  return (mesh?.legs ?? []).flatMap(({ link, client, broken, proxies }) => [
    ...link.facts,
    ...(broken ? [broken] : []),
    ...[...client, ...proxies.flatMap(({ stages }) => stages)].flatMap(({ found }) => (found ? [found] : [])),
  ])
}

/** All facts of the kinds that are asked for, in order, with the fields that are asked for. */
function toldOf(answer: Answer, asked: readonly ToldRow[], documents: readonly DocumentText[]): readonly ToldRow[] {
  return factsFound(answer)
    .filter(({ fact }) => asked.some((wanted) => wanted.fact === fact.fact))
    .map(({ fact, span }, index) => ({
      ...Object.fromEntries(
        Object.entries({ ...fact, at: textAt(span, documents) }).filter(([key]) => key in (asked[index] ?? fact)),
      ),
      fact: fact.fact,
    }))
}

function textAt(span: SourceSpan | null, documents: readonly DocumentText[]): string {
  if (span === null) return 'nowhere'
  const { start, end } = span
  const line = documents.find(({ name }) => name === span.document)!.text.split('\n')[start.line - 1]!
  return line.slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined)
}

function proxyPolicies({ mesh }: Answer) {
  return (mesh?.legs ?? [])
    .flatMap(({ client, proxies }) => [...client, ...proxies.flatMap(({ stages }) => stages)])
    .flatMap(({ policies }) => policies)
}

function proxyPolicyName({ policy }: { readonly policy: PolicyRef }): string {
  return `${policy.kind} ${policyName(policy)}`
}

/** Every check that failed, for messages too. */
export function missesOf(
  steps: readonly DecisionStep[],
): readonly { readonly rule: string; readonly wanted: string; readonly got: string }[] {
  return steps.flatMap((step) =>
    step.step !== 'rule-missed'
      ? []
      : [...step.trial.peers, ...step.trial.ports].flatMap(({ checks }) =>
          checks.filter(({ held }) => !held).map((check) => ({ rule: ruleName(step.trial), ...printCheck(check) })),
        ),
  )
}

function policyName({ namespace, name }: PolicyRef): string {
  return namespace === null ? name : `${namespace}/${name}`
}

function ruleName({ rule }: RuleTrial): string {
  return `${policyName(rule.policy)} ${rule.section} ${rule.index + 1}`
}

function printCheck({ wanted, got }: Check): { readonly wanted: string; readonly got: string } {
  return { wanted: printWanted(wanted), got: printGot(got, wanted) }
}

function printWanted(wanted: Check['wanted']): string {
  switch (wanted.kind) {
    case 'label': {
      const of = wanted.of === 'pod' ? '' : `${wanted.of} `
      switch (wanted.operator) {
        case 'Equals':
          return `${of}${wanted.key}=${wanted.values[0]}`
        case 'In':
        case 'NotIn':
          return `${of}${wanted.key} ${wanted.operator} ${wanted.values.join(',')}`
        default:
          return `${of}${wanted.key} ${wanted.operator}`
      }
    }
    case 'namespace':
      return `namespace ${wanted.name}`
    case 'pod':
      return 'a pod'
    case 'node':
      return 'a node'
    case 'name':
      return wanted.pattern
    case 'block':
      return wanted.cidr
    case 'outside-block':
      return `not ${wanted.cidr}`
    case 'protocol':
      return wanted.protocol
    case 'icmp':
      return `icmp ${wanted.family} ${wanted.type ?? 'any'}`
    case 'entity':
      return wanted.name
    case 'expression':
      return wanted.text
    case 'nobody':
      return 'nobody'
    case 'port':
      return wanted.from === wanted.to ? String(wanted.from) : `${wanted.from}-${wanted.to}`
    case 'port-name':
      return `${wanted.name} (${wanted.numbers.join(', ') || 'nowhere'})`
  }
}

function printGot(got: Check['got'], wanted: Check['wanted']): string {
  switch (got.kind) {
    case 'label':
      return got.value === null ? 'no label' : `${wanted.kind === 'label' ? wanted.key : ''}=${got.value}`
    case 'namespace':
      return got.name
    case 'endpoint':
      return got.is
    case 'address':
      return got.address ?? 'no address'
    case 'identity':
      return `identity of ${got.is}`
    case 'name':
      return got.name ?? 'no name'
    case 'protocol':
      return got.protocol
    case 'port':
      return got.port === null ? 'no port' : String(got.port)
  }
}
