import { podsNamed } from '../../pods-named.ts'
import type { FindingFacts } from '../../../../ground/finding.ts'
import { CNI_OFFERS } from '../../../../sim/cni/choice.ts'
import type { FindingTexts } from '../../finding.ts'
import { code, count, list, say, type Sentence } from '../../sentence.ts'
import { part } from '../part.ts'

/** Findings that depend on the network plugin and are not Cilium's alone. */
export type PluginFindingFacts = Extract<
  FindingFacts,
  {
    readonly code:
      | 'not-enforced'
      | 'no-road'
      | 'peer-fails-closed'
      | 'block-fits-nobody'
      | 'too-many-ports'
      | 'port-name-lost'
      | 'service-port-needed'
      | 'service-not-opened'
      | 'pod-without-owner'
      | 'pods-share-rules'
      | 'denies-the-rest-too'
      | 'selects-hosts-too'
      | 'range-is-a-name'
      | 'service-without-namespace'
      | 'selector-word'
      | 'selector-leaves-outside'
      | 'no-host-endpoint'
      | 'requests-not-read'
      | 'reopens-isolated'
      | 'namespace-replaced'
      | 'selector-stays-home'
      | 'direction-closed'
      | 'tier-drops-rest'
      | 'tier-unknown'
  }
>

function pluginName(plugin: string): string {
  return CNI_OFFERS.find(({ name }) => name === plugin)?.label ?? plugin
}

function holders({ pods, nodes }: Extract<PluginFindingFacts, { code: 'block-fits-nobody' }>): string {
  return [...(pods > 0 ? [count(pods, 'pod')] : []), ...(nodes > 0 ? [count(nodes, 'node')] : [])].join(' and ')
}

function whoElse({ namespaces, sets }: Extract<PluginFindingFacts, { code: 'selector-stays-home' }>): Sentence {
  const there: Sentence =
    namespaces.length === 0 ? [] : say`pods or sets in ${list(namespaces.map((name): Sentence => [code(name)]))}`
  const global: Sentence =
    sets.length === 0 ? [] : say`GlobalNetworkSet ${list(sets.map((name): Sentence => [code(name)]))}`
  return there.length > 0 && global.length > 0
    ? say`${there} and ${global} do`
    : there.length > 0
      ? say`${there} do`
      : say`${global} ${sets.length === 1 ? 'does' : 'do'}`
}

/** What the chosen network plugin makes of it. */
export const PLUGIN_FINDING = part('pluginFinding', {
  'not-enforced': (facts) => ({
    message: say`Accepted by the API and enforced by nobody: ${pluginName(facts.plugin)} as it is set does not read ${facts.kind}`,
    advice: say`Every flow stays as if it were not there.`,
  }),
  'no-road': (facts) => ({
    message: say`Pods of ${code(facts.node)} and ${code(facts.other)} cannot reach each other: host-gw has no road from ${code(facts.subnet)} to ${code(facts.otherSubnet)}`,
    advice: say`It needs nodes in one subnet; VXLAN does not.`,
  }),
  'peer-fails-closed': (facts) => ({
    message: say`Calico does not support ${code(facts.peer)}: rule ${facts.rule + 1} ${facts.action === 'Accept' ? 'is left out' : 'denies everybody, on every port'}`,
    advice: say`It fails closed. Name pods, namespaces or ${code('networks')}.`,
  }),
  'block-fits-nobody': (facts) => ({
    message: say`${code(facts.cidr)} fits nobody here: it holds only addresses of ${holders(facts)}`,
    advice: say`Cilium knows those by identity, and compares blocks with what is outside.`,
  }),
  'too-many-ports': (facts) => ({
    message: say`${facts.ports} ports for ${facts.peer === null ? 'one peer' : code(facts.peer)}${facts.policies > 1 ? `, over ${facts.policies} policies` : ''}: the agent has room for ${facts.most}`,
    advice: say`The rest is cut, and which that is nobody says. Use ${code('endPort')} for ranges.`,
  }),
  'port-name-lost': (facts) => ({
    message: say`Port name ${code(facts.name)} is lost ${facts.beside === 'block' ? 'beside a block' : 'in a rule for anybody'}`,
    advice: say`On the way out the controller of the VPC CNI looks names up for selectors only: write a number.`,
  }),
  'service-not-opened': (facts) => ({
    message: say`Leads to pods of Service ${code(facts.service)} and not through its port ${facts.port}: the VPC CNI goes by the Service’s own selector and ports`,
    advice: say`Ask for labels that its selector has, and for the port that its first port leads to.`,
  }),
  'service-port-needed': (facts) => ({
    message: say`${code(facts.cidr)} does not lead through Service ${code(facts.service)}: this plugin compares ${code(`${facts.address}:${facts.port}`)} with it`,
    advice: say`Select the pods by their labels, or add the Service’s address and port.`,
  }),
  'pod-without-owner': (facts) => ({
    message: say`${code(facts.pod)} has no owner: the VPC CNI’s policies are for pods of a Deployment or another controller`,
    advice: say`What becomes of others is not promised.`,
  }),
  'pods-share-rules': (facts) => ({
    message: say`${podsNamed(facts.pods, facts.count)} share one set of rules, as all pods on a node called ${code(`${facts.stem}-…`)} do`,
    advice: say`Policies that tell them apart by labels do not hold. Give them other names.`,
  }),
  'denies-the-rest-too': (facts) => ({
    message: say`Everybody else is denied too: no rule of this policy lets ${facts.section} pass, and the end of its tier denies the rest`,
    advice: say`Add a last rule that allows, or one that passes the rest on.`,
  }),
  'selects-hosts-too': (facts) => ({
    message: say`${code(facts.selector)} fits host endpoints too: they lack the label`,
    advice: say`With a ${code('namespaceSelector')} only pods are meant.`,
  }),
  'range-is-a-name': (facts) => ({
    message: say`${code(facts.port)} is read as the name of a port, and no port has it`,
    advice: say`A range is written with a colon, in quotes.`,
  }),
  'service-without-namespace': (facts) => ({
    message: say`Rule ${facts.rule + 1} fits nobody: Calico looks for Service ${code(facts.service)} in no namespace`,
    advice: say`Its documentation says that the policy’s own is meant; Felix does not fill it in.`,
  }),
  'selector-word': (facts) => ({
    message: say`Nobody wears ${code(facts.word)} in a selector: ${code(facts.meant)} is what endpoints have`,
    advice: [],
  }),
  'selector-leaves-outside': (facts) => ({
    message: say`Rule ${facts.rule + 1} denies no address outside: ${code(facts.selector)} speaks of pods, host endpoints and network sets only`,
    advice: say`An address that is none of these has no labels and fits no selector.`,
  }),
  'no-host-endpoint': (facts) => ({
    message: say`No effect here: ${code(facts.field)} is for host endpoints, and there is none`,
    advice: say`Pods never meet such a policy.`,
  }),
  'requests-not-read': (facts) => ({
    message: say`Rule ${facts.rule + 1} allows every request: application layer policy is not installed`,
    advice: say`Without it ${code('http')} is ignored.`,
  }),
  'reopens-isolated': (facts) => ({
    message: say`Rule ${facts.rule + 1} opens again what ${code(facts.by)} closes: NetworkPolicies stand at order 1000 and deny nothing themselves`,
    advice: say`The end of the tier denies, and this policy is asked before that${facts.order === null ? '; without an order it is the last' : ''}.`,
  }),
  'namespace-replaced': (facts) => ({
    message: say`Rule ${facts.rule + 1} leaves out ${facts.pods === 1 ? 'the pod' : `the ${facts.pods} pods`} of ${code(facts.namespace)} that ${facts.pods === 1 ? 'fits' : 'fit'} ${code(facts.selector)}`,
    advice: say`A ${code('namespaceSelector')} takes the place of the policy’s own namespace; it does not add to it.`,
  }),
  'selector-stays-home': (facts) => ({
    message: say`Nobody in ${code(facts.namespace)} fits ${code(facts.selector)}; ${whoElse(facts)}`,
    advice:
      facts.namespaces.length === 0
        ? say`Sets of the cluster are found with ${code('namespaceSelector: global()')}.`
        : say`Without a ${code('namespaceSelector')} a rule of this policy never leaves its namespace.`,
  }),
  'tier-unknown': (facts) => ({
    message: say`No tier is called ${code(facts.tier)}: the API server refuses a policy of a tier that is not there${facts.hint === null ? [] : say`. Meant is probably ${code(facts.hint)}`}`,
    advice: say`Here it is asked after all other tiers, as Felix would.`,
  }),
  'direction-closed': (facts) => ({
    message: say`No ${facts.section} passes: ${code('types')} names ${code(facts.section === 'ingress' ? 'Ingress' : 'Egress')}, and no rule allows any`,
    advice: say`The end of the tier denies whatever no rule decides.`,
  }),
  'tier-drops-rest': (facts) => ({
    message: say`What these rules do not allow is lost at the end of tier ${code(facts.tier)}: ${code(facts.by)} in a later tier is never asked`,
    advice: say`A last rule that passes hands the rest on.`,
  }),
} satisfies FindingTexts<PluginFindingFacts>)
