import { blockContains } from '../../../ground/ip.ts'
import { fitsSighting, opensPorts } from '../../../engine/fits.ts'
import { believes, type Judgement, type PluginRemark, type Remarks } from '../../../engine/plugin-remark.ts'
import type { BlockMatcher } from '../../../policy/form.ts'
import { matchesBlock, matchesPeer, peerOf, PLAIN_VIEW } from '../../../policy/match.ts'
import { hasPassedOverNames } from './domain-names.ts'
import { isCatchAll } from './tiers.ts'

/**
 * That a pod's own node is let through holds for clients too whose address a node has replaced: it follows from the
 * maps and from where the programs stand.
 * Source: https://github.com/aws/aws-network-policy-agent/blob/main/pkg/ebpf/bpf_client.go
 */
export const awsRemarks: Remarks = (judgement) => {
  const {
    gate: { exempt, sightings, passage },
    flow: { hairpin },
    policies,
  } = judgement
  if (policies.length === 0) return []
  const remarks: PluginRemark[] = []
  if (exempt === null && sightings.some(({ as }) => as === 'node-port')) remarks.push(believes('node-port-elsewhere'))
  if (exempt?.why === 'own-node' && !hairpin && sightings.some(({ as }) => as === 'node-address'))
    remarks.push(believes('own-node-after-masquerade'))
  if (exempt === null && passage === 'denied' && isPortUnopened(judgement))
    remarks.push({ remark: 'service-port-unopened', sureness: 'stated' })
  else if (exempt === null && passage === 'denied' && areLabelsMissing(judgement))
    remarks.push({ remark: 'service-labels-missing', sureness: 'stated' })
  if (exempt === null && passage === 'allowed' && isPastBaseline(judgement))
    remarks.push({ remark: 'past-baseline', sureness: 'stated' })
  if (exempt === null && passage === 'denied' && mayHaveHadName(judgement))
    remarks.push({ remark: 'domain-names-passed-over', sureness: 'stated' })
  if (exempt === null && restsOnExceptedBlock(judgement)) remarks.push(believes('most-specific-block'))
  return remarks
}

/** Whether a rule names domains, of which what is asked about could have been one. */
function mayHaveHadName({ flow, policies }: Judgement): boolean {
  return flow.destination.kind === 'external' && policies.some(({ rules }) => rules.some(hasPassedOverNames))
}

/** Whether it passes only as a pod that a NetworkPolicy selects for the other direction, before any Baseline rule. */
function isPastBaseline({ gate: { sightings }, policies }: Judgement): boolean {
  const fitting = policies.find(({ rules }) =>
    rules.some((rule) => sightings.some((sighting) => fitsSighting(rule, sighting, PLAIN_VIEW))),
  )
  return fitting !== undefined && isCatchAll(fitting)
}

/** Whether some rule would fit if the port of the pod were all that counts. */
function isPortUnopened({ gate: { sightings }, policies }: Judgement): boolean {
  return sightings.some(({ opens, ...sighting }) =>
    policies.some(({ rules }) =>
      rules.some((rule) => opens && !opensPorts(rule, opens) && fitsSighting(rule, sighting, PLAIN_VIEW)),
    ),
  )
}

/** Whether some rule finds the pod by its own labels: those of the Service's selector count instead. */
function areLabelsMissing({ gate: { sightings }, flow, policies }: Judgement): boolean {
  return (
    sightings.some(({ by }) => by === 'selectors') &&
    policies.some(({ rules }) =>
      rules.some((rule) => fitsSighting(rule, { flow, by: 'selectors', as: null }, PLAIN_VIEW)),
    )
  )
}

/**
 * The agent keeps one entry for each block and each exception that is no block of its own; the most specific entry that
 * holds an address decides. For long an exception's entry denied, so that what one rule excepts stayed closed although
 * another rule's wider block holds it, unless a selector found the pod at that address; newer agents let it inherit the
 * ports of containing rules that do not except it, as the API has it.
 * Source: https://github.com/aws/aws-network-policy-agent, pkg/fwruleprocessor/fw_rule_processor.go before and after
 * its cidr_trie.go
 */
function restsOnExceptedBlock({ gate: { at, passage, sightings }, policies }: Judgement): boolean {
  const { flow } = sightings.at(-1)!
  const address = at === 'egress' ? flow.destinationAddress : flow.sourceAddress
  if (passage !== 'allowed' || !address) return false
  const peer = peerOf(flow, at, PLAIN_VIEW)
  const peers = policies.flatMap(({ rules }) =>
    rules.flatMap(({ when }) => when.flatMap((condition) => (condition.aspect === 'peer' ? condition.anyOf : []))),
  )
  if (peers.some((matcher) => matcher.kind !== 'block' && matchesPeer(matcher, peer))) return false
  const blocks = peers.filter((matcher): matcher is BlockMatcher => matcher.kind === 'block')
  const hole = blocks
    .flatMap(({ except }) => except)
    .filter((each) => blockContains(each, address) && !blocks.some(({ block }) => block.canonical === each.canonical))
    .sort((a, b) => b.prefix - a.prefix)[0]
  if (!hole) return false
  const fitting = blocks.filter((matcher) => matchesBlock(matcher, address))
  return fitting.length > 0 && fitting.every(({ block }) => block.prefix < hole.prefix)
}
