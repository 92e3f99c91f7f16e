import { readManifests } from '../../../src/manifests/read.ts'
import { buildCluster, type BuiltCluster } from '../../../src/model/build.ts'
import { REFERENCE_ADDRESSES } from '../../../src/sim/cni/reference/ipam.ts'

/** The cluster of some YAML, without any judgement on it. */
export function build(...texts: readonly string[]): BuiltCluster {
  return buildCluster(
    readManifests(texts.map((text, index) => ({ name: `doc${index}`, text }))).manifests.map(({ object }) => object),
    REFERENCE_ADDRESSES,
  )
}

export const container = 'containers: [{name: main, image: example/app, ports: [{name: http, containerPort: 8080}]}]'

/** A workload of apps/v1 in namespace shop. */
export const workload = (kind: string, name: string, spec = '') =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\nspec: {${spec}selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}}}, spec: {${container}}}}\n`

export const pod = (name: string, more = '', spec = '', status = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name}}${more}}\nspec: {${spec}${container}}\n${status && `status: {${status}}\n`}`

export const owned = (apiVersion: string, kind: string, name: string) =>
  `, ownerReferences: [{apiVersion: ${apiVersion}, kind: ${kind}, name: ${name}, controller: true}]`
