/** Fields whose keys are the user's own: label keys, names of nodes' labels, file names. */
const OWN_KEYS: ReadonlySet<string> = new Set([
  'labels',
  'matchLabels',
  'annotations',
  'nodeSelector',
  'data',
  'stringData',
  'binaryData',
])

/** Fields of a selector in the long form. A Service's `selector` has labels in their place. */
const SELECTOR_FIELDS: ReadonlySet<string> = new Set(['matchLabels', 'matchExpressions'])

/** Fields whose values are words of the API, not the user's. */
const API_VALUES: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'type',
  'protocol',
  'policyTypes',
  'operator',
  'phase',
  'restartPolicy',
  'imagePullPolicy',
  'dnsPolicy',
  'concurrencyPolicy',
  'sessionAffinity',
  'externalTrafficPolicy',
  'internalTrafficPolicy',
  'ipFamilyPolicy',
  'ipFamilies',
  'podManagementPolicy',
  'accessModes',
  'finalizers',
  'effect',
])

const API_WORD = /^(?:true|false|null|~|None)$/i

/** Whether a key in the value of `parent` is the user's own word rather than a field's name. */
export function isOwnKey(name: string, parent: string | null): boolean {
  return parent !== null && (OWN_KEYS.has(parent) || (parent === 'selector' && !SELECTOR_FIELDS.has(name)))
}

/** Whether a value of the field `field` is a word that the API defines. */
export function isApiWord(value: string, field: string | null): boolean {
  return (field !== null && API_VALUES.has(field)) || API_WORD.test(value)
}
