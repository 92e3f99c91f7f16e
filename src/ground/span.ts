/** A place in a document's text. Lines and columns count from 1, as editors show them; `column` counts UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A stretch of one document, `end` exclusive. `document` is the name the caller gave the document. */
export interface SourceSpan {
  readonly document: string
  readonly start: Position
  readonly end: Position
}

/** How a value is reached inside one manifest: `['spec', 'ingress', 0, 'from']`. */
export type FieldPath = readonly (string | number)[]

/**
 * Prints a path the way the Kubernetes API server does: `spec.ingress[0].from[1].ipBlock.cidr`.
 * A key that is not a plain field name (a label key) is printed in brackets: `metadata.labels[app.kubernetes.io/name]`.
 * Source: k8s.io/apimachinery/pkg/util/validation/field, Path.String.
 */
export function printFieldPath(path: FieldPath): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else if (/^[A-Za-z][A-Za-z0-9]*$/.test(step)) text += text === '' ? step : `.${step}`
    else text += `[${step}]`
  }
  return text
}
