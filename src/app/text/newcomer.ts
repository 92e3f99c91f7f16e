import type { LabelRequirement } from '../../ground/labels.ts'
import { assertNever } from '../../ground/result.ts'
import type { NewcomerClass } from '../../world/index.ts'
import { NEWCOMER } from './catalogue/en/newcomer.ts'

const NAME_LABEL = 'kubernetes.io/metadata.name'

/**
 * `any pod with app=web in any namespace with team=store`: pods that do not exist, in the words of the policies that
 * speak of them.
 */
export function newcomerText({ pods, namespace }: NewcomerClass): string {
  return NEWCOMER.pods(
    pods.length === 0 ? null : requirementsText(pods),
    namespace.kind === 'existing' ? namespace.name : newNamespaceText(namespace.selector),
  )
}

/** `any pod in shop; any pod with app=db in dev`. Empty: there are none. */
export function newcomersText(classes: readonly NewcomerClass[]): string {
  return classes.map(newcomerText).join('; ')
}

function newNamespaceText(selector: readonly LabelRequirement[]): string {
  const [only, ...others] = selector
  if (!only) return NEWCOMER.anyNamespace
  if (others.length === 0 && only.key === NAME_LABEL && only.operator === 'Equals')
    return NEWCOMER.namespace(only.values[0]!)
  return NEWCOMER.namespacesWith(requirementsText(selector))
}

/** As kubectl writes selectors, with words between them: `app=web and tier in (a, b) and !old`. */
function requirementsText(requirements: readonly LabelRequirement[]): string {
  return requirements
    .map(({ key, operator, values }) => {
      switch (operator) {
        case 'Equals':
          return `${key}=${values[0]}`
        case 'In':
          return `${key} in (${values.join(', ')})`
        case 'NotIn':
          return `${key} notin (${values.join(', ')})`
        case 'Exists':
          return key
        case 'DoesNotExist':
          return `!${key}`
        default:
          return assertNever(operator)
      }
    })
    .join(NEWCOMER.and)
}
