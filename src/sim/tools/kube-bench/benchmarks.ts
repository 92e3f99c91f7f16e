import { failure, success, type Result } from '../../../ground/result.ts'
import type { Configuration } from './components.ts'

/** Minor versions that are tried downwards at most. */
const OLDEST_MINOR = 10

/**
 * The benchmark of a Kubernetes version: its own, or that of the newest version before it that has one. Source:
 * cmd/common.go, mapToBenchmarkVersion.
 */
export function benchmarkOfVersion(
  version: string,
  { versions }: Pick<Configuration, 'versions'>,
): Result<string, string> {
  if (!/^\d+\.\d+/.test(version))
    return versions.has(version)
      ? success(versions.get(version)!)
      : isBenchmarkName(version)
        ? success(version)
        : failure(noMatch(version))
  for (let tried = version; tried !== ''; tried = earlierVersion(tried)) {
    const benchmark = versions.get(tried)
    if (benchmark !== undefined) return success(benchmark)
  }
  return failure(noMatch(version))
}

function isBenchmarkName(name: string): boolean {
  return /^[a-z]+\d*-/.test(name)
}

function noMatch(version: string): string {
  return `unable to find a matching Benchmark Version match for kubernetes version: ${version}`
}

/** The minor before; empty: there is none that anybody runs. */
function earlierVersion(version: string): string {
  const match = /^(\d+)\.(\d+)$/.exec(version)
  const minor = match ? Number(match[2]) - 1 : 0
  return match && minor >= OLDEST_MINOR ? `${match[1]}.${minor}` : ''
}

/**
 * Whose Kubernetes a version is, by what follows its number; empty: plain. Source: cmd/util.go,
 * getPlatformInfoFromVersion.
 */
export function platformOf(version: string): { readonly name: string; readonly version: string } {
  const match = /v(\d+\.\d+)\.\d+[-+](\w+)[.\-+]*\w/.exec(version)
  return match ? { name: match[2]!, version: match[1]! } : { name: '', version: '' }
}

/** By platform: benchmark from which minor on; the first that fits counts. */
const PLATFORMS: Readonly<Record<string, readonly (readonly [number, string])[]>> = {
  eks: [
    [32, 'eks-1.8.0'],
    [29, 'eks-1.7.0'],
    [0, 'eks-1.5.0'],
  ],
  gke: [
    [32, 'gke-1.9.0'],
    [29, 'gke-1.8.0'],
    [23, 'gke-1.6.0'],
    [20, 'gke-1.2.0'],
    [0, 'gke-1.0'],
  ],
  aks: [
    [32, 'aks-1.8'],
    [0, 'aks-1.7'],
  ],
  aliyun: [[0, 'ack-1.0']],
  k3s: [
    [27, 'k3s-cis-1.9'],
    [26, 'k3s-cis-1.8'],
    [25, 'k3s-cis-1.7'],
    [0, 'k3s-cis-1.24'],
  ],
  rancher: [[0, 'rke-cis-1.7']],
  rke2r: [
    [26, 'rke2-cis-1.8'],
    [25, 'rke2-cis-1.7'],
    [0, 'rke2-cis-1.24'],
  ],
  vmware: [[0, 'tkgi-1.2.53']],
}

/** The benchmark of somebody's Kubernetes; empty: none is known. */
export function benchmarkOfPlatform({ name, version }: { readonly name: string; readonly version: string }): string {
  if (name === 'ocp') return OPENSHIFT[version] ?? ''
  const minor = Number(version.split('.')[1] ?? 0)
  return PLATFORMS[name]?.find(([from]) => minor >= from)?.[1] ?? ''
}

const OPENSHIFT: Readonly<Record<string, string>> = {
  '3.10': 'rh-0.7',
  '3.11': 'rh-0.7',
  '4.1': 'rh-1.0',
  '4.11': 'rh-1.4',
  '4.13': 'rh-1.8',
}
