import { huntApi } from './hunt-api.ts'
import { huntDashboard, huntProxy } from './hunt-dashboard.ts'
import { huntEtcd } from './hunt-etcd.ts'
import { huntKubelet, huntReadonly } from './hunt-kubelet.ts'
import { huntPod } from './hunt-pod.ts'
import type { Catch, Hunter, HuntOptions } from './hunter.ts'
import { flawsOf } from './cve.ts'
import { PORTS, type OpenPort, type Scene } from './scene.ts'

/** Hunts the scene. Each service comes before what was found at it. */
export function hunt(scene: Scene, options: HuntOptions): readonly Catch[] {
  const local = scene.pod ? huntPod(scene, scene.pod) : []
  const remote = scene.hosts.flatMap((host) =>
    PORTS.flatMap((number): readonly Catch[] => {
      const port = scene.open(host, number)
      return port ? hunterOf(port)({ host, port, scene, options }) : []
    }),
  )
  return options.cves ? withFlaws([...local, ...remote], options) : [...local, ...remote]
}

function hunterOf(port: OpenPort): Hunter {
  switch (port.kind) {
    case 'kubelet':
      return huntKubelet
    case 'kubelet-readonly':
      return huntReadonly
    case 'etcd':
      return huntEtcd
    case 'api':
      return huntApi
    case 'kubectl-proxy':
      return huntProxy
    case 'dashboard':
      return huntDashboard
    // Of a program that nobody knows one port is taken for etcd, whatever it is.
    case 'unknown':
      return port.port === 2379 ? huntEtcd : () => []
  }
}

/** The first version that is disclosed is held against known flaws, once. */
function withFlaws(caught: readonly Catch[], { patched }: HuntOptions): readonly Catch[] {
  const at = caught.findIndex(
    (each) => 'finding' in each && (each.finding.kind === 'version-api' || each.finding.kind === 'version-kubelet'),
  )
  const disclosed = caught[at]
  if (!disclosed || !('finding' in disclosed)) return caught
  const flaws = flawsOf(disclosed.finding.evidence, patched).map((kind): Catch => ({
    finding: { kind, location: disclosed.finding.location, evidence: disclosed.finding.evidence },
  }))
  return [...caught.slice(0, at + 1), ...flaws, ...caught.slice(at + 1)]
}
