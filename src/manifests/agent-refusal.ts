import type { FieldPath } from '../ground/span.ts'
import type { ObjectProblem } from './problem.ts'

/**
 * What Cilium’s agent writes into the condition `Valid` of an object that the API server took. `kind` is the object's;
 * `detail` is what the agent's check says.
 * Source: pkg/k8s/apis/cilium.io/v2/cnp_types.go (Parse), ccnp_types.go
 */
export function agentRefusal(kind: string, path: FieldPath, detail: string): ObjectProblem {
  return {
    facts: {
      code: 'agent-refusal',
      agent: 'Cilium',
      detail: `Invalid ${kind} ${path[0] === 'specs' ? 'specs' : 'spec'}: ${detail}`,
    },
    severity: 'error',
    layer: 'admission',
    path,
    part: 'value',
  }
}
