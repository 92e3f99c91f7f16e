import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { PortMatcher } from '../../form.ts'
import type { AssumedField } from '../../kind.ts'

const FIELDS = ['portNumber', 'portRange'] as const

/**
 * An item of `ports` by `portNumber` or `portRange`; null: it has that field not. `protocol` is TCP when absent. A range
 * that ends before it starts holds no port.
 */
export function numberedPort(item: unknown, field: (typeof FIELDS)[number], path: FieldPath): PortMatcher | null {
  const written = objectAt(item, field)
  if (!written) return null
  const at = [...path, field]
  const number = numberAt(written, 'port')
  return {
    kind: 'ports',
    name: null,
    path,
    protocol: textAt(written, 'protocol') ?? 'TCP',
    protocolPath: [...at, 'protocol'],
    range:
      number === null
        ? { from: numberAt(written, 'start') ?? 0, to: numberAt(written, 'end') ?? 0 }
        : { from: number, to: number },
    portPath: number === null ? at : [...at, 'port'],
  }
}

/** An item of `ports` by `namedPort`, which is a name over this protocol; null: over the one that the pod declares. */
export function namedPort(item: unknown, protocol: string | null, path: FieldPath): PortMatcher {
  const at = [...path, 'namedPort']
  return {
    kind: 'ports',
    protocol,
    range: null,
    name: textAt(item, 'namedPort') ?? '',
    path,
    protocolPath: at,
    portPath: at,
  }
}

/** The protocol that the API server fills in. */
export function assumedProtocols({ value }: KubernetesObject): readonly AssumedField[] {
  return (['ingress', 'egress'] as const).flatMap((section) =>
    listAt(value, 'spec', section).flatMap((rule, index) =>
      listAt(rule, 'ports').flatMap((port, at) =>
        FIELDS.filter((field) => objectAt(port, field) && fieldAt(port, field, 'protocol') === undefined).map(
          (field): AssumedField => ({
            path: ['spec', section, index, 'ports', at, field, 'protocol'],
            text: 'protocol: TCP',
            place: 'line-end',
          }),
        ),
      ),
    ),
  )
}
