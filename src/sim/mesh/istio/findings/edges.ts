import { blockContains, parseAddress, parseCidrLoosely, type CidrBlock } from '../../../../ground/ip.ts'
import type { FieldPath } from '../../../../ground/span.ts'
import { labelsAt, listAt, objectAt, textAt } from '../../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../../manifests/piece.ts'
import type { MeshFinding } from '../../mesh.ts'
import { takesHost } from '../hosts.ts'
import { namespaceOf, selectorLabels, targetRefs, wears } from '../objects.ts'
import { gatewaysOf } from '../virtual-services.ts'
import { nameOf, type Known, type View } from './view.ts'

/** Gateways that nobody serves, hosts that they do not take, and addresses that are not seen behind them. */
export function edgeFindings(view: View): readonly MeshFinding[] {
  const { gateways, virtualServices, authorizationPolicies, requestAuthentications } = view.istio.objects
  return [
    ...gateways.flatMap((object) => unservedFindings(object, view)),
    ...virtualServices.flatMap((object) => hostFindings(object, view)),
    ...[...authorizationPolicies, ...requestAuthentications].flatMap((object) =>
      waypointSelectorFindings(object, view),
    ),
    ...authorizationPolicies.flatMap((object) => addressFindings(object, view)),
  ]
}

/**
 * Source: https://istio.io/latest/docs/reference/config/analysis/ist0101/;
 * https://istio.io/latest/docs/reference/config/networking/gateway/#Gateway (selector)
 */
function unservedFindings(object: KubernetesObject, { pods }: View): readonly MeshFinding[] {
  const labels = Object.entries(labelsAt(object.value, 'spec', 'selector'))
  if (labels.length === 0 || pods.some(({ pod }) => wears(pod, Object.fromEntries(labels)))) return []
  return [
    {
      facts: { code: 'istio-gateway-unserved', labels: labels.map(([key, value]) => `${key}=${value}`) },
      severity: 'warning',
      object,
      path: ['spec', 'selector'],
    },
  ]
}

/**
 * A host of a server may name the namespaces whose VirtualServices it takes.
 * Source: https://istio.io/latest/docs/reference/config/analysis/ist0132/;
 * pkg/config/analysis/analyzers/virtualservice/gateways.go
 */
function hostFindings(object: KubernetesObject, { istio }: View): readonly MeshFinding[] {
  const home = namespaceOf(object)
  const hosts = listAt(object.value, 'spec', 'hosts').map(String)
  return gatewaysOf(object, object.value['spec']).flatMap((full, index): readonly MeshFinding[] => {
    const gateway = istio.objects.gateways.find((each) => `${namespaceOf(each)}/${each.name}` === full)
    if (!gateway || hosts.length === 0) return []
    const taken = listAt(gateway.value, 'spec', 'servers')
      .flatMap((server) => listAt(server, 'hosts').map(String))
      .flatMap((each) => {
        const [namespace, name] = each.includes('/') ? (each.split('/', 2) as [string, string]) : ['*', each]
        return namespace === '*' || namespace === home || (namespace === '.' && namespaceOf(gateway) === home)
          ? [name]
          : []
      })
    return hosts.some((host) => taken.some((each) => takesHost(each, host) || takesHost(host, each)))
      ? []
      : [
          {
            facts: { code: 'istio-host-not-in-gateway', hosts, gateway: full },
            severity: 'warning',
            object,
            path: ['spec', 'gateways', index],
          },
        ]
  })
}

/**
 * Source: https://istio.io/latest/docs/reference/config/analysis/ist0166/; pilot/pkg/model/policyattachment.go: of what
 * selects by labels a waypoint asks nothing
 */
function waypointSelectorFindings(object: KubernetesObject, view: View): readonly MeshFinding[] {
  if (
    targetRefs(object).length > 0 ||
    Object.keys(selectorLabels(object)).length === 0 ||
    view.istio.settings.layeredWaypoints
  )
    return []
  const known = view.selected(object).find(({ member }) => member === 'waypoint')
  return known
    ? [
        {
          facts: { code: 'istio-selector-at-waypoint', pod: nameOf(known) },
          severity: 'warning',
          object,
          path: ['spec', 'selector'],
        },
      ]
    : []
}

/** Blocks of addresses that a rule compares with whoever opens the connection. */
interface Blocks {
  readonly key: string
  readonly instead: string
  readonly blocks: readonly CidrBlock[]
  readonly path: FieldPath
}

/**
 * A proxy sees who opens the connection: behind a gateway that is the gateway, and at a gateway behind a Service that
 * does not keep the client's address it is a node or the load balancer.
 * Source: https://istio.io/latest/docs/tasks/security/authorization/authz-ingress/;
 * https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source (ipBlocks, remoteIpBlocks)
 */
function addressFindings(object: KubernetesObject, view: View): readonly MeshFinding[] {
  const written = blocksIn(object).filter(
    ({ blocks }) => blocks.length > 0 && !blocks.some((block) => isInCluster(block, view)),
  )
  if (written.length === 0) return []
  const reached = view.reached('authorizationPolicies', object)
  const hidden = reached.find((known) => known.member === 'gateway' && isTranslated(known, view))
  const behind = hidden
    ? null
    : reached.length > 0 &&
        reached.every((known) => known.member === 'sidecar' && !isExposed(known, view)) &&
        view.pods.some(({ member }) => member === 'gateway')
      ? reached[0]!
      : null
  const known = hidden ?? behind
  return known
    ? written.map(({ key, instead, path }) => ({
        facts: {
          code: 'istio-address-hidden' as const,
          field: key,
          instead,
          pod: nameOf(known),
          why: hidden ? ('translated' as const) : ('behind-gateway' as const),
        },
        severity: 'warning' as const,
        object,
        path,
      }))
    : []
}

function blocksIn({ value }: KubernetesObject): readonly Blocks[] {
  const read = (values: readonly unknown[]) =>
    values.flatMap((text) => {
      const address = parseAddress(String(text))
      return (
        parseCidrLoosely(address ? `${address.text}/${address.family === 4 ? 32 : 128}` : String(text))?.block ?? []
      )
    })
  return listAt(value, 'spec', 'rules').flatMap((rule, index) => [
    ...listAt(rule, 'from').flatMap((from, at) =>
      [
        ['ipBlocks', 'remoteIpBlocks'],
        ['notIpBlocks', 'notRemoteIpBlocks'],
      ].map(([key, instead]): Blocks => ({
        key: key!,
        instead: instead!,
        blocks: read(listAt(objectAt(from, 'source'), key!)),
        path: ['spec', 'rules', index, 'from', at, 'source', key!],
      })),
    ),
    ...listAt(rule, 'when').flatMap((when, at): readonly Blocks[] =>
      textAt(when, 'key') === 'source.ip'
        ? [
            {
              key: 'source.ip',
              instead: 'remote.ip',
              blocks: read([...listAt(when, 'values'), ...listAt(when, 'notValues')]),
              path: ['spec', 'rules', index, 'when', at, 'key'],
            },
          ]
        : [],
    ),
  ])
}

/** A block that pods or nodes are in means them. */
function isInCluster(block: CidrBlock, { istio: { cluster } }: View): boolean {
  return (
    block.prefix === 0 ||
    cluster.pods.some(({ addresses }) => addresses.some((address) => blockContains(block, address))) ||
    cluster.nodes.some(({ addresses }) => addresses.some((address) => blockContains(block, address)))
  )
}

function isTranslated(known: Known, view: View): boolean {
  const open = view.servicesOf(known).filter(({ type }) => type === 'LoadBalancer' || type === 'NodePort')
  return open.length > 0 && open.every(({ externalTrafficPolicy }) => externalTrafficPolicy === 'Cluster')
}

function isExposed(known: Known, view: View): boolean {
  return view
    .servicesOf(known)
    .some(
      ({ type, externalAddresses }) => type === 'LoadBalancer' || type === 'NodePort' || externalAddresses.length > 0,
    )
}
