import type { Hop, LookupTable, Packet, PacketWalk } from '../../../sim/cni/walk.ts'
import { cniTitle } from '../cni.ts'
import { WALK } from '../catalogue/en/walk.ts'
import { plain } from '../sentence.ts'
import { checkText, hopTitle } from './hop-title.ts'
import { hopFacts, nothingText, tableTitle } from './hop-facts.ts'
import { hopWhy } from './hop-why.ts'
import { headerText, packetChange, sizeText } from './packet.ts'
import { scenesOf, type Leg, type Scene } from './scene.ts'

/** One stop as a person would dictate it: its title, and everything that the screen shows of it, line by line. */
export interface HopText {
  readonly title: string
  readonly lines: readonly string[]
}

/** All stops of one way as text, complete. */
export function hopTexts(walk: PacketWalk, leg: Leg): readonly HopText[] {
  return scenesOf(walk, leg).map((scene) => ({ title: plain(hopTitle(scene)), lines: linesOf(scene) }))
}

/** The whole walk as plain text, for a chat or a ticket. `question` is its first line. */
export function walkText(walk: PacketWalk, question: string): string {
  const part = (leg: Leg) =>
    hopTexts(walk, leg).flatMap(({ title, lines }, index) => [
      `${index + 1}. ${title}.`,
      ...lines.map((line) => `   ${line}`),
    ])
  return [
    question,
    `CNI ${cniTitle(walk.setting)}`,
    '',
    ...part('way'),
    ...(walk.reply.length > 0 ? ['', `${WALK.reply}:`, ...part('reply')] : []),
  ].join('\n')
}

function linesOf(scene: Scene): readonly string[] {
  const { hop } = scene
  return [
    plain(hopWhy(scene)),
    hopFacts(scene)
      .map(({ word, value }) => `${word}: ${value}`)
      .join('; '),
    ...(hop.check ? [`${WALK.gate(hop.check.at === 'egress')}: ${checkText(hop.check)}`] : []),
    ...packetLines(hop),
    ...(hop.table ? [plain(tableTitle(hop.table, scene)), ...tableLines(hop.table)] : []),
    ...(hop.drop
      ? [
          `${WALK.callerSees}: ${WALK.symptoms[hop.drop.symptom]}`,
          hop.drop.curl,
          `${WALK.counter}: ${hop.drop.counter ?? nothingText('counter', scene.setting.name)}`,
          `${WALK.log}: ${hop.drop.log ?? nothingText('log', scene.setting.name)}`,
        ]
      : []),
    ...(hop.command === null ? [] : [`${WALK.seeIt}: ${hop.command}`]),
    ...(hop.believed ? [WALK.believed] : []),
  ]
}

function packetLines({ before, after }: Hop): readonly string[] {
  if (before.length === 0 && after.length === 0) return []
  if (packetChange(before, after).isSame) return [`${WALK.packet}: ${packetText(after)} (${sizeText(after, null)})`]
  return [
    ...(before.length === 0 ? [] : [`${WALK.before}: ${packetText(before)} (${sizeText(before, null)})`]),
    ...(after.length === 0 ? [] : [`${WALK.after}: ${packetText(after)} (${sizeText(after, before)})`]),
  ]
}

/** Outermost first: `IP 10.0.0.5 → 10.0.1.7 [ TCP 43120 → 8080 ]`. */
function packetText(packet: Packet): string {
  return (
    packet.map((header) => `${header.layer} ${headerText(header)}`).join(' [ ') +
    ' ]'.repeat(Math.max(0, packet.length - 1))
  )
}

function tableLines({ rows }: LookupTable): readonly string[] {
  return rows.map(({ cells, matched }) => `${matched ? '→' : ' '} ${cells.join('  ')}`)
}
