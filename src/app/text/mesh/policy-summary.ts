import { assertNever } from '../../../ground/result.ts'
import type { MeshPolicyView } from '../../../world/mesh-policies.ts'
import { POLICIES } from '../catalogue/en/policies.ts'
import { code, list, say, type Sentence } from '../sentence.ts'

/** What a policy of a mesh says, in two plain sentences: whom it is about, and what it does there. */
export function meshPolicySummary({ about, policy }: MeshPolicyView): Sentence {
  const { mesh } = POLICIES
  const isAttached = policy.says !== 'leaves' && policy.says !== 'opens' && policy.says !== 'limits'
  const where = 'pods' in about ? mesh.aboutPods(about.pods) : isAttached ? mesh.attached(listed(about.attached)) : []
  return [...where, ...whatOf(policy)]
}

function whatOf(policy: MeshPolicyView['policy']): Sentence {
  const { mesh } = POLICIES
  switch (policy.says) {
    case 'decides': {
      const { action } = policy
      const known: Readonly<Record<string, ((rules: number) => Sentence) | undefined>> = mesh.rules
      const rules =
        policy.rules === 0
          ? mesh.noRule[action === 'ALLOW' ? action : 'other']
          : (known[action]?.(policy.rules) ?? say`${code(action)}.`)
      return policy.isTried ? mesh.tried(rules) : rules
    }
    case 'mutual': {
      const ports =
        policy.ports.length === 0
          ? []
          : mesh.ports(
              list(
                policy.ports.map(({ port, mode }) => mesh.port(port, mode)),
                POLICIES.and,
              ),
            )
      return policy.mode === null || policy.mode === 'UNSET'
        ? mesh.mutualAround(ports)
        : mesh.mutual(policy.mode, ports)
    }
    case 'tokens':
      return mesh.tokens(listed(policy.issuers))
    case 'serves': {
      const speaks = policy.protocol === 'unknown' ? [] : mesh.speaks(policy.protocol)
      return policy.access === 'deny' ? mesh.closed(policy.port, speaks) : mesh.open(policy.port, speaks, policy.access)
    }
    case 'opens':
      return policy.requires.length === 0
        ? mesh.opens(policy.target)
        : mesh.opensTo(policy.target, listed(policy.requires))
    case 'leaves':
      return policy.networks.length === 0
        ? mesh.leaves(policy.traffic)
        : mesh.leavesFor(listed(policy.networks), policy.traffic)
    case 'limits':
      return mesh.limits(policy.target)
    default:
      return assertNever(policy)
  }
}

const listed = (names: readonly string[]) =>
  list(
    names.map((name): Sentence => [code(name)]),
    POLICIES.and,
  )
