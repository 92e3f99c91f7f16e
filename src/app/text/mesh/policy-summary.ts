import { assertNever } from '../../../ground/result.ts'
import type { MeshPolicyView } from '../../../world/mesh-policies.ts'
import { code, count, counted, list, say, type Sentence } from '../sentence.ts'

/** What a policy of a mesh says, in two plain sentences: whom it is about, and what it does there. */
export function meshPolicySummary({ about, policy }: MeshPolicyView): Sentence {
  const where = 'pods' in about ? say`It is about ${about.pods === 0 ? say`no pod in the mesh` : count(about.pods, 'pod')} in the mesh. ` : policy.says === 'leaves' || policy.says === 'opens' || policy.says === 'limits' ? say`` : say`It is attached to ${list(about.attached.map((name) => [code(name)]))}. `
  const what = whatOf(policy)
  return 'pods' in about && about.pods === 0 ? say`It is about no pod in the mesh. ${what}` : say`${where}${what}`
}

function whatOf(policy: MeshPolicyView['policy']): Sentence {
  switch (policy.says) {
    case 'decides': {
      const rules = policy.rules === 0 ? say`It has no rule: ${policy.action === 'ALLOW' ? 'it lets nobody in' : 'it does nothing'}.` : DOES[policy.action]?.(counted(policy.rules, 'rule')) ?? say`${code(policy.action)}.`
      return policy.isTried ? say`${rules} It is only tried: it decides nothing.` : rules
    }
    case 'mutual': {
      const ports = policy.ports.length === 0 ? say`` : say` On ${list(policy.ports.map(({ port, mode }) => say`port ${port} ${code(mode)}`))}.`
      return policy.mode === null || policy.mode === 'UNSET' ? say`It takes what is said around it about mutual TLS.${ports}` : say`Mutual TLS: ${code(policy.mode)}.${ports}`
    }
    case 'tokens': return say`Tokens that are there must be good: of ${list(policy.issuers.map((issuer) => [code(issuer)]))}.`
    case 'serves': return say`Port ${code(policy.port)}${policy.protocol === 'unknown' ? '' : say`, which speaks ${code(policy.protocol)},`} is ${policy.access === 'deny' ? 'closed to everybody whom nothing lets in' : say`open by itself as ${code(policy.access)} says`}.`
    case 'opens': return policy.requires.length === 0 ? say`It opens ${code(policy.target)} to everybody.` : say`It opens ${code(policy.target)} to who has ${list(policy.requires.map((each) => [code(each)]))}.`
    case 'leaves': return say`What leaves the cluster${policy.networks.length === 0 ? '' : say` for ${list(policy.networks.map((each) => [code(each)]))}`} and takes no route: ${code(policy.traffic)}.`
    case 'limits': return say`It limits how many requests ${code(policy.target)} takes in a second.`
    default: return assertNever(policy)
  }
}

/** `rules`: how many, in words. */
const DOES: Readonly<Record<string, (rules: string) => Sentence>> = {
  ALLOW: (rules) => say`It lets in what it has ${rules} for, and nothing else comes in that no policy lets in.`,
  DENY: (rules) => say`It refuses what it has ${rules} for, before anything is let in.`,
  AUDIT: (rules) => say`It has written down what it has ${rules} for, and decides nothing.`,
  CUSTOM: (rules) => say`It has somebody outside the mesh asked about what it has ${rules} for.`,
}
