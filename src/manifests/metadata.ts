import * as Type from './type.ts'
import type { Static, TSchemaOptions } from './type.ts'
import { checkDnsLabel, checkLabelValue, checkQualifiedName, checkSubdomain, type NameCheck } from '../ground/names.ts'
import { fieldError, quote, type FieldError } from './field-error.ts'
import { labelsAt } from './fields.ts'
import type { KubernetesObject } from './piece.ts'
import { described } from './shape.ts'

const URL = 'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/'
const LABELS_URL = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/'

/** A map of text to text. */
export const TextMap = (options: TSchemaOptions = {}) => Type.TextRecord(options)

/** `metadata` of every object. Closed: a mistyped `lables` is refused. What only the server writes is not described. */
export const ObjectMetaShape = Type.Object(
  {
    name: Type.Optional(Type.String(described('Unique among the objects of this kind in the namespace.', URL))),
    namespace: Type.Optional(
      Type.String(
        described('Where the object lives. Absent: the namespace that kubectl is set to, usually `default`.', URL),
      ),
    ),
    labels: Type.Optional(TextMap(described('What selectors look at. Keys and values are text.', LABELS_URL))),
    annotations: Type.Optional(TextMap(described('Notes for people and tools. Selectors do not see them.', URL))),
    generateName: Type.Optional(Type.String()),
    ownerReferences: Type.Optional(Type.Array(Type.Object({}))),
    finalizers: Type.Optional(Type.Array(Type.String())),
    uid: Type.Optional(Type.String()),
    resourceVersion: Type.Optional(Type.String()),
    generation: Type.Optional(Type.Integer()),
    creationTimestamp: Type.Optional(Type.String()),
    deletionTimestamp: Type.Optional(Type.String()),
    deletionGracePeriodSeconds: Type.Optional(Type.Integer()),
    selfLink: Type.Optional(Type.String()),
    managedFields: Type.Optional(Type.Array(Type.Object({}))),
  },
  {
    title: 'ObjectMeta',
    additionalProperties: false,
    ...described('The name, namespace and labels of the object.', URL),
  },
)

/** An object's `metadata`, as far as it is read. */
export type ObjectMeta = Static<typeof ObjectMetaShape>

/**
 * What the API server says of `metadata`: the name, the namespace's name, the labels. Source: apimachinery
 * ValidateObjectMeta.
 */
export function validateMetadata(
  object: KubernetesObject,
  checkName: NameCheck = checkSubdomain,
): readonly FieldError[] {
  return [
    ...checkName(object.name).map((reason) =>
      fieldError(['metadata', 'name'], 'Invalid value', quote(object.name), reason),
    ),
    ...(object.namespace === null
      ? []
      : checkDnsLabel(object.namespace).map((reason) =>
          fieldError(['metadata', 'namespace'], 'Invalid value', quote(object.namespace), reason),
        )),
    ...validateLabels(labelsAt(object.value, 'metadata', 'labels'), ['metadata', 'labels']),
    ...validateAnnotations(labelsAt(object.value, 'metadata', 'annotations')),
  ]
}

const ANNOTATIONS_LIMIT = 256 * 1024

/** Keys in any case, and what they take together. Source: apimachinery ValidateAnnotations. */
function validateAnnotations(annotations: Readonly<Record<string, string>>): readonly FieldError[] {
  const path = ['metadata', 'annotations']
  const entries = Object.entries(annotations)
  const size = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0)
  return [
    ...entries.flatMap(([key]) =>
      checkQualifiedName(key.toLowerCase()).map((reason): FieldError => ({
        ...fieldError(path, 'Invalid value', quote(key), reason),
        path: [...path, key],
        part: 'key',
      })),
    ),
    ...(size > ANNOTATIONS_LIMIT
      ? [fieldError(path, 'Too long', null, `may not be more than ${ANNOTATIONS_LIMIT} bytes`)]
      : []),
  ]
}

/**
 * Keys, then values. The server names the map, and of the entry only what is wrong in it. Source: apimachinery
 * ValidateLabels.
 */
export function validateLabels(
  labels: Readonly<Record<string, string>>,
  path: readonly (string | number)[],
  checkKey: NameCheck = checkQualifiedName,
): readonly FieldError[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...checkKey(key).map((reason) => ({
      ...fieldError(path, 'Invalid value', quote(key), reason),
      path: [...path, key],
      part: 'key' as const,
    })),
    ...checkLabelValue(value).map((reason) => ({
      ...fieldError(path, 'Invalid value', quote(value), reason),
      path: [...path, key],
    })),
  ])
}
