import { openWorld, type World } from '../../src/world/index.ts'
import { time } from './measure.ts'
import { spread } from './sizes.ts'

const PODS = 2_000
const TEAMS = 40
const POLICIES = 200
const ROUNDS = 8

const port = (round: number) => 8000 + (round % 9)

/**
 * Two thousand pods with proxies, and policies of the mesh for them; what is typed in is one NetworkPolicy, or one
 * policy of the mesh.
 */
const MESHES = {
  'istio-sidecar': {
    namespace: (team: number) =>
      `apiVersion: v1\nkind: Namespace\nmetadata: {name: team-${team}, labels: {istio-injection: enabled}}\n`,
    policy: (index: number, round: number) =>
      `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: p${index}, namespace: team-${index % TEAMS}}\nspec: {selector: {matchLabels: {app: a${index % 10}}}, action: ${index % 5 === 0 ? 'DENY' : 'ALLOW'}, rules: [{from: [{source: {namespaces: [team-${(index * 7) % TEAMS}]}}], to: [{operation: {methods: [GET], paths: ["/p${index}/*"], ports: ["${port(round)}"]}}]}]}\n`,
  },
  linkerd: {
    namespace: (team: number) =>
      `apiVersion: v1\nkind: Namespace\nmetadata: {name: team-${team}, annotations: {linkerd.io/inject: enabled}}\n`,
    policy: (index: number, round: number) =>
      `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: s${index}, namespace: team-${index % TEAMS}}\nspec: {podSelector: {matchLabels: {app: a${index % 10}}}, port: ${8000 + (index === 0 ? round % 9 : 0)}, accessPolicy: ${index % 3 === 0 ? 'all-authenticated' : 'deny'}}\n`,
  },
} as const

/**
 * Milliseconds from a key press to what is told of the whole work, in a document of the network and in one of the mesh.
 */
export function benchMeshes(): readonly Record<string, unknown>[] {
  return Object.entries(MESHES).map(([mesh, { namespace, policy }]) => {
    const cluster = [
      ...Array.from({ length: TEAMS }, (_, team) => namespace(team)),
      ...Array.from(
        { length: TEAMS * 10 },
        (_, index) =>
          `apiVersion: v1\nkind: Service\nmetadata: {name: a${index % 10}, namespace: team-${Math.floor(index / 10)}}\nspec: {selector: {app: a${index % 10}}, ports: [{name: http, port: 80, targetPort: 8000}]}\n`,
      ),
      ...Array.from(
        { length: PODS },
        (_, index) =>
          `apiVersion: v1\nkind: Pod\nmetadata: {name: p${index}, namespace: team-${index % TEAMS}, labels: {app: a${Math.floor(index / TEAMS) % 10}}}\nspec: {nodeName: n${index % 20}, serviceAccountName: a${index % 10}, containers: [{name: main, image: app, ports: [{containerPort: 8000}]}]}\nstatus: {phase: Running, podIP: 10.42.${index >> 8}.${index & 255}}\n`,
      ),
    ].join('---\n')
    const others = Array.from({ length: POLICIES - 1 }, (_, index) => policy(index + 1, 0)).join('---\n')
    const network = (round: number) =>
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: typed, namespace: team-0}\nspec: {podSelector: {matchLabels: {app: a1}}, ingress: [{ports: [{port: ${port(round)}}]}]}\n`
    const documents = (ofNetwork: number, ofMesh: number) => [
      { name: 'cluster', text: cluster },
      { name: 'policies', text: others },
      { name: 'network', text: network(ofNetwork) },
      { name: 'mesh', text: policy(0, ofMesh) },
    ]
    const told = (world: World) => world.diagnostics.length
    let state = openWorld({ documents: documents(0, 0) })
    let keys = 0
    const opening = time(() => {
      state = openWorld({ documents: documents(0, 0) })
      told(state)
    })
    const key = (ofNetwork: number, ofMesh: number) =>
      time(() => {
        state = openWorld({ documents: documents(ofNetwork, ofMesh) }, state)
        told(state)
      })
    const inNetwork = Array.from({ length: ROUNDS }, () => key(++keys, 0))
    const inMesh = Array.from({ length: ROUNDS }, () => key(0, ++keys))
    return {
      bench: 'meshes',
      mesh,
      pods: PODS,
      policies: POLICIES,
      openMs: Math.round(opening),
      networkKeyMs: spread(inNetwork),
      meshKeyMs: spread(inMesh),
    }
  })
}
