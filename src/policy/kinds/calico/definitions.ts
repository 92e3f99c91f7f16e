import { fieldAt } from '../../../manifests/fields.ts'
import { checkCustomResource } from '../../../manifests/structural.ts'
import type { PolicyKind } from '../../kind.ts'
import { definitionProblems } from './definition-problems.ts'
import { CalicoDefinitionShapes } from './definitions.shape.ts'

type DefinitionKind = keyof typeof CalicoDefinitionShapes

const PAGES: Readonly<Record<DefinitionKind, string>> = {
  Tier: 'tier',
  NetworkSet: 'networkset',
  GlobalNetworkSet: 'globalnetworkset',
  HostEndpoint: 'hostendpoint',
  Profile: 'profile',
  FelixConfiguration: 'felixconfig',
  KubeControllersConfiguration: 'kubecontrollersconfig',
}

/**
 * What Calico's policies speak of, in one version of its API. By themselves these objects decide nothing: the plugin's
 * profile reads those that are accepted.
 */
export function calicoDefinitions(apiVersion: string): readonly PolicyKind[] {
  return (Object.keys(CalicoDefinitionShapes) as readonly DefinitionKind[]).map((kind): PolicyKind => {
    const shape = CalicoDefinitionShapes[kind]
    return {
      apiVersion,
      kind,
      scope: kind === 'NetworkSet' ? 'Namespaced' : 'Cluster',
      defines: true,
      spec: {
        url: `https://docs.tigera.io/calico/latest/reference/resources/${PAGES[kind]}`,
        version: 'v3, as of 3.33',
      },
      shape,
      read(object) {
        const problems = checkCustomResource(shape, object, definitionProblems)
        return { policies: problems.length > 0 ? null : [], problems }
      },
      assumed: ({ value }) =>
        kind === 'Tier' && fieldAt(value, 'spec') !== undefined && fieldAt(value, 'spec', 'defaultAction') === undefined
          ? [{ path: ['spec', 'defaultAction'], text: 'defaultAction: Deny', place: 'own-line' }]
          : [],
    }
  })
}
