import type { HttpMatcher } from '../../../../policy/form.ts'
import type { Finding } from '../../finding.ts'
import type { PluginView } from '../plugin-view.ts'
import { ciliumRuleViews } from './rule-views.ts'

/**
 * Paths of requests that read like the beginning of a path, or like a glob: a path is a regular expression that has to
 * fit the whole of what is asked, with its query.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/#http, envoy.type.matcher.v3.RegexMatcher (the
 * entire value must match)
 */
export function ciliumPathFindings(view: PluginView): readonly Finding[] {
  return ciliumRuleViews(view).flatMap((rule) => {
    const requests = rule.rule.request?.flatMap((each) => (each.kind === 'http' ? [each] : [])) ?? []
    if (requests.length > READ) return []
    return requests.flatMap((request): readonly Finding[] => {
      const found = meaning(request, requests)
      return found
        ? [
            {
              facts: {
                code: 'path-fits-whole',
                section: rule.section,
                rule: rule.index,
                path: request.target!.text,
                ...found,
              },
              severity: found.why === 'literal' ? 'note' : 'warning',
              object: rule.object,
              path: [...request.path, 'path'],
              part: 'value',
              fixes: [
                {
                  does: { fix: 'use-word', word: found.wider },
                  changes: [{ change: 'replace', path: [...request.path, 'path'], value: found.wider }],
                },
              ],
            },
          ]
        : []
    })
  })
}

/** Of longer lists nobody reads a note for each item, and each is compared with all. */
const READ = 100

type Found = Pick<Extract<Finding['facts'], { code: 'path-fits-whole' }>, 'why' | 'wider' | 'missed'>

/** What a path reads like and is not; null: it says what it does, or another of the list lets more pass. */
function meaning({ target }: HttpMatcher, beside: readonly HttpMatcher[]): Found | null {
  if (target === null) return null
  const { text } = target
  const [why, stem] = shapeOf(text)
  if (why === null) return null
  const wider = why === 'no-slash' ? `/${stem}$` : `${stem.replace(/\/$/, '')}(/.*)?`
  const missed = why === 'no-slash' ? `/${stem}` : `${stem.replace(/\/$/, '')}/v1`
  return beside.some((other) => other.target === null || other.target.matches(missed)) ? null : { why, wider, missed }
}

/**
 * Letters that mean themselves. A dot is any letter and looks like one, so that a path that ends in a file's name is
 * not taken for the beginning of others.
 */
const PLAIN = '[A-Za-z0-9/_~%-]'

function shapeOf(text: string): readonly [Found['why'] | null, string] {
  const stem = (pattern: string) => new RegExp(pattern).exec(text)?.[1]
  const begun = stem(`^\\^(/${PLAIN}*)$`)
  if (begun !== undefined) return ['begins', begun]
  const glob = stem(`^\\^?(/${PLAIN}*)/\\*\\$?$`) ?? (text === '/*' ? '/' : undefined)
  if (glob !== undefined) return ['glob', glob]
  const bare = stem(`^([A-Za-z0-9_~-]${PLAIN}*)$`)
  if (bare !== undefined) return ['no-slash', bare]
  const plain = stem(`^(/${PLAIN}+)$`)
  return plain !== undefined ? ['literal', plain] : [null, '']
}
