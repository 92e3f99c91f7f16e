import type { FindingFacts } from '../../ground/finding.ts'
import { assertNever } from '../../ground/result.ts'
import type { FindingText } from './finding.ts'
import { code, count, say } from './sentence.ts'

export type CiliumFindingFacts = Extract<FindingFacts, { readonly code: 'label-source-dotted' | 'label-not-in-identity' | 'names-not-learnt' | 'dns-namespace-missing' | 'denial-closes-rest' | 'ports-apart' | 'nodes-not-guarded' | 'requests-void' | 'entry-names-nobody' | 'own-endpoints-only' }>

/** The sentence for a finding about a policy of Cilium. */
export function ciliumFindingText(facts: CiliumFindingFacts): FindingText {
  switch (facts.code) {
    case 'label-source-dotted': return { message: say`${code(facts.key)} is a key of its own, which nobody has`, advice: say`A source ends with a colon: ${code(facts.meant)}.` }
    case 'label-not-in-identity': return { message: say`${code(facts.key)} is not part of identities`, advice: say`Cilium leaves this label out, so that no selector finds it.` }
    case 'names-not-learnt': return { message: say`Nobody learns these names for ${count(facts.pods, 'pod')}`, advice: say`Names count once the DNS proxy has seen them looked up, which needs a rule with ${code('rules.dns')} for the DNS.` }
    case 'dns-namespace-missing': return { message: say`Means pods of ${code(facts.namespace)}, where no DNS is`, advice: say`Name its namespace too.` }
    case 'denial-closes-rest': return { message: say`Closes all ${facts.section} and not only what it denies`, advice: say`A rule with denials alone allows nothing. ${code('enableDefaultDeny')} can leave the rest open.` }
    case 'ports-apart': return { message: say`Opens these ports to everybody`, advice: say`It stands apart from entry ${facts.first + 1}, which opens every port to its peers: the dash before makes them two.` }
    case 'nodes-not-guarded': return { message: say`Nothing holds for nodes: the host firewall is off`, advice: say`Turn it on in the settings of the plugin.` }
    case 'requests-void': return { message: say`What this rule asks of requests restricts nothing`, advice: say`Entry ${facts.by + 1} lets everything pass on the same ports for the same peers.` }
    case 'entry-names-nobody': return { message: say`Lets nobody ${facts.section === 'ingress' ? 'in' : 'out'}: this entry names no one`, advice: say`In a NetworkPolicy an empty rule is for everybody. Here that is ${code(facts.section === 'ingress' ? 'fromEntities: [all]' : 'toEntities: [all]')}.` }
    case 'own-endpoints-only': return { message: say`Means every pod of ${code(facts.namespace)}, and nobody else`, advice: say`Pods of other namespaces take ${code('k8s:io.kubernetes.pod.namespace')}, what is no pod takes ${code('Entities')}.` }
    default: return assertNever(facts)
  }
}
