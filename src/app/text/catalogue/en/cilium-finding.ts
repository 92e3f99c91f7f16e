import type { FindingFacts } from '../../../../ground/finding.ts'
import type { FindingTexts } from '../../finding.ts'
import { code, count, say, type Sentence } from '../../sentence.ts'
import { part } from '../part.ts'

/** Findings that only Cilium raises. */
export type CiliumFindingFacts = Extract<
  FindingFacts,
  {
    readonly code:
      | 'label-source-dotted'
      | 'label-not-in-identity'
      | 'names-not-learnt'
      | 'dns-namespace-missing'
      | 'denial-closes-rest'
      | 'ports-apart'
      | 'nodes-not-guarded'
      | 'requests-void'
      | 'entry-names-nobody'
      | 'own-endpoints-only'
      | 'name-inside-cluster'
      | 'name-not-looked-up'
      | 'name-leaves-domain-out'
      | 'path-fits-whole'
      | 'clients-seen-as-node'
      | 'entry-shut'
      | 'rules-cannot-merge'
  }
>

function pathMessage({ path, why, missed }: Extract<CiliumFindingFacts, { code: 'path-fits-whole' }>): Sentence {
  switch (why) {
    case 'glob':
      return say`${code(path)} is no glob: it fits more slashes, and never ${code(missed)}`
    case 'no-slash':
      return say`No request fits ${code(path)}: paths begin with a slash`
    default:
      return say`Fits ${code(path.replace(/^\^/, ''))} alone: neither ${code(missed)}, nor one with a query`
  }
}

/** What is found about policies of Cilium. */
export const CILIUM_FINDING = part('ciliumFinding', {
  'label-source-dotted': (facts) => ({
    message: say`${code(facts.key)} is a key of its own, which nobody has`,
    advice: say`A source ends with a colon: ${code(facts.meant)}.`,
  }),
  'label-not-in-identity': (facts) => ({
    message: say`${code(facts.key)} is not part of identities`,
    advice: say`Cilium leaves this label out, so that no selector finds it.`,
  }),
  'names-not-learnt': (facts) => ({
    message: say`Nobody learns these names for ${count(facts.pods, 'pod')}`,
    advice: say`Names count once the DNS proxy has seen them looked up, which needs a rule with ${code('rules.dns')} for the DNS.`,
  }),
  'dns-namespace-missing': (facts) => ({
    message: say`Means pods of ${code(facts.namespace)}, where no DNS is`,
    advice: say`Name its namespace too.`,
  }),
  'denial-closes-rest': (facts) => ({
    message: say`Closes all ${facts.section} and not only what it denies`,
    advice: say`A rule with denials alone allows nothing. ${code('enableDefaultDeny')} can leave the rest open.`,
  }),
  'ports-apart': (facts) => ({
    message: say`Opens these ports to everybody`,
    advice: say`It stands apart from entry ${facts.first + 1}, which opens every port to its peers: the dash before makes them two.`,
  }),
  'nodes-not-guarded': () => ({
    message: say`Nothing holds for nodes: the host firewall is off`,
    advice: say`Turn it on in the settings of the plugin.`,
  }),
  'requests-void': (facts) => ({
    message: say`What this rule asks of requests restricts nothing`,
    advice: say`Entry ${facts.by + 1} lets everything pass on the same ports for the same peers.`,
  }),
  'entry-names-nobody': (facts) => ({
    message: say`Lets nobody ${facts.section === 'ingress' ? 'in' : 'out'}: this entry names no one`,
    advice: say`In a NetworkPolicy an empty rule is for everybody. Here that is ${code(facts.section === 'ingress' ? 'fromEntities: [all]' : 'toEntities: [all]')}.`,
  }),
  'own-endpoints-only': (facts) => ({
    message: say`Means every pod of ${code(facts.namespace)}, and nobody else`,
    advice: say`Pods of other namespaces take ${code('k8s:io.kubernetes.pod.namespace')}, what is no pod takes ${code('Entities')}.`,
  }),
  'name-inside-cluster': (facts) => ({
    message:
      facts.service === null
        ? say`${code(facts.name)} is a name inside the cluster`
        : say`${code(facts.name)} is Service ${code(facts.service)}, whose pods no name opens`,
    advice: say`${code('toFQDNs')} counts for addresses outside alone: pods take ${code('toEndpoints')} or ${code('toServices')}.`,
  }),
  'name-not-looked-up': (facts) => ({
    message: say`${code(facts.name)} cannot be looked up: no rule about DNS of these pods lets it pass`,
    advice: say`The DNS proxy answers REFUSED, and nobody learns the name.`,
  }),
  'name-leaves-domain-out': (facts) => ({
    message: facts.isDeep
      ? say`${code(facts.pattern)} leaves out ${code(facts.domain)} itself`
      : say`${code(facts.pattern)} is one label before ${code(facts.domain)}: neither that itself, nor ${code(`a.b.${facts.domain}`)}`,
    advice: facts.isDeep ? [] : say`Since 1.19 ${code(`**.${facts.domain}`)} is any number of labels.`,
  }),
  'path-fits-whole': (facts) => ({
    message: pathMessage(facts),
    advice:
      facts.why === 'literal'
        ? say`A path has to fit as a whole, with its query. ${code(`${facts.path}$`)} says that it is meant.`
        : say`A path is a regular expression that has to fit as a whole.`,
  }),
  'rules-cannot-merge': (facts) => ({
    message: say`Cannot be merged with entry ${facts.byRule + 1} of ${code(facts.by)}: ${facts.mine} and ${facts.theirs} for the same peers on one port`,
    advice: say`The agents compute no policy for the pods of both, and leave what they had.`,
  }),
  'clients-seen-as-node': (facts) => ({
    message: say`Shuts out clients in ${code(facts.wanted)} that come through Service ${code(facts.service)} on another node`,
    advice:
      facts.as === 'node-address'
        ? say`That node puts its own address in their place, and is ${code('remote-node')} here. With ${code('externalTrafficPolicy: Local')} they keep theirs.`
        : say`They come through the tunnel as ${code('world')} without an address, which no block holds. With ${code('externalTrafficPolicy: Local')} they keep theirs.`,
  }),
  'entry-shut': (facts) => ({
    message:
      facts.at === 'ingress'
        ? say`No pod of Service ${code(facts.service)} lets in who serves this: Cilium itself, the entity ${code('ingress')}`
        : say`Who serves this may not go on to Service ${code(facts.service)}: policies hold Cilium’s own Envoy, the entity ${code('ingress')}`,
    advice:
      facts.at === 'ingress'
        ? say`Neither ${code('world')} nor a block of addresses means it. A rule of a CiliumNetworkPolicy does, with ${code('fromEntities: [ingress]')}.`
        : say`A CiliumClusterwideNetworkPolicy that selects ${code('reserved:ingress')} lets it out, with ${code('toEntities: [cluster]')}.`,
  }),
} satisfies FindingTexts<CiliumFindingFacts>)
