import type { HttpMatcher, RequestMatcher } from '../../policy/form.ts'
import { fitsSightings } from '../../engine/fits.ts'
import type { Question } from '../answer.ts'
import { judge } from '../ask.ts'
import type { Asked, Judged } from '../asked.ts'
import { sampleText } from './sample-text.ts'

/** So many at most are tried, of rules that may be thousands. */
const TRIED = 60

/** What is said in a question. */
export type Words = Pick<Question, 'http' | 'dns' | 'sni' | 'kafka'>

/**
 * `tried`: how many requests were read out of the rules and asked; 0: words make no difference. `untried`: so many more
 * rules speak of requests.
 */
export interface PassingWords {
  readonly words: readonly Words[]
  readonly tried: number
  readonly untried: number
}

/**
 * Words that let the question pass, one for each request that a rule at one of its gates speaks of: each was asked, and
 * is allowed whatever else is open.
 */
export function passingWords(question: Question, asked: Asked): PassingWords {
  const plain = withoutWords(question)
  const judged = judge(plain, asked)
  if (!judged.ok || 'answer' in judged.value) return { words: [], tried: 0, untried: 0 }
  const matchers = [
    ...new Set(
      judged.value.parts
        .filter(({ verdict }) => verdict.passage === 'depends')
        .flatMap((part) => requestsAt(part, asked)),
    ),
  ]
  const tried = unique(matchers.slice(0, TRIED).flatMap(wordsFor))
  const words = tried.filter((said) => {
    const again = judge({ ...plain, ...said }, asked)
    return again.ok && 'parts' in again.value && again.value.parts.every(({ verdict }) => verdict.passage === 'allowed')
  })
  return { words, tried: tried.length, untried: Math.max(0, matchers.length - TRIED) }
}

/** The question before anything is said. */
export function withoutWords({ http: _http, dns: _dns, sni: _sni, kafka: _kafka, ...question }: Question): Question {
  return question
}

/** The requests that rules speak of which take the packet, at both gates. */
function requestsAt({ verdict, possibility: { flow } }: Judged, { policies }: Asked): readonly RequestMatcher[] {
  return verdict.gates.flatMap(({ at, sightings }) => {
    const subject = at === 'egress' ? flow.source : flow.destination
    if (subject.kind === 'external') return []
    return policies
      .applicable(at, subject)
      .flatMap((tier) =>
        tier.policies.flatMap(({ rules }) =>
          rules.flatMap((rule) =>
            rule.action === 'allow' && rule.request && fitsSightings(rule, sightings, policies.profile.view)
              ? rule.request
              : [],
          ),
        ),
      )
  })
}

function wordsFor(matcher: RequestMatcher): readonly Words[] {
  switch (matcher.kind) {
    case 'http':
      return [httpWords(matcher)]
    case 'dns':
      return [{ dns: { name: matcher.pattern?.example ?? 'any.example' } }]
    case 'sni':
      return matcher.patterns.map(({ example }) => ({ sni: example }))
    case 'kafka':
      return [
        {
          kafka: {
            apiKey: matcher.apiKey ?? (matcher.role === 'consume' ? 'fetch' : 'produce'),
            ...(matcher.topic && { topic: matcher.topic }),
            ...(matcher.clientId && { clientId: matcher.clientId }),
          },
        },
      ]
    case 'opaque':
      return []
  }
}

function httpWords({ method, target, host, headers, tls }: HttpMatcher): Words {
  const sent = Object.fromEntries(
    headers.filter(({ otherwise }) => otherwise === 'miss').map(({ name, value }) => [name, value ?? 'any']),
  )
  const sni = tls?.names[0]?.example
  const read = (pattern: HttpMatcher['method'], usual: string) =>
    pattern === null || pattern.matches(usual) ? usual : sampleText(pattern.text)
  return {
    http: {
      method: read(method, 'GET'),
      path: read(target, '/'),
      ...(host && { host: sampleText(host.text) }),
      ...(Object.keys(sent).length > 0 && { headers: sent }),
    },
    ...(sni !== undefined && { sni }),
  }
}

function unique(words: readonly Words[]): readonly Words[] {
  return [...new Map(words.map((each) => [JSON.stringify(each), each])).values()]
}
