import * as Type from '../type.ts'
import { checkDnsLabel, checkPortName, checkPortNumber } from '../../ground/names.ts'
import { isPortProtocol } from '../../ground/ports.ts'
import type { FieldPath } from '../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../field-error.ts'
import { fieldAt, flagAt, listAt, numberAt, textAt } from '../fields.ts'
import { TextMap, ObjectMetaShape } from '../metadata.ts'
import { described } from '../shape.ts'

const URL = 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/'
const PORTS_URL = `${URL}#ports`

const ContainerPortShape = Type.Object(
  {
    name: Type.Optional(
      Type.String(described('A name that Services and policies can use in place of the number.', PORTS_URL)),
    ),
    containerPort: Type.Optional(
      Type.Integer(
        described(
          'What the program listens on. Declaring it is documentation; not declaring it closes nothing.',
          PORTS_URL,
        ),
      ),
    ),
    protocol: Type.Optional(Type.String(described('TCP when absent.', PORTS_URL, { enum: ['TCP', 'UDP', 'SCTP'] }))),
    hostPort: Type.Optional(Type.Integer()),
    hostIP: Type.Optional(Type.String()),
  },
  { title: 'ContainerPort', additionalProperties: false },
)

const ContainerShape = Type.Object(
  {
    name: Type.Optional(Type.String(described('Unique in the pod.', URL))),
    image: Type.Optional(Type.String(described('What runs. Nothing is run here, so any text will do.', URL))),
    ports: Type.Optional(Type.Array(ContainerPortShape, described('The ports the container listens on.', PORTS_URL))),
  },
  { title: 'Container' },
)

/** Fields that nothing here looks at are let through. */
export const PodSpecShape = Type.Object(
  {
    containers: Type.Optional(
      Type.Array(ContainerShape, described('At least one. Policies hold for all containers of a pod together.', URL)),
    ),
    initContainers: Type.Optional(
      Type.Array(ContainerShape, described('Run before the others. Policies hold for them too.', URL)),
    ),
    nodeName: Type.Optional(
      Type.String(
        described('The node the pod runs on. Traffic between a pod and its own node is always allowed.', URL),
      ),
    ),
    nodeSelector: Type.Optional(TextMap(described('Labels of the nodes it may run on.', URL))),
    hostNetwork: Type.Optional(
      Type.Boolean(
        described("True: the pod speaks with its node's address, and policies do not see it as a pod.", URL),
      ),
    ),
    serviceAccountName: Type.Optional(Type.String(described('`default` when absent.', URL))),
  },
  { title: 'PodSpec', ...described('What the pod runs, and where.', URL) },
)

/** The template from which a workload makes its pods. */
export const PodTemplateShape = Type.Object(
  {
    metadata: Type.Optional(ObjectMetaShape),
    spec: Type.Optional(PodSpecShape),
  },
  {
    title: 'PodTemplateSpec',
    ...described(
      'The pods this workload makes. Selectors look at the labels in here, not at those of the workload.',
      `${URL}#PodTemplateSpec`,
    ),
  },
)

/** Source: kubernetes/pkg/apis/core/validation, ValidatePodSpec; the parts of it that concern names and ports. */
export function validatePodSpec(spec: unknown, path: FieldPath): readonly FieldError[] {
  const containers = listAt(spec, 'containers')
  const isOnHost = flagAt(spec, 'hostNetwork')
  const doors = new Set<string>()
  const named = new Set<string>()
  return [
    ...(containers.length === 0 ? [fieldError([...path, 'containers'], 'Required value', null, '')] : []),
    ...containers.flatMap((container, index) => validateContainer(container, [...path, 'containers', index], named)),
    ...listAt(spec, 'initContainers').flatMap((container, index) =>
      validateContainer(container, [...path, 'initContainers', index], named),
    ),
    ...containers.flatMap((container, index) =>
      listAt(container, 'ports').flatMap((port, place) =>
        validateHostPort(port, [...path, 'containers', index, 'ports', place, 'hostPort'], isOnHost, doors),
      ),
    ),
  ]
}

/**
 * `doors`: those that other containers opened. On the host network a port of the node can be no other than the
 * container's.
 */
function validateHostPort(
  entry: unknown,
  path: FieldPath,
  isOnHost: boolean,
  doors: Set<string>,
): readonly FieldError[] {
  const hostPort = numberAt(entry, 'hostPort') ?? 0
  const door = `${textAt(entry, 'protocol') ?? 'TCP'}/${textAt(entry, 'hostIP') ?? ''}/${hostPort}`
  const isTaken = doors.has(door)
  if (hostPort === 0) return []
  doors.add(door)
  return [
    ...checkPortNumber(hostPort).map((reason) => fieldError(path, 'Invalid value', quote(hostPort), reason)),
    ...(isTaken ? [fieldError(path, 'Duplicate value', quote(door), '')] : []),
    ...(isOnHost && hostPort !== numberAt(entry, 'containerPort')
      ? [fieldError(path, 'Invalid value', quote(hostPort), 'must match `containerPort` when `hostNetwork` is true')]
      : []),
  ]
}

function validateContainer(container: unknown, path: FieldPath, named: Set<string>): readonly FieldError[] {
  const name = textAt(container, 'name') ?? ''
  const twice = named.has(name)
  named.add(name)
  return [
    ...(name === ''
      ? [fieldError([...path, 'name'], 'Required value', null, '')]
      : twice
        ? [fieldError([...path, 'name'], 'Duplicate value', quote(name), '')]
        : checkDnsLabel(name).map((reason) => fieldError([...path, 'name'], 'Invalid value', quote(name), reason))),
    ...(textAt(container, 'image') ? [] : [fieldError([...path, 'image'], 'Required value', null, '')]),
    ...validatePorts(listAt(container, 'ports'), [...path, 'ports']),
  ]
}

function validatePorts(ports: readonly unknown[], path: FieldPath): readonly FieldError[] {
  const named = new Set<string>()
  return ports.flatMap((entry, index): readonly FieldError[] => {
    const at = [...path, index]
    const name = textAt(entry, 'name')
    const port = numberAt(entry, 'containerPort')
    const protocol = fieldAt(entry, 'protocol')
    const twice = name !== null && named.has(name)
    if (name !== null) named.add(name)
    return [
      ...(name === null || name === ''
        ? []
        : twice
          ? [fieldError([...at, 'name'], 'Duplicate value', quote(name), '')]
          : checkPortName(name).map((reason) => fieldError([...at, 'name'], 'Invalid value', quote(name), reason))),
      ...(port === null || port === 0
        ? [fieldError([...at, 'containerPort'], 'Required value', null, '')]
        : checkPortNumber(port).map((reason) =>
            fieldError([...at, 'containerPort'], 'Invalid value', quote(port), reason),
          )),
      ...(protocol === undefined || isPortProtocol(String(protocol))
        ? []
        : [
            fieldError(
              [...at, 'protocol'],
              'Unsupported value',
              quote(protocol),
              'supported values: "SCTP", "TCP", "UDP"',
            ),
          ]),
    ]
  })
}
