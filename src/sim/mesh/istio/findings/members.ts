import type { Labels } from '../../../../ground/labels.ts'
import type { FieldPath } from '../../../../ground/span.ts'
import { labelsAt, textAt } from '../../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../../manifests/piece.ts'
import { readPodManifest } from '../../../walls/pod-manifest.ts'
import type { MeshFinding } from '../../mesh.ts'
import { WAYPOINT_CLASS } from '../members.ts'
import { namespaceOf } from '../objects.ts'
import { nameOf, type Known, type View } from './view.ts'

/** Labels that were to bring something into the mesh, or behind a waypoint, and do not. */
export function memberFindings(view: View): readonly MeshFinding[] {
  const { cluster } = view.istio
  const pods = [
    ...new Map(
      cluster.pods
        .filter(({ finished }) => !finished)
        .map((pod): [KubernetesObject, Known] => [
          pod.object,
          { pod, member: pod.endpoint ? view.istio.members.of(pod.endpoint) : 'none' },
        ]),
    ).values(),
  ]
  const labelled = [
    ...[...cluster.namespaces.values()].flatMap(({ object, name }) =>
      object ? [labelsOf(object, name, 'Namespace')] : [],
    ),
    ...cluster.services.map(({ object, namespace }) => labelsOf(object, namespace.name, 'Service')),
    ...pods.map(
      ({ pod }) =>
        ({
          object: pod.object,
          home: pod.namespace.name,
          kind: 'Pod',
          path: labelsPath(pod.object),
          labels: pod.labels,
        }) satisfies Labelled,
    ),
  ]
  return [
    ...pods.flatMap(optInFindings),
    ...labelled.flatMap((each) => [
      ...wordFindings(each),
      ...(each.kind === 'Namespace' ? bothLabelsFindings(each) : []),
      ...waypointFindings(each, view),
    ]),
  ]
}

interface Labelled {
  readonly object: KubernetesObject
  readonly home: string
  readonly kind: 'Namespace' | 'Service' | 'Pod'
  readonly path: FieldPath
  readonly labels: Labels
}

function labelsOf(object: KubernetesObject, home: string, kind: 'Namespace' | 'Service'): Labelled {
  return { object, home, kind, path: ['metadata', 'labels'], labels: labelsAt(object.value, 'metadata', 'labels') }
}

/** Beside the annotations of a pod, wherever its object writes it. */
function labelsPath(object: KubernetesObject): FieldPath {
  return [...readPodManifest(object).annotationsPath.slice(0, -1), 'labels']
}

const INJECT = 'sidecar.istio.io/inject'

/**
 * Source: https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy;
 * https://istio.io/latest/docs/ops/common-problems/injection/
 */
function optInFindings(known: Known): readonly MeshFinding[] {
  const { pod, member } = known
  if (pod.labels[INJECT] !== 'true' || member !== 'none') return []
  return [
    {
      facts: { code: 'istio-opt-in-ignored', pod: nameOf(known), why: pod.hostNetwork ? 'host-network' : 'namespace' },
      severity: 'warning',
      object: pod.object,
      path: [...labelsPath(pod.object), INJECT],
    },
  ]
}

/** The words of a label, by who bears it. */
const WORDS: Readonly<Record<Labelled['kind'], readonly (readonly [string, readonly string[]])[]>> = {
  Namespace: [
    ['istio-injection', ['enabled', 'disabled']],
    ['istio.io/dataplane-mode', ['ambient', 'none']],
  ],
  Service: [],
  Pod: [
    ['istio.io/dataplane-mode', ['ambient', 'none']],
    [INJECT, ['true', 'false']],
  ],
}

/**
 * Source: manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml;
 * cni/pkg/util/enablement_selector.go: labels are compared with these words, and any other is as if it were none
 */
function wordFindings({ object, kind, path, labels }: Labelled): readonly MeshFinding[] {
  return WORDS[kind].flatMap(([label, words]): readonly MeshFinding[] => {
    const value = labels[label]
    return value === undefined || words.includes(value)
      ? []
      : [
          {
            facts: { code: 'istio-word-unknown', label, value, words },
            severity: 'warning',
            object,
            path: [...path, label],
          },
        ]
  })
}

/**
 * Labels that say twice how pods come into the mesh. Source:
 * https://istio.io/latest/docs/reference/config/analysis/ist0123/;
 * manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml (`istio-injection` counts before
 * `istio.io/rev`); cni/pkg/util/enablement_selector.go (who has a sidecar is not captured)
 */
function bothLabelsFindings({ object, path, labels }: Labelled): readonly MeshFinding[] {
  const injection = labels['istio-injection']
  const finding = (passedOver: string): MeshFinding => ({
    facts: { code: 'istio-labels-twice', counts: 'istio-injection', value: injection!, passedOver },
    severity: 'warning',
    object,
    path: [...path, passedOver],
  })
  if (injection === undefined) return []
  return [
    ...(labels['istio.io/rev'] === undefined ? [] : [finding('istio.io/rev')]),
    ...(injection === 'enabled' && labels['istio.io/dataplane-mode'] === 'ambient'
      ? [finding('istio.io/dataplane-mode')]
      : []),
  ]
}

/** Source: pilot/pkg/serviceregistry/ambient/waypoints.go; tests/integration/ambient, TestBogusUseWaypoint */
function waypointFindings({ object, home, path, labels }: Labelled, { istio }: View): readonly MeshFinding[] {
  const label = 'istio.io/use-waypoint'
  const waypoint = labels[label]
  const namespace = labels['istio.io/use-waypoint-namespace'] ?? home
  if (waypoint === undefined || waypoint === 'none') return []
  const isThere = istio.objects.apiGateways.some(
    (each) =>
      each.name === waypoint &&
      namespaceOf(each) === namespace &&
      textAt(each.value, 'spec', 'gatewayClassName') === WAYPOINT_CLASS,
  )
  return isThere
    ? []
    : [
        {
          facts: { code: 'istio-waypoint-missing', waypoint, namespace },
          severity: 'warning',
          object,
          path: [...path, label],
        },
      ]
}
